//! The shape of a saved plan, as one table.
//!
//! Names of measures, schemes, questions and answers are any text: a plan may belong to a scheme or year that this copy
//! does not hold, and nothing in it may be lost. What was typed is text too, whatever it looks like.

use crate::domain::AcademicYear;
use crate::domain::calendar::MOST_OWN;
use crate::domain::draft::{AREAS, MOST_SCENARIOS, MOST_TERMS, MOST_WHAT_IFS, MilestoneKey};
use crate::domain::split::split_once;

use super::json::{Json, MOST_ENTRIES};
use super::names::{AREAS_COMPARED, ASSESSMENTS, COHORT_GROUPS, GRADES, GROUPS, PHASES, RELEASES, STATUSES};
use super::shape::Shape::{
    self, FlagOr, List, Milestone, NullOr, Object, Steps, Text, Version, Whole, Word, Year,
};
use super::shape::{may, must, word};

pub(super) const FORMAT: &str = "attainment-planner plan";
/// A change of the format adds a version and a step from the one before; a file of each version reads for ever.
pub(super) const VERSION: i64 = 6;

/// The keys of a plan: those of every version, and those of some.
macro_rules! plan {
    ($($own:expr),*) => {
        Object(&[
            must("format", &Word(&[FORMAT])),
            must("version", &Version(VERSION)),
            may("framework", &NullOr(&TEXT)),
            may("school", &SCHOOL),
            may("cohorts", &List(&COHORT, MOST_ENTRIES)),
            may("figures", &List(&RESULT, MOST_ENTRIES)),
            may("benchmarks", &List(&BENCHMARK, MOST_ENTRIES)),
            may("in_view", &Whole(0, MOST_SCENARIOS as i64 - 1, "the place of a plan of targets, 0 to 5")),
            may("calendar", &TEXT),
            may("dates", &List(&DATE, MOST_ENTRIES)),
            may("actuals", &List(&ACTUAL, MOST_ENTRIES)),
            may("terms", &List(&TERM, MOST_ENTRIES)),
            may("areas", &List(&AREA, MOST_ENTRIES)),
            may("what_ifs", &List(&WHAT_IF, MOST_WHAT_IFS)),
            may("disagreement", &TEXT),
            $($own),*
        ])
    };
}

/// A plan of version 1: the answers did not name their scheme, and there was one plan of targets, without a name.
pub(super) static PLAN_1: Shape = plan!(may("answers", &ANSWERS), may("targets", &TARGETS));

/// A plan of version 2.
pub(super) static PLAN_2: Shape = plan!(may("schemes", &SCHEMES), may("targets", &TARGETS));

/// A plan of version 3 and on. What came later may be left out.
pub(super) static PLAN: Shape =
    plan!(may("schemes", &SCHEMES), may("scenarios", &List(&SCENARIO, MOST_SCENARIOS)));

static TEXT: Shape = Text;
static YEAR: Shape = Year;
static GRADE: Shape = word!(GRADES);
static GROUP: Shape = word!(GROUPS);
static RELEASE: Shape = word!(RELEASES);
static MILESTONE: Shape = Milestone;
static ANSWERS: Shape = List(&ANSWER, MOST_ENTRIES);
static SCHEMES: Shape = List(&SCHEME, MOST_ENTRIES);
static TARGETS: Shape = List(&TARGET, MOST_ENTRIES);

pub(super) static SCHOOL: Shape = Object(&[
    may("name", &TEXT),
    may("phase", &word!(PHASES)),
    may("status", &word!(STATUSES)),
    may("grade", &GRADE),
    may("grade_before", &GRADE),
    may("inspected", &Object(&[may("day", &TEXT), may("month", &TEXT), may("year", &TEXT)])),
]);

pub(super) static COHORT: Shape = Object(&[
    must("group", &word!(COHORT_GROUPS)),
    must("year", &YEAR),
    must("pupils", &TEXT),
    may("file", &TEXT),
    may("release", &RELEASE),
]);

