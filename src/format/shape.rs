//! The shape of a file, and of a framework file as one table: the reader checks a file by it, and the JSON Schema is made
//! from it (`schema.rs`), so that the two cannot disagree. That of a saved plan is in `plan_shape.rs`.
//!
//! What no shape can say is in `references.rs`: names that stand for nothing, and things given twice.

use crate::domain::fault::FaultKind;
use crate::domain::pack::Colour;

use super::json::{MOST_ENTRIES, MOST_YEARS, Node};
use super::names::{
    ASSESSMENTS, BASES, COHORT_GROUPS, GRADES, GROUPS, MEASURE_SETS, OVERS, PHASES, QUANTITIES, RELATIONS,
    SCOPES, STATUSES, TARGET_KINDS, TRENDS, WHEN_MISSING, WITHOUT,
};
use super::plan_shape::{ANSWER as ANSWERED, MILESTONE_NAME, milestone};

use Shape::{Choice, Date, Flag, List, Number, Object, Text, Version, Whole, Word, WordOr, Year};

pub(super) const FORMAT: &str = "attainment-planner framework";
pub(super) const VERSION: i64 = 1;

/// The most rules, and categories, that an outcome can tell apart, and the most answers that one unknown can have: the
/// engine keeps each as a bit of a word.
const MOST_OUTCOMES: usize = 63;
const MOST_OPTIONS: usize = 64;

/// The most test cases of a scheme: all of them are gone through where they are shown.
const MOST_CASES: usize = 200;

