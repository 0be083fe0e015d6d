//! The dated milestones of a year: those of the council's calendar, or the ends of terms, as the person has changed them.

use chrono::{Datelike, NaiveDate};

use super::draft::MilestoneKey;
use super::framework::{Calendar, Framework};
use super::map::sort_by_key;
use super::plan::Plan;
use super::year::AcademicYear;

/// A date of a year's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated<'a> {
    /// What it is known by.
    pub key: MilestoneKey,
    /// When it is.
    pub date: NaiveDate,
    /// The date as the calendar prints it, or the term; empty where the person added it.
    pub printed: &'a str,
}

/// The ends of terms, where a scheme has no calendar for a year: month, day and name. The planner's own default.
const TERMS: [(u32, u32, &str); 3] =
    [(12, 20, "Autumn term"), (3, 31, "Spring term"), (7, 20, "Summer term")];

/// How many milestones a person can add to a year.
pub const MOST_OWN: u8 = 6;

/// The calendar of the framework that a plan uses for `year`: the one that was chosen, otherwise the first that ends in
/// the year; `None` for the ends of terms.
pub fn calendar<'a>(plan: &Plan, framework: &'a Framework, year: AcademicYear) -> Option<&'a Calendar> {
    if plan.calendar == ENDS_OF_TERMS {
        return None;
    }
    let chosen = calendars(framework, year).find(|calendar| calendar.label == plan.calendar);
    chosen.or_else(|| calendars(framework, year).next())
}

/// What stands for the ends of terms where a calendar is chosen.
pub const ENDS_OF_TERMS: &str = "terms";

/// The calendars of a framework that end in `year`.
pub fn calendars(framework: &Framework, year: AcademicYear) -> impl Iterator<Item = &Calendar> {
    framework.calendars.iter().filter(move |calendar| {
        calendar.milestones.last().is_some_and(|last| year_of(last.date) == Some(year))
    })
}

/// The milestones of `year` with their dates before any change, earliest first, and those that a person may add.
pub fn printed<'a>(
    plan: &Plan,
    framework: &'a Framework,
    year: AcademicYear,
) -> Vec<(MilestoneKey, Option<Dated<'a>>)> {
    let mut all = Vec::with_capacity(16);
    let mut add = |date, printed| {
        let key = MilestoneKey::Printed(date);
        all.push((key, Some(Dated { key, date, printed })));
    };
    if let Some(calendar) = calendar(plan, framework, year) {
        for milestone in calendar.milestones.iter().filter(|milestone| year_of(milestone.date) == Some(year))
        {
            add(milestone.date, &milestone.printed);
        }
    } else {
        for (month, day, name) in TERMS {
            let start = if month >= 9 { year.start() } else { year.end() };
            if let Some(date) = NaiveDate::from_ymd_opt(i32::from(start), month, day) {
                add(date, name);
            }
        }
    }
    all.extend((1..=MOST_OWN).map(|number| (MilestoneKey::Own(year, number), None)));
    all
}

/// The milestones of `year` as the person has them, earliest first.
pub(super) fn milestones<'a>(plan: &Plan, framework: &'a Framework, year: AcademicYear) -> Vec<Dated<'a>> {
    let mut all = Vec::with_capacity(16);
    for (key, printed) in self::printed(plan, framework, year) {
        let dated = match plan.dates.get(&key) {
            None => printed,
            Some(date) => {
                date.map(|date| Dated { key, date, printed: printed.map_or("", |dated| dated.printed) })
            }
        };
        all.extend(dated.filter(|dated| year_of(dated.date) == Some(year)));
    }
    sort_by_key(&mut all, |dated| dated.date);
    all
}

/// The academic year of a date.
pub fn year_of(date: NaiveDate) -> Option<AcademicYear> {
    let start = if date.month() >= 9 { date.year() } else { date.year() - 1 };
    AcademicYear::starting(u16::try_from(start).ok()?)
}

/// The first day of an academic year.
pub(super) fn begin(year: AcademicYear) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::from(year.start()), 9, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_academic_year_begins_in_september() {
        let date = |month, day| NaiveDate::from_ymd_opt(2016, month, day).unwrap();
        let year = |start| AcademicYear::starting(start);
        assert_eq!([date(8, 31), date(9, 1), date(1, 1)].map(year_of), [year(2015), year(2016), year(2015)]);
    }
}
