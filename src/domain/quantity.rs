//! Exact numbers: a place on a measure's scale, and the distance between two places.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};

/// A fraction with a positive denominator: 19 of 30 pupils stays 190/3 per cent, and is never rounded before it is
/// compared.
///
/// Terms are brought to their lowest only where they outgrow 40 bits, and for who asks for them: it is what takes time,
/// and most numbers are compared once and forgotten. They stay far below `i64` for the sums that the planner makes
/// (cohorts of at most 5,000, two decimal places); what does not fit in it is taken in `i128`. What still outgrows it,
/// such as a path by many uneven weights, loses its last bits.
#[derive(Clone, Copy)]
pub struct Exact {
    numerator: i64,
    denominator: i64,
}

impl Exact {
    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self { numerator: number, denominator: 1 }
    }

    /// `numerator / denominator`; the denominator must be positive.
    pub(super) fn ratio(numerator: i64, denominator: i64) -> Self {
        Self::new(i128::from(numerator), i128::from(denominator))
    }

    /// This divided by `other`, which must be positive.
    pub(super) fn over(self, other: Self) -> Self {
        Self::new(
            i128::from(self.numerator) * i128::from(other.denominator),
            i128::from(self.denominator) * i128::from(other.numerator),
        )
    }

    /// Whether it is a whole number.
    pub fn is_integer(self) -> bool {
        self.numerator % self.denominator == 0
    }

    /// Of terms that may be anything.
    fn new(numerator: i128, denominator: i128) -> Self {
        debug_assert!(denominator > 0);
        match (i64::try_from(numerator), i64::try_from(denominator)) {
            (Ok(numerator), Ok(denominator)) => Self { numerator, denominator }.kept_small(),
            _ => Self::of_large(numerator, denominator),
        }
    }

    /// The same in terms that most products keep within 64 bits, where there are such.
    fn kept_small(self) -> Self {
        let is_small = self.numerator.unsigned_abs() < 1 << 40 && self.denominator < 1 << 40;
        if is_small { self } else { self.in_lowest_terms() }
    }

    fn in_lowest_terms(self) -> Self {
        // Terms of 64 bits: division is quick.
        let divisor = gcd(self.numerator.unsigned_abs(), self.denominator.unsigned_abs()).max(1) as i64;
        Self { numerator: self.numerator / divisor, denominator: self.denominator / divisor }
    }

    fn of_large(numerator: i128, denominator: i128) -> Self {
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs()).max(1) as i128;
        let (numerator, denominator) = (numerator / divisor, denominator / divisor);
        if let (Ok(numerator), Ok(denominator)) = (i64::try_from(numerator), i64::try_from(denominator)) {
            return Self { numerator, denominator };
        }
        // Both lose the same bits, so that what is left is as near as 64 bits can tell.
        let largest = numerator.unsigned_abs().max(denominator.unsigned_abs());
        let lost = 65 - largest.leading_zeros();
        Self::of_large(numerator >> lost, (denominator >> lost).max(1))
    }

    /// Its numerator and its denominator, in lowest terms; the denominator is positive.
    pub fn terms(self) -> (i64, i64) {
        let lowest = self.in_lowest_terms();
        (lowest.numerator, lowest.denominator)
    }

    /// The value times `10^decimals`, rounded half away from zero.
    pub fn rounded(self, decimals: u8) -> i64 {
        let small =
            10_i64.pow(u32::from(decimals)).checked_mul(self.numerator).and_then(|n| n.checked_mul(2));
        if let (Some(twice), Some(divisor)) = (small, self.denominator.checked_mul(2)) {
            let magnitude = twice.unsigned_abs() + self.denominator.unsigned_abs();
            return (magnitude / divisor.unsigned_abs()) as i64 * twice.signum();
        }
        let scaled = i128::from(self.numerator) * 10_i128.pow(u32::from(decimals));
        let denominator = i128::from(self.denominator);
        let magnitude = (scaled.abs() * 2 + denominator) / (denominator * 2);
        (magnitude * scaled.signum()) as i64
    }

    /// The smallest whole number that is at least this.
    pub fn ceiling(self) -> i64 {
        -((-self.numerator).div_euclid(self.denominator))
    }

    /// The largest whole number that is at most this.
    pub fn floor(self) -> i64 {
        self.numerator.div_euclid(self.denominator)
    }

    /// The largest whole number that is at most this times `numerator / denominator`, both positive, and the smallest
    /// that is at least that: without bringing the product to lowest terms.
    pub fn times_between(self, numerator: u32, denominator: u32) -> (i64, i64) {
        let product = i128::from(self.numerator) * i128::from(numerator);
        let divisor = i128::from(self.denominator) * i128::from(denominator);
        let (product, divisor) = match (i64::try_from(product), i64::try_from(divisor)) {
            (Ok(product), Ok(divisor)) => (product, divisor),
            _ => {
                let exact = Self::new(product, divisor);
                (exact.numerator, exact.denominator)
            }
        };
        let floor = product.div_euclid(divisor);
        (floor, floor + i64::from(product.rem_euclid(divisor) != 0))
    }
}

