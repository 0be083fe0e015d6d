//! A council's own copy in words: whose it is, whether it is out of date, and what its parts are called.

use chrono::{Datelike, NaiveDate};

use crate::domain::fault::{Fault, FaultKind};
use crate::domain::pack::{LEAST_CONTRAST, Pack, Pair};
use crate::domain::quantity::Level;
use crate::domain::reference::Reference;

use super::name::whose;
use super::number;

/// Whose copy it is and when it was made: `Doncaster’s copy of the planner, made on 22 November 2026.`
pub fn made(pack: &Pack) -> String {
    let mut words =
        format!("{} copy of the planner, made on {}.", whose(&pack.council), number::date(pack.made));
    if !pack.contact.trim().is_empty() {
        words.push_str(&format!(" Questions about it go to {}.", pack.contact.trim().trim_end_matches('.')));
    }
    words
}

/// That a council's copy is out of date; `None` while the year of one of its schemes lasts.
pub fn out_of_date(pack: &Pack, today: NaiveDate) -> Option<String> {
    let until = pack.good_until().filter(|until| today > *until)?;
    let latest = pack.schemes.iter().map(|scheme| scheme.year).max()?;
    Some(format!(
        "This copy is out of date: its latest scheme is that of {}, which ended on {}. Ask {} for the new copy. Your plans \
         stay, and the new copy opens them.",
        latest,
        number::date(until),
        if pack.contact.trim().is_empty() { &pack.council } else { pack.contact.trim() },
    ))
}

/// That the planner's national figures are out of date; `None` while no newer ones can be expected.
///
/// Results of a summer are published until the end of its calendar year, so that the figures for a year are missed from
/// the January after it.
pub fn figures_out_of_date(reference: &Reference, today: NaiveDate) -> Option<String> {
    let latest = reference.latest_year()?;
    // Of 2024/25, the next figures are those of summer 2026, and are missed from January 2027.
    (today.year() > i32::from(latest.start()) + 2).then(|| {
        format!(
            "This copy of the planner is out of date: its latest national figures are those of {latest}, and newer ones \
             should have been published by now. Ask for a newer copy; your plans stay."
        )
    })
}

/// What a pair of colours is, with its contrast and whether that is enough.
pub fn contrast(pair: Pair, contrast: u32) -> String {
    let ratio = ratio(contrast);
    let verdict = if contrast >= LEAST_CONTRAST { "enough" } else { "too little; at least 4.5 is needed" };
    format!("{}: {ratio} to 1, which is {verdict}", self::pair(pair))
}

/// A contrast, given in hundredths: `4.48`.
pub(super) fn ratio(contrast: u32) -> String {
    number::number(Level::hundredths(i32::try_from(contrast).unwrap_or(i32::MAX)).exact(), 2)
}

fn pair(pair: Pair) -> &'static str {
    match pair {
        Pair::Header => "Words in the header and on buttons",
        Pair::Link => "Links on the page",
        Pair::LinkInBox => "Links in grey boxes",
    }
}

/// What a key of a pack or a scheme is called on a form, and what belongs there; both in words, the second may be empty.
pub fn label(key: &str) -> (&'static str, &'static str) {
    let found = LABELS.iter().find(|(known, ..)| *known == key);
    found.map_or(("", ""), |(_, words, hint)| (words, hint))
}

