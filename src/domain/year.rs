//! The academic year, September to August.

use std::fmt;

/// An academic year, known by the calendar year in which it starts: 2014/15 is 2014.
///
/// Valid from 1990/91 to 2098/99. Reads `2014/15`, `2014-15`, `2014–15`, `2014/2015`, `201415` and `2014 to 2015`;
/// writes `2014/15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AcademicYear(u16);

/// Why a text is not an academic year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearFault {
    /// Two years that do not follow each other, such as `2014/16`; holds the year the first one starts.
    NotConsecutive(AcademicYear),
    /// Not two years at all, or outside the years that the planner knows.
    NotAYear,
}

impl AcademicYear {
    const FIRST: u16 = 1990;
    const LAST: u16 = 2098;

    /// The year that starts in September of `start`; `None` outside 1990 to 2098.
    pub const fn starting(start: u16) -> Option<Self> {
        if start >= Self::FIRST && start <= Self::LAST { Some(Self(start)) } else { None }
    }

    /// Reads a year as people write it.
    pub fn parse(text: &str) -> Result<Self, YearFault> {
        let numbers: Vec<&str> =
            text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
        let between: String = text
            .chars()
            .filter(|c| !c.is_ascii_digit() && !c.is_whitespace())
            .collect::<String>()
            .to_ascii_lowercase();
        let (start, end) = match numbers.as_slice() {
            [both] if both.len() == 6 && between.is_empty() => {
                both.split_at_checked(4).ok_or(YearFault::NotAYear)?
            }
            [start, end] if start.len() == 4 && matches!(between.as_str(), "/" | "-" | "–" | "to") => {
                (*start, *end)
            }
            _ => return Err(YearFault::NotAYear),
        };
        let year = start.parse().ok().and_then(Self::starting).ok_or(YearFault::NotAYear)?;
        let follows = match end.len() {
            2 => end.parse() == Ok((year.0 + 1) % 100),
            4 => end.parse() == Ok(year.0 + 1),
            _ => return Err(YearFault::NotAYear),
        };
        if follows { Ok(year) } else { Err(YearFault::NotConsecutive(year)) }
    }

    /// The calendar year in which it starts.
    pub const fn start(self) -> u16 {
        self.0
    }

    /// The calendar year in which it ends, and in which its tests are taken.
    pub const fn end(self) -> u16 {
        self.0 + 1
    }

    /// The year `years` earlier, or `None` before 1990/91.
    pub fn back(self, years: u16) -> Option<Self> {
        self.0.checked_sub(years).and_then(Self::starting)
    }

    /// The year `years` later, or `None` after 2098/99.
    pub fn on(self, years: u16) -> Option<Self> {
        self.0.checked_add(years).and_then(Self::starting)
    }

    /// Whole years from `earlier` to this one; negative where `earlier` is later.
    pub fn since(self, earlier: Self) -> i32 {
        i32::from(self.0) - i32::from(earlier.0)
    }
}

impl fmt::Display for AcademicYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:02}", self.0, (self.0 + 1) % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_way_people_write_a_year_and_writes_one() {
        for text in
            ["2014/15", "2014-15", "2014–15", "2014/2015", "201415", "2014 to 2015", " 2014/15 ", "2014 / 15"]
        {
            assert_eq!(
                AcademicYear::parse(text).map(|year| year.to_string()),
                Ok("2014/15".into()),
                "{text}"
            );
        }
        assert_eq!(AcademicYear::parse("1999/00").map(|year| year.to_string()), Ok("1999/00".into()));
        assert_eq!(AcademicYear::parse("1999/2000").map(AcademicYear::start), Ok(1999));
    }

    #[test]
    fn refuses_what_is_not_an_academic_year() {
        let year = AcademicYear::starting(2014).unwrap();
        for text in ["2014/16", "2014/2016", "2014-14"] {
            assert_eq!(AcademicYear::parse(text), Err(YearFault::NotConsecutive(year)), "{text}");
        }
        for text in ["", "2014", "14/15", "20141", "2014/5", "1914/15", "2014.15", "2014/15/16", "next year"]
        {
            assert_eq!(AcademicYear::parse(text), Err(YearFault::NotAYear), "{text}");
        }
    }
}