fn gcd<T: Copy + PartialEq + Default + std::ops::Rem<Output = T>>(a: T, b: T) -> T {
    let (mut a, mut b) = (a, b);
    while b != T::default() {
        (a, b) = (b, a % b);
    }
    a
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        (i128::from(self.numerator) * i128::from(other.denominator))
            .cmp(&(i128::from(other.numerator) * i128::from(self.denominator)))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Exact {}

/// In lowest terms, so that what is equal reads the same.
impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numerator, denominator) = self.terms();
        let mut named = f.debug_struct("Exact");
        named.field("numerator", &numerator).field("denominator", &denominator).finish()
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Add for Exact {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        if other.numerator == 0 {
            return self;
        }
        if self.numerator == 0 {
            return other;
        }
        if self.denominator == other.denominator {
            let sum = i128::from(self.numerator) + i128::from(other.numerator);
            return Self::new(sum, i128::from(self.denominator));
        }
        Self::new(
            i128::from(self.numerator) * i128::from(other.denominator)
                + i128::from(other.numerator) * i128::from(self.denominator),
            i128::from(self.denominator) * i128::from(other.denominator),
        )
    }
}

impl Neg for Exact {
    type Output = Self;
    fn neg(self) -> Self {
        Self { numerator: -self.numerator, denominator: self.denominator }
    }
}

impl Sub for Exact {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Exact {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::new(
            i128::from(self.numerator) * i128::from(other.numerator),
            i128::from(self.denominator) * i128::from(other.denominator),
        )
    }
}

/// A place on a measure's scale: per cent, points, scaled score or a count, as the measure says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Level(Exact);

/// The distance between two [`Level`]s of one measure: percentage points where the measure is a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference(Exact);

impl Level {
    /// From a decimal held in hundredths: `6230` is 62.3.
    pub fn hundredths(value: i32) -> Self {
        Self(Exact::new(i128::from(value), 100))
    }

    /// Nothing.
    pub const ZERO: Self = Self::whole(0);

    /// From a whole number.
    pub const fn whole(number: i64) -> Self {
        Self(Exact::whole(number))
    }

    /// The percentage that `count` is of `of`; `of` must not be 0.
    pub fn share(count: u32, of: u32) -> Self {
        Self(Exact::new(i128::from(count) * 100, i128::from(of)))
    }

    /// The number itself.
    pub fn exact(self) -> Exact {
        self.0
    }

    /// The mean of several levels; `None` of none.
    pub fn mean(levels: &[Self]) -> Option<Self> {
        let count = i128::try_from(levels.len()).ok().filter(|count| *count > 0)?;
        let sum = levels.iter().fold(Exact::whole(0), |sum, level| sum + level.0);
        Some(Self(sum * Exact::new(1, count)))
    }

    /// A part of the whole as a percentage: a half is 50.
    pub fn percent_of(part: Exact) -> Self {
        Self(part * Exact::whole(100))
    }

    /// The place halfway to `other`.
    pub fn midpoint(self, other: Self) -> Self {
        Self((self.0 + other.0) * Exact::new(1, 2))
    }
}

impl Difference {
    /// No distance at all.
    pub const ZERO: Self = Self(Exact::whole(0));

    /// The distance that is `number` long.
    pub fn of(number: Exact) -> Self {
        Self(number)
    }

    /// From a decimal held in hundredths.
    pub fn hundredths(value: i32) -> Self {
        Self(Exact::new(i128::from(value), 100))
    }

    /// The number itself.
    pub fn exact(self) -> Exact {
        self.0
    }