/// Every key that has words of its own. A table, because a `match` of so many words is much more code.
static LABELS: [(&str, &str, &str); 112] = [
    ("cases", "Schools to try", ""),
    ("school", "The school", ""),
    ("cohorts", "Sizes of year groups", ""),
    ("pupils", "How many pupils", ""),
    ("figures", "Figures", ""),
    ("answers", "Answers", ""),
    ("expected", "What is expected", ""),
    ("logo", "Logo", ""),
    ("schemes", "Schemes", ""),
    ("council", "Council", "It stands in “Category under …’s scheme”"),
    ("contact", "Who a school asks", "In words, such as “the school’s adviser”. Never a person’s name"),
    ("title", "Title", ""),
    ("year", "Academic year", "Such as 2026/27"),
    ("latest_results", "Results that it judges", "The academic year, such as 2025/26"),
    ("note", "Note", ""),
    ("documents", "Documents", ""),
    ("file", "File name", ""),
    ("id", "Short name", "Rules, and plans that schools save, know it by this"),
    ("label", "Name", ""),
    ("name", "Name", ""),
    ("meaning", "What it means", ""),
    ("follows", "What follows from it", ""),
    ("text", "Wording", "As a school reads it"),
    ("help", "Where the answer is found", ""),
    ("options", "Answers", ""),
    ("number", "A number", ""),
    ("lowest", "Lowest", ""),
    ("highest", "Highest", ""),
    ("unit", "Counted in", "Such as per cent, pupils or days"),
    ("ladder", "The answers go from lowest to highest", ""),
    ("checklist", "Things to look at first", "One on each line"),
    ("proposals", "Answers that figures suggest", ""),
    ("answer", "Answer", ""),
    ("clause", "Where it comes from", ""),
    ("document", "Document", ""),
    ("place", "Place in it", "Such as “Section 6, category 5”"),
    ("source", "Source", ""),
    ("national", "National figures", ""),
    ("brand", "Logo and colours", ""),
    ("basis", "Who says so", ""),
    ("phases", "Phases", ""),
    ("measures", "Measures", "One on each line, by their short names"),
    ("headline", "Headline measures", "One on each line, by their short names"),
    ("progress", "Progress measures", "One on each line, by their short names"),
    ("teacher", "Teacher assessment too", "One on each line, by their short names"),
    ("groups", "Disadvantaged pupils too", "One on each line, by their short names"),
    ("thresholds", "Numbers", ""),
    ("values", "Values", ""),
    ("value", "Value", "A number"),
    ("measure", "Measure", "Its short name; empty for every measure"),
    ("questions", "Questions", ""),
    ("question", "Question", ""),
    ("indicators", "Named facts", "What several rules use, under a name of its own"),
    ("indicator", "Named fact", ""),
    ("scores", "Points", "What is counted up, such as a risk score"),
    ("score", "Points", ""),
    ("items", "What gives points", ""),
    ("points", "How many points", ""),
    ("categories", "Categories", ""),
    ("category", "Category", ""),
    ("rules", "Rules", ""),
    ("order", "Where the order of the rules comes from", ""),
    ("when", "When it holds", ""),
    ("overlays", "What is found beside the category", "Such as a tier, or a level of support"),
    ("levels", "Levels", ""),
    ("candidates_for", "What a school may expect", "One on each line"),
    ("otherwise", "Where no level fits", ""),
    ("support", "Visits and support", ""),
    ("term", "Term", ""),
    ("days", "Days", "A number; empty where it is not said"),
    ("optional", "The school may choose it", ""),
    ("targets", "Targets", ""),
    ("band", "Which of several estimates", "Such as FFT 20"),
    ("scope", "Whose target", ""),
    ("kind", "What the value is", ""),
    ("adopted", "The council chose this one of several", ""),
    ("each_term", "Added with each term", "Per cent"),
    ("group", "Pupils", ""),
    ("calendars", "Calendars of milestones", ""),
    ("milestones", "Milestones", ""),
    ("date", "Date", "Such as 2026-12-31"),
    ("printed", "As it is printed", "Such as “December 2026”"),
    ("action_plan", "Action plan", ""),
    ("grades", "Inspection grades", ""),
    ("logo_text", "What the logo says", "For those who cannot see it"),
    ("main", "Colour of the header and of buttons", "Such as #12436d"),
    ("on_main", "Colour of the words on it", "Such as #ffffff"),
    ("link", "Colour of links", "Such as #0b5394"),
    ("others", "Schools may choose the schemes of the other councils too", ""),
    ("all", "All of these", ""),
    ("any", "At least one of these", ""),
    ("none", "None of these", ""),
    ("at_least", "At least a number of these", ""),
    ("at_least_answer", "At least this answer", ""),
    ("of", "Of these", ""),
    ("count", "How many", ""),
    ("inspection", "The last inspection was one of these", ""),
    ("is", "It is", ""),
    ("threshold", "Compared with", ""),
    ("figure", "A figure", ""),
    ("trend", "Results going up or down", ""),
    ("phase", "The phase is one of these", ""),
    ("status", "The school is one of these", ""),
    ("outcome", "The category is one of these", "One on each line, by its short name"),
    ("over", "In how many of the measures", ""),
    ("quantity", "What is compared", ""),
    ("years", "Over how many years", "A number"),
    ("years_back", "How many years back", "0 is the latest results"),
    ("in_years", "In several years", ""),
    ("hold", "In how many of them", ""),
    ("known", "How many of them must be known", "The short name of a number; empty for all"),
    ("when_missing", "Where a figure is missing", ""),
];

