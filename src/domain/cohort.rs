//! Cohorts: the pupils that a percentage is taken of.

use std::ops::RangeInclusive;

use super::quantity::{Difference, Level};

/// The number of pupils in a cohort, 1 to 5,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cohort(u16);

/// Whose results a measure reports, where that is a group whose size a school knows once and uses for many measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CohortGroup {
    /// Children in Reception.
    Reception,
    /// Pupils in Year 1.
    Year1,
    /// Pupils in Year 2.
    Year2,
    /// Eligible pupils in Year 4.
    Year4,
    /// Pupils at the end of key stage 2: Year 6.
    Year6,
    /// Pupils at the end of key stage 4: Year 11.
    Year11,
    /// All pupils on roll.
    OnRoll,
}

impl CohortGroup {
    /// The group that the measure catalogue means by its words for a denominator; `None` where the denominator is not
    /// a whole year group, such as "pupils with a key stage 1 result".
    pub fn of_denominator(words: &str) -> Option<Self> {
        Some(match words {
            "children in Reception" => Self::Reception,
            "pupils in Year 1" => Self::Year1,
            "pupils in Year 2" => Self::Year2,
            "eligible pupils in Year 4" => Self::Year4,
            "pupils at the end of key stage 2" => Self::Year6,
            "pupils at the end of key stage 4" => Self::Year11,
            "pupils on roll" => Self::OnRoll,
            _ => return None,
        })
    }
}

impl Cohort {
    /// The largest cohort that the planner takes.
    pub const LARGEST: u16 = 5_000;

    /// A cohort of `pupils`; `None` outside 1 to 5,000.
    pub fn new(pupils: u32) -> Option<Self> {
        u16::try_from(pupils).ok().filter(|pupils| (1..=Self::LARGEST).contains(pupils)).map(Self)
    }

    /// How many pupils.
    pub fn pupils(self) -> u32 {
        u32::from(self.0)
    }

    /// What one pupil is worth, in percentage points.
    pub fn one_pupil(self) -> Difference {
        Level::share(1, self.pupils()) - Level::hundredths(0)
    }

    /// Every count of pupils whose percentage rounds (half away from zero) to `hundredths` at `decimals` places.
    ///
    /// Usually one count, a short range in a large cohort, or none: 62.3% is not possible with 30 pupils.
    pub fn counts_for(self, hundredths: i32, decimals: u8) -> Option<RangeInclusive<u32>> {
        let half = match decimals {
            0 => 5_000,
            1 => 500,
            _ => 50,
        };
        // In hundred-thousandths of the cohort: `low` is the first value that rounds up to the typed one.
        let n = i64::from(self.0);
        let low = (i64::from(hundredths) * 100 - half) * n;
        let high = (i64::from(hundredths) * 100 + half) * n - 1;
        let first = low.max(0).div_ceil_positive(1_000_000);
        let last = (high.div_euclid(1_000_000)).min(n);
        (first <= last).then_some(first as u32..=last as u32)
    }

    /// The counts on either side of a percentage that no count gives: the last below and the first above.
    pub fn counts_beside(self, level: Level) -> (u32, u32) {
        let below = self.pupils_between(level).0.clamp(0, i64::from(self.0));
        (below as u32, (below + 1).min(i64::from(self.0)) as u32)
    }

    /// The fewest pupils whose percentage is at least `level`; more than the cohort where `level` is above 100%.
    pub fn fewest_reaching(self, level: Level) -> u32 {
        self.pupils_between(level).1.max(0) as u32
    }

    /// The most pupils whose percentage is at most `level`: the ceiling of a measure where lower is better.
    pub fn most_within(self, level: Level) -> u32 {
        self.pupils_between(level).0.clamp(0, i64::from(self.0)) as u32
    }

    /// The whole numbers of pupils on either side of `level`, or twice the one that it is.
    fn pupils_between(self, level: Level) -> (i64, i64) {
        level.exact().times_between(self.pupils(), 100)
    }
}

trait DivCeilPositive {
    fn div_ceil_positive(self, divisor: Self) -> Self;
}

impl DivCeilPositive for i64 {
    fn div_ceil_positive(self, divisor: Self) -> Self {
        (self + divisor - 1) / divisor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cohort(pupils: u32) -> Cohort {
        Cohort::new(pupils).unwrap()
    }

    #[test]
    fn a_cohort_is_one_to_five_thousand() {
        assert_eq!(
            [0, 1, 5_000, 5_001].map(|pupils| Cohort::new(pupils).is_some()),
            [false, true, true, false]
        );
    }

    #[test]
    fn a_percentage_names_its_counts() {
        // By hand: 144/231 = 62.338%; 18/30 = 60.0%, 19/30 = 63.3%; 185/300 = 61.67%, 187/300 = 62.33%.
        assert_eq!(cohort(231).counts_for(6230, 1), Some(144..=144));
        assert_eq!(cohort(30).counts_for(6230, 1), None);
        assert_eq!(cohort(30).counts_for(6330, 1), Some(19..=19));
        assert_eq!(cohort(300).counts_for(6200, 0), Some(185..=187));
        assert_eq!(cohort(30).counts_for(0, 0), Some(0..=0));
        assert_eq!(cohort(30).counts_for(10_000, 0), Some(30..=30));
        // 1 of 8 is 12.5%, which rounds away from zero, to 13.
        assert_eq!((cohort(8).counts_for(1300, 0), cohort(8).counts_for(1200, 0)), (Some(1..=1), None));
    }

    #[test]
    fn every_count_is_found_again_from_its_own_rounded_percentage() {
        for pupils in 1..=400 {
            for count in 0..=pupils {
                for decimals in 0..=2_u8 {
                    let unit = 10_i64.pow(2 - u32::from(decimals));
                    let typed = (Level::share(count, pupils).exact().rounded(decimals) * unit) as i32;
                    let counts = cohort(pupils).counts_for(typed, decimals);
                    assert!(
                        counts.is_some_and(|counts| counts.contains(&count)),
                        "{count} of {pupils} at {decimals}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_nearest_possible_percentages_lie_on_either_side() {
        assert_eq!(cohort(30).counts_beside(Level::hundredths(6230)), (18, 19));
        assert_eq!(cohort(3).counts_beside(Level::hundredths(9900)), (2, 3));
    }

    #[test]
    fn the_fewest_pupils_that_reach_a_level() {
        for (pupils, level, expected) in
            [(231, 8000, 185), (30, 8000, 24), (30, 6500, 20), (30, 7300, 22), (20, 6500, 13), (10, 0, 0)]
        {
            assert_eq!(
                cohort(pupils).fewest_reaching(Level::hundredths(level)),
                expected,
                "{level} of {pupils}"
            );
        }
        assert_eq!(cohort(30).most_within(Level::hundredths(1000)), 3);
        assert_eq!(cohort(30).most_within(Level::hundredths(999)), 2);
    }
}