/// What may stand at a place of the file.
pub(super) enum Shape {
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A number with at most two decimal places.
    Number,
    /// A whole number from the first to the second, in the words of the third.
    Whole(i64, i64, &'static str),
    /// A whole number of steps, up or down, and not none.
    Steps,
    /// The version of the file, 1 up to the newest.
    Version(i64),
    /// An academic year.
    Year,
    /// A date.
    Date,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, or something that is no text.
    WordOr(&'static [&'static str], &'static Shape),
    /// `null`, or something else.
    NullOr(&'static Shape),
    /// `true`, `false`, or something else.
    FlagOr(&'static Shape),
    /// What a milestone is known by.
    Milestone,
    /// A colour such as `#12436d`.
    Colour,
    /// A PNG picture as a `data:` address.
    Picture,
    /// An object that has a reader, and a schema, of its own.
    Embedded,
    /// A list with at most so many entries.
    List(&'static Shape, usize),
    /// An object with these keys and no others.
    Object(&'static [Key]),
    /// An object where exactly one of the keys [`Need::One`] is given; otherwise the text says what belongs there.
    Choice(&'static [Key], &'static str),
}

/// A key of an object.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) need: Need,
    pub(super) shape: &'static Shape,
}

/// Whether a key must be given.
pub(super) enum Need {
    Must,
    May,
    /// It, or another such key of the object, and not both.
    One,
    /// It must where the value of another key is one of these words.
    Where(&'static (&'static str, &'static [&'static str])),
}

pub(super) const fn must(name: &'static str, shape: &'static Shape) -> Key {
    Key { name, need: Need::Must, shape }
}

pub(super) const fn may(name: &'static str, shape: &'static Shape) -> Key {
    Key { name, need: Need::May, shape }
}

const fn one(name: &'static str, shape: &'static Shape) -> Key {
    Key { name, need: Need::One, shape }
}

/// The words of a table of choices.
macro_rules! word {
    ($names:expr) => {
        $crate::format::shape::Shape::Word(&$crate::format::names::words::<_, { $names.len() }>($names))
    };
}
pub(super) use word;

static TEXT: Shape = Text;
static FLAG: Shape = Flag;
static NUMBER: Shape = Number;
static YEAR: Shape = Year;
static TEXTS: Shape = List(&TEXT, MOST_ENTRIES);
static SOME_YEARS: Shape = Whole(1, MOST_YEARS, "a number of years, 1 to 10");
static GRADE: Shape = word!(GRADES);
static GRADE_LIST: Shape = List(&GRADE, MOST_ENTRIES);
static PHASE: Shape = word!(PHASES);
static PHASE_LIST: Shape = List(&PHASE, MOST_ENTRIES);
static STATUS: Shape = word!(STATUSES);
static RELATION: Shape = word!(RELATIONS);
static CONDITIONS: Shape = List(&CONDITION, MOST_ENTRIES);

/// The whole file. Keys that must be there stand first, in the order in which their faults are told.
pub(super) static FRAMEWORK: Shape = Object(&[
    must("format", &Word(&[FORMAT])),
    must("version", &Version(VERSION)),
    must("id", &TEXT),
    must("council", &TEXT),
    must("title", &TEXT),
    must("year", &YEAR),
    must("latest_results", &YEAR),
    must("grades", &GRADE_LIST),
    must("documents", &List(&DOCUMENT, MOST_ENTRIES)),
    must("phases", &List(&PHASE_MEASURES, MOST_ENTRIES)),
    must("categories", &List(&CATEGORY, MOST_OUTCOMES)),
    must("rules", &List(&RULE, MOST_OUTCOMES)),
    must("order", &CLAUSE),
    may("note", &TEXT),
    may("contact", &TEXT),
    may("thresholds", &List(&THRESHOLD, MOST_ENTRIES)),
    may("questions", &List(&QUESTION, MOST_ENTRIES)),
    may("indicators", &List(&INDICATOR, MOST_ENTRIES)),
    may("scores", &List(&SCORE, MOST_ENTRIES)),
    may("overlays", &List(&OVERLAY, MOST_ENTRIES)),
    may("support", &List(&SUPPORT, MOST_ENTRIES)),
    may("targets", &List(&TARGET, MOST_ENTRIES)),
    may("calendars", &List(&CALENDAR, MOST_ENTRIES)),
    may("action_plan", &ACTION_PLAN),
    may("cases", &List(&CASE, MOST_CASES)),
]);

pub(super) static DOCUMENT: Shape = Object(&[must("id", &TEXT), must("title", &TEXT), may("file", &TEXT)]);

pub(super) static CLAUSE: Shape = Object(&[
    must("document", &TEXT),
    must("place", &TEXT),
    must("basis", &word!(BASES)),
    may("note", &TEXT),
]);

pub(super) static PHASE_MEASURES: Shape = Object(&[
    must("phases", &PHASE_LIST),
    may("measures", &TEXTS),
    may("headline", &TEXTS),
    may("progress", &TEXTS),
    may("teacher", &TEXTS),
    may("groups", &TEXTS),
]);

pub(super) static THRESHOLD: Shape = Object(&[
    must("id", &TEXT),
    must("label", &TEXT),
    must("unit", &TEXT),
    must("values", &List(&THRESHOLD_VALUE, MOST_ENTRIES)),
]);

static THRESHOLD_VALUE: Shape =
    Object(&[must("value", &NUMBER), must("clause", &CLAUSE), may("measure", &TEXT), may("year", &YEAR)]);

pub(super) static QUESTION: Shape = Choice(
    &[
        must("id", &TEXT),
        must("label", &TEXT),
        must("text", &TEXT),
        must("help", &TEXT),
        one("options", &List(&Object(&[must("id", &TEXT), must("label", &TEXT)]), MOST_OPTIONS)),
        one("number", &Object(&[must("lowest", &NUMBER), must("highest", &NUMBER), must("unit", &TEXT)])),
        may("ladder", &FLAG),
        may("checklist", &TEXTS),
        may("proposals", &List(&Object(&[must("answer", &TEXT), must("when", &CONDITION)]), MOST_ENTRIES)),
        must("clause", &CLAUSE),
    ],
    "either \"options\" or \"number\"",
);

pub(super) static INDICATOR: Shape =
    Object(&[must("id", &TEXT), must("label", &TEXT), must("when", &CONDITION)]);

pub(super) static SCORE: Shape =
    Object(&[must("id", &TEXT), must("label", &TEXT), must("items", &List(&SCORE_ITEM, MOST_ENTRIES))]);

static SCORE_ITEM: Shape =
    Object(&[must("label", &TEXT), must("when", &CONDITION), must("points", &TEXT), must("clause", &CLAUSE)]);

pub(super) static CATEGORY: Shape = Object(&[
    must("id", &TEXT),
    must("name", &TEXT),
    must("meaning", &TEXT),
    must("clause", &CLAUSE),
    may("follows", &List(&CONSEQUENCE, MOST_ENTRIES)),
]);

static CONSEQUENCE: Shape = Object(&[must("text", &TEXT), must("clause", &CLAUSE), may("when", &CONDITION)]);

pub(super) static RULE: Shape = Object(&[
    must("id", &TEXT),
    must("label", &TEXT),
    must("category", &TEXT),
    must("when", &CONDITION),
    must("clause", &CLAUSE),
]);

pub(super) static OVERLAY: Shape = Object(&[
    must("id", &TEXT),
    must("label", &TEXT),
    must("levels", &List(&OVERLAY_LEVEL, MOST_ENTRIES)),
    may("note", &TEXT),
    may("otherwise", &TEXT),
]);

static OVERLAY_LEVEL: Shape = Object(&[
    must("label", &TEXT),
    must("when", &CONDITION),
    must("clause", &CLAUSE),
    may("candidates_for", &TEXTS),
]);

pub(super) static SUPPORT: Shape = Object(&[
    must("term", &TEXT),
    must("text", &TEXT),
    must("when", &CONDITION),
    must("clause", &CLAUSE),
    may("days", &NUMBER),
    may("optional", &FLAG),
]);

pub(super) static TARGET: Shape = Object(&[
    must("label", &TEXT),
    must("year", &YEAR),
    must("value", &NUMBER),
    must("clause", &CLAUSE),
    may("measure", &TEXT),
    may("band", &TEXT),
    may("scope", &word!(SCOPES)),
    may("kind", &word!(TARGET_KINDS)),
    may("phases", &PHASE_LIST),
    may("adopted", &FLAG),
    may("each_term", &NUMBER),
    may("group", &word!(GROUPS)),
]);

pub(super) static CALENDAR: Shape = Object(&[
    must("label", &TEXT),
    must("milestones", &List(&MILESTONE, MOST_ENTRIES)),
    must("clause", &CLAUSE),
]);

pub(super) static ACTION_PLAN: Shape = Object(&[must("title", &TEXT), must("clause", &CLAUSE)]);

static MILESTONE: Shape = Object(&[must("date", &Date), must("printed", &TEXT), may("text", &TEXT)]);

/// A school and what is expected of it. What is known of the school has the keys of a saved plan, less what says which
/// school it is.
pub(super) static CASE: Shape = Object(&[
    must("name", &TEXT),
    must("school", &Object(&[may("phase", &PHASE), may("status", &STATUS), may("grade", &GRADE)])),
    may("cohorts", &List(&CASE_COHORT, MOST_ENTRIES)),
    may("figures", &List(&CASE_FIGURE, MOST_ENTRIES)),
    may("answers", &List(&ANSWERED, MOST_ENTRIES)),
    must("expected", &EXPECTED),
    may("clause", &CLAUSE),
]);

static CASE_COHORT: Shape =
    Object(&[must("group", &word!(COHORT_GROUPS)), must("year", &YEAR), must("pupils", &TEXT)]);

static CASE_FIGURE: Shape = Object(&[
    must("measure", &TEXT),
    must("year", &YEAR),
    may("group", &word!(GROUPS)),
    may("assessment", &word!(ASSESSMENTS)),
    must("text", &TEXT),
]);

static EXPECTED: Shape = Choice(
    &[
        one("category", &TEXT),
        one("between", &TEXTS),
        one("none", &word!(WITHOUT)),
        may("rule", &TEXT),
        may("or_none", &FLAG),
    ],
    "a category, several of which one is still possible, or why there is none",
);

pub(super) static CONDITION: Shape = Choice(
    &[
        one("all", &CONDITIONS),
        one("any", &CONDITIONS),
        one("none", &CONDITIONS),
        one("at_least", &Object(&[must("count", &TEXT), must("of", &CONDITIONS)])),
        one("indicator", &TEXT),
        one("score", &Object(&[must("of", &TEXT), must("is", &RELATION), must("threshold", &TEXT)])),
        one("inspection", &GRADE_LIST),
        one("answer", &ANSWER),
        one("number", &Object(&[must("question", &TEXT), must("is", &RELATION), must("threshold", &TEXT)])),
        one("figure", &FIGURE),
        one("trend", &TREND),
        one("phase", &PHASE_LIST),
        one("status", &List(&STATUS, MOST_ENTRIES)),
        one("outcome", &TEXTS),
        may("clause", &CLAUSE),
    ],
    "a condition of exactly one kind",
);

static ANSWER: Shape = Choice(
    &[must("question", &TEXT), one("is", &TEXTS), one("at_least", &TEXT)],
    "either \"is\" or \"at_least\"",
);

pub(super) static FIGURE: Shape = Object(&[
    must("measures", &MEASURES),
    must("over", &OVER),
    must("quantity", &Word(QUANTITIES)),
    must("is", &RELATION),
    must("threshold", &TEXT),
    Key { name: "years", need: Need::Where(&("quantity", OF_SEVERAL_YEARS)), shape: &SOME_YEARS },
    may("years_back", &Whole(0, MOST_YEARS, "a number of years, 0 to 10")),
    may("group", &word!(GROUPS)),
    may("in_years", &IN_YEARS),
    may("when_missing", &word!(WHEN_MISSING)),
]);

/// The quantities that need to know how many years.
const OF_SEVERAL_YEARS: &[&str] = &["mean", "change", "relative_change", "in_school_gap_change"];

static IN_YEARS: Shape = Object(&[must("of", &SOME_YEARS), must("hold", &OVER), may("known", &TEXT)]);

static TREND: Shape = Object(&[must("measures", &MEASURES), must("over", &OVER), must("is", &word!(TRENDS))]);

static MEASURES: Shape = WordOr(MEASURE_SETS, &TEXTS);

static OVER: Shape = WordOr(OVERS, &Object(&[must("at_least", &TEXT)]));

impl Shape {
    /// The keys of an object.
    pub(super) fn keys(&self) -> &'static [Key] {
        match self {
            Object(keys) | Choice(keys, _) => keys,
            _ => &[],
        }
    }
}

/// The most characters of a picture's address.
pub const MOST_OF_A_PICTURE: usize = 80_000;

const COLOUR: &str = "a colour such as #12436d";
const PICTURE: &str = "a PNG picture as a data address of at most 80,000 characters";

/// The beginning of the address of every PNG: its type, and its first five bytes.
pub(super) const PNG: &str = "data:image/png;base64,iVBORw0";

fn is_picture(text: &str) -> bool {
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    text.len() <= MOST_OF_A_PICTURE && text.strip_prefix(PNG).is_some_and(|rest| rest.bytes().all(is_base64))
}

/// Notes everything in `node` that is not of `shape`.
pub(super) fn check(node: &Node<'_>, shape: &'static Shape) {
    match shape {
        Text => _ = node.text(),
        Flag => _ = node.boolean(),
        Number => node.check_number(),
        Whole(least, most, expected) => node.check_whole(*least, *most, expected),
        Shape::Steps => node.check_steps(),
        Version(newest) => _ = node.version(*newest),
        Year => node.check_year(),
        Date => node.check_date(),
        Word(words) => node.check_word(words),
        WordOr(words, _) if node.is_text() => node.check_word(words),
        Shape::NullOr(_) if node.is_null() => {}
        Shape::FlagOr(_) if node.is_bool() => {}
        WordOr(_, other) | Shape::NullOr(other) | Shape::FlagOr(other) => check(node, other),
        Shape::Milestone => {
            if node.text().is_some_and(|name| milestone(name).is_none()) {
                node.fault(FaultKind::WrongKind { expected: MILESTONE_NAME });
            }
        }
        Shape::Colour => {
            if node.text().is_some_and(|text| Colour::parse(text).is_none()) {
                node.fault(FaultKind::WrongKind { expected: COLOUR });
            }
        }
        Shape::Picture => {
            if node.as_text().is_none_or(|text| !is_picture(text)) {
                node.fault(FaultKind::WrongKind { expected: PICTURE });
            }
        }
        Shape::Embedded => {}
        List(entry, most) => {
            node.list(*most).into_iter().flatten().for_each(|node| check(&node, entry));
        }
        Object(_) | Choice(..) => check_object(node, shape),
    }
}

/// The names and words that a thing has to have where it is made in a form, which begins with empty ones.
const FILLED: [&str; 10] =
    ["id", "label", "name", "title", "council", "text", "meaning", "term", "printed", "place"];

/// Notes what is of `shape` in `node`, and says nothing: words that must be there and are blank, and tests and answers of
/// which there is none. A test of nothing would hold for every school.
pub(super) fn check_filled(node: &Node<'_>, shape: &'static Shape) {
    match shape {
        WordOr(_, other) if !node.is_text() => check_filled(node, other),
        List(entry, _) => node.children().iter().for_each(|node| check_filled(node, entry)),
        Object(keys) | Choice(keys, _) => {
            for key in *keys {
                // Schools to try are no part of the form; their page does without names.
                let Some(value) = node.child(key.name).filter(|_| key.name != "cases") else { continue };
                let is_one = matches!(key.need, Need::One) || key.name == "of";
                let is_blank = value.as_text().is_some_and(|text| text.trim().is_empty());
                match key.shape {
                    Text if is_blank && matches!(key.need, Need::Must) && FILLED.contains(&key.name) => {
                        value.fault(FaultKind::WrongKind { expected: "some words" });
                    }
                    List(..) if is_one && value.children().is_empty() => {
                        value.fault(FaultKind::WrongKind { expected: "at least one" });
                    }
                    shape => check_filled(&value, shape),
                }
            }
        }
        _ => {}
    }
}

fn check_object(node: &Node<'_>, shape: &'static Shape) {
    let keys = shape.keys();
    let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
    let Some(object) = node.object(&names) else { return };
    let mut given = 0;
    for key in keys {
        let value = object.get(key.name);
        let is_needed = match key.need {
            Need::Must => true,
            Need::May => false,
            Need::One => {
                given += usize::from(value.is_some());
                false
            }
            Need::Where((other, words)) => node.text_at(other).is_some_and(|word| words.contains(&word)),
        };
        match value {
            Some(value) => check(&value, key.shape),
            None if is_needed => node.fault(FaultKind::MissingKey(key.name)),
            None => {}
        }
    }
    if let Choice(_, expected) = shape
        && given != 1
    {
        node.fault(FaultKind::WrongKind { expected });
    }
}