/// What a word of a choice means on a form.
pub fn word(word: &str) -> String {
    match WORDS.iter().find(|(known, _)| *known == word) {
        Some((_, words)) => (*words).to_owned(),
        None => super::name::upper_first(&word.replace('_', " ")),
    }
}

static WORDS: [(&str, &str); 34] = [
    ("published", "It stands in the council’s document"),
    ("assumed", "It is assumed"),
    ("below", "below"),
    ("at_most", "at most"),
    ("at_least", "at least"),
    ("above", "above"),
    ("unknown", "It is not known whether this holds"),
    ("does_not_hold", "This does not hold"),
    ("school", "Each school’s"),
    ("partnership", "Of a partnership of schools"),
    ("authority", "Of all the council’s schools together"),
    ("level", "The level to reach"),
    ("above_national", "Points above the national figure"),
    ("closer", "Points by which the gap narrows"),
    ("fewer", "Per cent fewer than in the year before"),
    ("all", "All pupils"),
    ("disadvantaged", "Disadvantaged pupils"),
    ("other", "Other pupils"),
    ("free_school_meals", "Pupils eligible for free school meals"),
    ("result", "The result"),
    ("gap", "The result less the national figure"),
    ("mean", "The mean of several years"),
    ("change", "The change over several years"),
    ("relative_change", "The change less the national change"),
    ("test_less_teacher", "The test result less the teacher assessment"),
    ("in_school_gap", "The result of the group less that of other pupils"),
    ("in_school_gap_change", "The change of that over several years"),
    ("headline", "The headline measures"),
    ("progress", "The progress measures"),
    ("teacher", "The measures with teacher assessment"),
    ("any", "Any of them"),
    ("every", "Every one of them"),
    ("pru", "Pupil referral unit"),
    ("post16", "Sixth form"),
];

/// The faults at a place of a pack and below it.
pub fn faults_at<'f>(faults: &'f [Fault], place: &str) -> impl Iterator<Item = &'f Fault> {
    let below = [place, "/"].concat();
    faults
        .iter()
        .filter(move |fault| fault.place.starts_with(&below) || fault.place == below.trim_end_matches('/'))
}

/// What is wrong with a field, in words that fit beside it.
pub fn beside(fault: &Fault) -> String {
    match &fault.kind {
        FaultKind::UnknownName(name) | FaultKind::NotOneOf { found: name, .. } if name.is_empty() => {
            "Choose one".to_owned()
        }
        FaultKind::UnknownName(name) => format!("Nothing here has the short name “{name}”"),
        FaultKind::Repeated(name) => format!("This is there twice: {name}"),
        FaultKind::MissingKey(_) => "This is missing".to_owned(),
        FaultKind::WrongKind { expected: "at least one" } => "Choose or add at least one".to_owned(),
        FaultKind::WrongKind { expected } => format!("Enter {expected}"),
        _ => {
            let words = super::fault::words(&Fault { place: String::new(), kind: fault.kind.clone() });
            words.trim_end_matches('.').to_owned()
        }
    }
}
