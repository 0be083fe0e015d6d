//! Numbers and dates as people write them.

use chrono::{Datelike, NaiveDate};

use crate::domain::gap::Span;
use crate::domain::measure::{Measure, Unit};
use crate::domain::quantity::{Difference, Exact, Level};

/// `62.3` at one place, `−0.57` at two, with a real minus sign and commas in thousands.
pub fn number(value: Exact, decimals: u8) -> String {
    let scaled = value.rounded(decimals);
    let unit = 10_i64.pow(u32::from(decimals));
    let (whole, rest) = ((scaled / unit).unsigned_abs(), (scaled % unit).unsigned_abs());
    let sign = if scaled < 0 { "\u{2212}" } else { "" };
    let whole = thousands(whole);
    if decimals == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:0width$}", width = usize::from(decimals))
    }
}

/// A count with commas in thousands: `13,495`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A figure with its unit: `62.3%`, `102`, `4.5 points`.
pub fn level(value: Level, decimals: u8, unit: Unit) -> String {
    let number = number(value.exact(), decimals);
    match unit {
        Unit::Percent => format!("{number}%"),
        Unit::Points => format!("{number} {}", if number == "1" { "point" } else { "points" }),
        Unit::Score | Unit::Count => number,
    }
}

/// A difference with its sign: `−17.7`, `+2.0`, `0.0`.
pub fn signed(value: Difference, decimals: u8) -> String {
    let text = number(value.exact(), decimals);
    if value.exact().rounded(decimals) > 0 { format!("+{text}") } else { text }
}

/// The size of a difference in words: `17.7 percentage points`, `1 percentage point`, `0.4 points`.
pub fn distance(value: Difference, decimals: u8, unit: Unit) -> String {
    let size = if value < Difference::ZERO { -value } else { value };
    let number = number(size.exact(), decimals);
    let is_one = number == "1" || number == "1.0";
    let word = match (unit, is_one) {
        (Unit::Percent, true) => " percentage point",
        (Unit::Percent, false) => " percentage points",
        (Unit::Points | Unit::Score, true) => " point",
        (Unit::Points | Unit::Score, false) => " points",
        (Unit::Count, _) => "",
    };
    format!("{number}{word}")
}

/// Decimal places at which two values are told apart: one more than `decimals` where they would read the same and are
/// not, so that a sentence never says that 65% is below 65%.
pub fn decimals_to_tell_apart(a: Exact, b: Exact, decimals: u8) -> u8 {
    let mut places = decimals;
    while places < decimals + 2 && a != b && a.rounded(places) == b.rounded(places) {
        places += 1;
    }
    places
}

/// `41 of 231`, `1,249 of 1,250`.
pub fn share(count: u32, of: u32) -> String {
    format!("{} of {}", thousands(u64::from(count)), thousands(u64::from(of)))
}

/// `1 pupil`, `41 pupils`.
pub fn pupils(count: u32) -> String {
    format!("{} {}", thousands(u64::from(count)), if count == 1 { "pupil" } else { "pupils" })
}

/// `41 pupils`, or `6 to 8 pupils` where rounding leaves a range.
pub fn span(span: Span) -> String {
    if span.fewest == span.most {
        pupils(span.fewest)
    } else {
        format!("{} to {}", thousands(u64::from(span.fewest)), pupils(span.most))
    }
}

/// `31 July 2016`.
pub fn date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month(date.month()), date.year())
}

/// `July 2016`.
pub fn month_and_year(date: NaiveDate) -> String {
    format!("{} {}", month(date.month()), date.year())
}

fn month(number: u32) -> &'static str {
    match number {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

/// Decimal places for a measure's differences: those of the measure.
pub fn difference_decimals(measure: &Measure, shown: u8) -> u8 {
    shown.max(measure.decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_a_real_minus_and_round_away_from_zero() {
        let of = |hundredths| Level::hundredths(hundredths).exact();
        assert_eq!(number(of(-1765), 1), "\u{2212}17.7");
        assert_eq!(number(of(-4), 1), "0.0");
        assert_eq!(number(of(123_456_700), 0), "1,234,567");
        assert_eq!(signed(Difference::hundredths(200), 1), "+2.0");
        assert_eq!(signed(Difference::hundredths(-3), 1), "0.0");
        assert_eq!(distance(Difference::hundredths(-1770), 1, Unit::Percent), "17.7 percentage points");
        assert_eq!(distance(Difference::hundredths(-100), 0, Unit::Percent), "1 percentage point");
    }

    #[test]
    fn two_values_are_told_apart() {
        // 64 of 99 is 64.65%, which reads as 65% at no place and as 64.6% at one.
        let (below, floor) = (Level::share(64, 99).exact(), Level::hundredths(6500).exact());
        assert_eq!(decimals_to_tell_apart(below, floor, 0), 1);
        assert_eq!(decimals_to_tell_apart(floor, floor, 0), 0);
    }
}
