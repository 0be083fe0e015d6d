//! The inspection outlook: when a school is likely to be inspected next, and when it may first be judged good.
//!
//! The rules are those that councils printed, each at its constant. Nothing here is a probability.

use chrono::{Datelike, Months, NaiveDate};

use super::framework::Basis;
use super::school::{Grade, School};

/// A school that requires improvement is not likely to be inspected again sooner, in months. Norfolk, 21 November 2013,
/// "When will Norfolk schools get to good?", point 1: "for at least a year".
const SOONEST: u32 = 12;

/// It is normally inspected again within this time, in months. Doncaster, School Improvement Strategy 2015-16, section
/// 4, Ofsted categories: "within a period of two years".
const LONGEST: u32 = 24;

/// A school is to leave the inadequate grade within this time, in months. East Sussex, draft action plan of 6 October
/// 2014, priority 1, success measures. It is an aim of the council; that the school is inspected by then is assumed.
const OUT_OF_INADEQUATE: u32 = 18;

/// What can be said of a school's next inspections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// No dates, and why.
    Nothing(NoOutlook),
    /// Dates.
    Likely(Likely),
}

/// Why there are no dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoOutlook {
    /// The grade of the last inspection is not known.
    NoGrade,
    /// The date of the last inspection is not known, or is not valid.
    NoDate,
    /// The school has not been inspected yet, and the rules go from an inspection.
    NeverInspected,
    /// The school is good or outstanding: the rules are about becoming good.
    GoodAlready,
    /// The inspection was after August 2024, when overall grades ended for schools that the state pays for.
    AfterOverallGrades,
}

/// The likely dates of a school that is not good yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likely {
    /// The last inspection.
    pub inspected: NaiveDate,
    /// Whether it found the school inadequate, so that requiring improvement comes first.
    pub from_inadequate: bool,
    /// The next inspection. How soon an inadequate school is inspected again, none of the councils printed.
    pub next: DateRange,
    /// The first inspection that is likely to be able to judge the school good.
    pub good: DateRange,
    /// Where the school stands with the rule on a third inspection; `None` of an inadequate one.
    pub third: Option<Third>,
    /// Whether the grade was given before September 2012, when other rules were in force: then everything is assumed.
    pub is_earlier: bool,
    /// Whether the grade was not in use at that date: satisfactory ended, and requires improvement began, in September
    /// 2012.
    pub is_out_of_use: bool,
    /// The longest time to the next inspection that Ofsted itself allowed, where it is longer than the councils', in
    /// months after the report.
    pub ofsted: Option<u32>,
}

/// The dates between which something is likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// The earliest; `None` where no council printed one.
    pub earliest: Option<NaiveDate>,
    /// The latest.
    pub latest: NaiveDate,
    /// Whether councils printed what it follows from.
    pub basis: Basis,
}

/// Where a school stands with Doncaster's rule: a school that required improvement at two inspections running and is not
/// good at the third is likely to be judged inadequate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Third {
    /// It required improvement at the last two inspections: the next one is the third, or a later one.
    Next,
    /// The last inspection was the first to say so: the third is the one after the next, likely in this range.
    AfterNext(DateRange),
    /// The grade before the last is not known.
    NotKnown,
    /// One of the two grades is satisfactory. The rule names requires improvement, and not whether that counts.
    NotSaid,
}

impl DateRange {
    /// Whether all of it is before `today`.
    pub fn is_past(&self, today: NaiveDate) -> bool {
        self.latest < today
    }
}

/// The outlook of a school, counted from its last inspection.
///
/// A month later is the same day of that month, or its last day where it has no such day.
pub fn outlook(school: &School) -> Outlook {
    let nothing = |why| Outlook::Nothing(why);
    let Some(grade) = school.grade else { return nothing(NoOutlook::NoGrade) };
    if grade == Grade::NeverInspected {
        return nothing(NoOutlook::NeverInspected);
    }
    let month = school.inspected.map(|date| (date.year(), date.month()));
    if month.is_some_and(|month| month >= (2024, 9)) {
        return nothing(NoOutlook::AfterOverallGrades);
    }
    if matches!(grade, Grade::Outstanding | Grade::Good) {
        return nothing(NoOutlook::GoodAlready);
    }
    let Some(inspected) = school.inspected else { return nothing(NoOutlook::NoDate) };
    let is_earlier = month < Some((2012, 9));
    let basis = if is_earlier { Basis::Assumed } else { Basis::Published };
    let from_inadequate = matches!(grade, Grade::SeriousWeaknesses | Grade::SpecialMeasures);
    let (next, good, third) = if from_inadequate {
        let next =
            DateRange { earliest: None, latest: later(inspected, OUT_OF_INADEQUATE), basis: Basis::Assumed };
        // Requiring improvement comes first, at the earliest at once, and is not looked at again for a year.
        let good = DateRange {
            earliest: Some(later(inspected, SOONEST)),
            latest: later(next.latest, LONGEST),
            basis: Basis::Assumed,
        };
        (next, good, None)
    } else {
        let next =
            DateRange { earliest: Some(later(inspected, SOONEST)), latest: later(inspected, LONGEST), basis };
        (next, next, Some(third(grade, school.before, next)))
    };
    Outlook::Likely(Likely {
        inspected,
        from_inadequate,
        next,
        good,
        third,
        is_earlier,
        is_out_of_use: match grade {
            Grade::RequiresImprovement => is_earlier,
            Grade::Satisfactory => !is_earlier,
            _ => false,
        },
        ofsted: ofsted(grade, inspected),
    })
}

fn third(grade: Grade, before: Option<Grade>, next: DateRange) -> Third {
    match (grade, before) {
        (Grade::Satisfactory, _) | (_, Some(Grade::Satisfactory)) => Third::NotSaid,
        (_, Some(Grade::RequiresImprovement)) => Third::Next,
        (_, Some(_)) => Third::AfterNext(DateRange {
            earliest: next.earliest.map(|date| later(date, SOONEST)),
            latest: later(next.latest, LONGEST),
            basis: next.basis,
        }),
        (_, None) => Third::NotKnown,
    }
}

/// Ofsted's own limit, where the next inspection could fall under a longer one than the councils printed.
///
/// Ofsted's inspection blog, 8 February 2016 ("Inspection timescales"): up to 30 months where a school requires
/// improvement; 13 April 2018 ("Changes to the school inspection window"): from then 30 months, until then 18 for serious
/// weaknesses and 24 for special measures. Since when these had been so is not said there.
fn ofsted(grade: Grade, inspected: NaiveDate) -> Option<u32> {
    let (until_then, from) = match grade {
        Grade::SpecialMeasures => (24, (2018, 4, 13)),
        Grade::SeriousWeaknesses => (OUT_OF_INADEQUATE, (2018, 4, 13)),
        _ => (LONGEST, (2016, 2, 8)),
    };
    let latest = later(inspected, until_then);
    if (latest.year(), latest.month(), latest.day()) >= from {
        Some(30)
    } else {
        (grade == Grade::SpecialMeasures).then_some(until_then)
    }
}

/// So many months later. It stays where it is only at the end of the calendar, which no inspection comes near.
fn later(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months)).unwrap_or(date)
}