    /// The part of this distance that `share` says.
    pub fn part(self, share: Exact) -> Self {
        Self(self.0 * share)
    }

    /// This distance times `numerator / denominator`; `denominator` must be positive.
    pub fn times(self, numerator: i64, denominator: i64) -> Self {
        // Most sums take each figure once, and there is nothing to bring to lowest terms.
        match (numerator, denominator) {
            (1, 1) => return self,
            (-1, 1) => return -self,
            _ => {}
        }
        Self(Exact::new(
            i128::from(self.0.numerator) * i128::from(numerator),
            i128::from(self.0.denominator) * i128::from(denominator),
        ))
    }
}

impl Sub for Level {
    type Output = Difference;
    fn sub(self, other: Self) -> Difference {
        Difference(self.0 - other.0)
    }
}

impl Add<Difference> for Level {
    type Output = Self;
    fn add(self, distance: Difference) -> Self {
        Self(self.0 + distance.0)
    }
}

impl Sub for Difference {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Add for Difference {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Neg for Difference {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Difference {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::ZERO, |sum, part| sum + part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_never_rounded_before_it_is_compared() {
        // 13 of 20 is 65% exactly; 64 of 99 is 64.65%, which rounds to 65 and is below it.
        assert_eq!(Level::share(13, 20), Level::hundredths(6500));
        assert!(Level::share(64, 99) < Level::hundredths(6500));
        assert_eq!(Level::share(64, 99).exact().rounded(0), 65);
    }

    #[test]
    fn rounds_half_away_from_zero() {
        for (hundredths, decimals, expected) in [
            (1765, 1, 177),
            (-1765, 1, -177),
            (1764, 1, 176),
            (50, 0, 1),
            (-50, 0, -1),
            (49, 0, 0),
            (-1770, 1, -177),
        ] {
            assert_eq!(
                Difference::hundredths(hundredths).exact().rounded(decimals),
                expected,
                "{hundredths}"
            );
        }
    }

    #[test]
    fn ceilings_and_floors_hold_on_both_sides_of_zero() {
        let of = |hundredths| Level::hundredths(hundredths).exact();
        assert_eq!((of(1950).ceiling(), of(2000).ceiling(), of(-150).ceiling()), (20, 20, -1));
        assert_eq!((of(1950).floor(), of(2000).floor(), of(-150).floor()), (19, 20, -2));
    }

    #[test]
    fn numbers_are_equal_whatever_their_terms() {
        // 19 of 30 and 38 of 60 are both 190/3 per cent; the sum of a third and a sixth is a half.
        let (one, other) = (Level::share(19, 30), Level::share(38, 60));
        assert_eq!((one, one.exact().terms(), format!("{one:?}")), (other, (190, 3), format!("{other:?}")));
        let half = Exact::ratio(10, 30) + Exact::ratio(2, 12);
        assert_eq!((half, half.terms()), (Exact::ratio(1, 2), (1, 2)));
        assert!((half + half).is_integer() && !half.is_integer());
    }

    #[test]
    fn what_outgrows_64_bits_keeps_its_value() {
        // (10^18 + 9) / (10^18 + 3) times 70 and a quarter of it: primes, so nothing cancels.
        let near_one = Exact::ratio(1_000_000_000_000_000_009, 1_000_000_000_000_000_003);
        for (number, hundredths) in [(Exact::whole(70), 7_000), (Exact::ratio(-281, 4), -7_025)] {
            assert_eq!((number * near_one * near_one).rounded(2), hundredths);
        }
        // And a sum of three such.
        assert_eq!((near_one + near_one * near_one + near_one).rounded(6), 3_000_000);
        assert_eq!((Exact::whole(i64::MAX) * Exact::whole(2)).terms(), (i64::MAX, 1));
    }

    #[test]
    fn differences_add_up() {
        let gap = Level::hundredths(6230) - Level::hundredths(8000);
        assert_eq!(gap, Difference::hundredths(-1770));
        assert_eq!(Level::hundredths(8000) + gap, Level::hundredths(6230));
        assert_eq!(gap.times(1, 3) + gap.times(2, 3), gap);
        assert_eq!(
            Level::mean(&[Level::hundredths(6000), Level::hundredths(6100)]),
            Some(Level::hundredths(6050))
        );
    }
}