pub(super) static RESULT: Shape = Object(&[
    must("measure", &TEXT),
    must("year", &YEAR),
    may("group", &GROUP),
    may("assessment", &word!(ASSESSMENTS)),
    must("text", &TEXT),
    may("file", &TEXT),
    may("release", &RELEASE),
]);

pub(super) static BENCHMARK: Shape = Object(&[
    must("area", &word!(AREAS_COMPARED)),
    must("measure", &TEXT),
    must("year", &YEAR),
    may("group", &GROUP),
    must("text", &TEXT),
    may("schools", &TEXT),
    may("file", &TEXT),
    may("release", &RELEASE),
]);

pub(super) static SCHEME: Shape = Object(&[
    must("framework", &TEXT),
    may("answers", &ANSWERS),
    may("thresholds", &List(&THRESHOLD, MOST_ENTRIES)),
    may("overruled", &Object(&[may("category", &TEXT), may("reason", &TEXT)])),
]);

pub(super) static ANSWER: Shape = Object(&[must("question", &TEXT), must("answer", &TEXT)]);

pub(super) static THRESHOLD: Shape =
    Object(&[must("threshold", &TEXT), may("measure", &TEXT), may("year", &YEAR), must("value", &TEXT)]);

pub(super) static SCENARIO: Shape =
    Object(&[may("name", &TEXT), may("carries_on", &Shape::Flag), may("targets", &TARGETS)]);

pub(super) static TARGET: Shape = Object(&[
    must("measure", &TEXT),
    may("group", &GROUP),
    may("way", &TEXT),
    may("value", &TEXT),
    may("year", &TEXT),
    // Until version 3 it was yes or no, and not a word.
    may("across_change", &FlagOr(&TEXT)),
    may("printed", &TEXT),
    may("fft_50", &TEXT),
    may("fft_20", &TEXT),
    may("fft_5", &TEXT),
    may("fft", &TEXT),
    may("narrow", &TEXT),
    may("against", &TEXT),
    may("amount", &TEXT),
    may("each_term", &TEXT),
    may("shape", &TEXT),
    may("weights", &TEXT),
    may("onwards", &TEXT),
    may("ambition", &TEXT),
    may("before", &TEXT),
]);

pub(super) static DATE: Shape = Object(&[must("milestone", &MILESTONE), must("date", &TEXT)]);

pub(super) static ACTUAL: Shape = Object(&[
    must("measure", &TEXT),
    may("group", &GROUP),
    must("milestone", &MILESTONE),
    must("text", &TEXT),
]);

pub(super) static TERM: Shape = Object(&[
    must("measure", &TEXT),
    must("year", &YEAR),
    must("term", &Whole(1, MOST_TERMS as i64, "a term from 1 to 6")),
    must("count", &TEXT),
]);

pub(super) static AREA: Shape = Object(&[
    must("area", &Whole(1, AREAS as i64, "an area from 1 to 3")),
    may("measure", &TEXT),
    may("words", &TEXT),
]);

pub(super) static WHAT_IF: Shape =
    Object(&[may("name", &TEXT), may("changes", &List(&CHANGE, MOST_ENTRIES))]);

pub(super) static CHANGE: Shape = Object(&[must("measure", &TEXT), may("group", &GROUP), must("by", &Steps)]);

/// What a milestone is known by, in words.
pub(super) const MILESTONE_NAME: &str = "a date such as 2015-12-31, or a year and a number such as 2015/16 1";

/// What a milestone is known by: `2015-12-31`, or `2015/16 1` for the first that was added to a year.
pub(super) fn milestone(name: &str) -> Option<MilestoneKey> {
    if let Some(date) = Json::text(name).as_date() {
        return Some(MilestoneKey::Printed(date));
    }
    let (year, number) = split_once(name, " ")?;
    let number = number.parse().ok().filter(|number| (1..=MOST_OWN).contains(number))?;
    Some(MilestoneKey::Own(AcademicYear::parse(year).ok()?, number))
}
