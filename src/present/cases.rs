//! A scheme's own test cases in words.

use crate::domain::case::{Case, Trial};
use crate::domain::category::Outcome;
use crate::domain::draft::Draft;
use crate::domain::figure::{Assessment, FigureKey};
use crate::domain::issue::Field;
use crate::domain::measure::{Catalogue, Unit};
use crate::domain::{Framework, Plan};

use super::category::{because, giving, rule_title, short};
use super::name;
use super::reason::{Source, Words};
use super::table::{Row, Table};

/// A case with what it came to, or with what of its school the scheme does not ask.
pub type Tried = (Case, Result<Trial, Vec<Field>>);

/// How many come out as expected: `11 of 12 schools come out as before; 1 has changed.`
pub fn counts(tried: &[Tried]) -> String {
    let changed = tried.iter().filter(|one| has_changed(one)).count();
    let gone = tried.iter().filter(|(_, trial)| trial.is_err()).count();
    let all = tried.len();
    let mut words = match all - changed - gone {
        as_before if as_before == all => format!("All {all} schools come out as before"),
        as_before => format!("{as_before} of {all} schools come out as before"),
    };
    if changed > 0 {
        words += &format!("; {changed} changed");
    }
    if gone > 0 {
        words += &format!("; {gone} can no longer be run");
    }
    words + "."
}

/// Whether a case was tried and has another outcome than the expected one.
pub fn has_changed((_, trial): &Tried) -> bool {
    trial.as_ref().is_ok_and(|trial| !trial.is_as_expected)
}

/// What a case is called.
pub fn called(case: &Case) -> String {
    let name = case.name.trim();
    if name.is_empty() { "A school without a name" } else { name }.to_owned()
}

/// Every school with how it stands and what is expected of it; those that do not come out as before are first.
pub fn table(tried: &[Tried], framework: &Framework, catalogue: &Catalogue) -> Table {
    let caption = format!("Schools tried with the rules of {} {}", framework.council, framework.year);
    let mut table = Table::new(caption, &[("School", false), ("Now", false), ("Expected", false)]);
    for is_first in [true, false] {
        for one in tried {
            let is_as_before = one.1.as_ref().is_ok_and(|trial| trial.is_as_expected);
            if is_as_before != is_first {
                let cells = vec![now(one, framework, catalogue), expected_outcome(one, framework, catalogue)];
                table.rows.push(Row::new(called(&one.0), cells));
            }
        }
    }
    table
}

/// How a case comes out now: `Changed: Category D by rule D1: In transition, from an outstanding school`.
pub fn now((_, trial): &Tried, framework: &Framework, catalogue: &Catalogue) -> String {
    match trial {
        Ok(trial) if trial.is_as_expected => "As before".to_owned(),
        Ok(trial) => format!("Changed: {}", found(trial, framework, catalogue)),
        Err(gone) => {
            let mut words: Vec<String> = Vec::new();
            for field in gone {
                let one = not_asked(field, framework, catalogue);
                // Of a measure that is not asked for there may be figures of several years.
                if !words.contains(&one) {
                    words.push(one);
                }
            }
            let words = name::list(&words, "or");
            format!("Can no longer be run, because the scheme does not take {words}")
        }
    }
}

/// What is expected, with where that comes from.
pub fn expected(tried: &Tried, framework: &Framework, catalogue: &Catalogue) -> String {
    let source = match &tried.0.clause {
        Some(clause) => Source::from(clause).said(),
        None => "Set in this area".to_owned(),
    };
    format!("Expected: {}. {source}.", expected_outcome(tried, framework, catalogue))
}

fn expected_outcome((case, trial): &Tried, framework: &Framework, catalogue: &Catalogue) -> String {
    match trial {
        // The rule is named where one decides, also where any rule of the category was expected.
        Ok(trial) if trial.is_as_expected => found(trial, framework, catalogue),
        _ => outcome(&case.expected, Words { framework, catalogue, plan: &Plan::default() }),
    }
}

fn found(trial: &Trial, framework: &Framework, catalogue: &Catalogue) -> String {
    outcome(&trial.evaluation.outcome, Words { framework, catalogue, plan: &trial.plan })
}

fn outcome(outcome: &Outcome, words: Words<'_>) -> String {
    let mut said = short(outcome, words.framework).short();
    match outcome {
        Outcome::Decided { rule, category } => match words.framework.rule(rule) {
            Some(rule) if rule.category == *category => return rule_title(rule, words),
            _ if rule.as_str().is_empty() => {}
            _ => said += &format!(" by rule {rule}"),
        },
        Outcome::Between { or_none: true, .. } => said += ", or no description may fit",
        _ => {}
    }
    said
}

/// Why a school comes out as it does, a sentence each.
pub fn why(trial: &Trial, framework: &Framework, catalogue: &Catalogue) -> Vec<String> {
    let words = Words { framework, catalogue, plan: &trial.plan };
    match &trial.evaluation.outcome {
        Outcome::Decided { .. } | Outcome::Between { .. } => {
            because(&trial.evaluation, &giving(&trial.evaluation, words), words)
        }
        other => vec![short(other, framework).sentence],
    }
}

/// Something that a case says and the scheme does not ask.
fn not_asked(field: &Field, framework: &Framework, catalogue: &Catalogue) -> String {
    match field {
        Field::Figure(key) => figure(key, catalogue),
        Field::Answer(id) => match framework.question(id) {
            Some(question) => format!("this answer to “{}”", question.label),
            None => format!("an answer to “{id}”"),
        },
        _ => "this grade of inspection".to_owned(),
    }
}

/// The name of a figure inside a sentence.
fn figure(key: &FigureKey, catalogue: &Catalogue) -> String {
    let by = if key.assessment == Assessment::Teacher { ", by teacher assessment" } else { "" };
    [&name::measure_in_sentence(&key.measure, catalogue), &*name::of_group(key.group), by].concat()
}

/// Everything that is known of a school: `Primary. Last inspection: good. …`
pub fn school(school: &Draft, framework: &Framework, catalogue: &Catalogue) -> String {
    let mut words = school.phase.map_or("Phase not chosen", name::phase).to_owned();
    let mut say = |parts: &[&str]| words.extend(parts.iter().copied());
    if let Some(status) = school.status {
        say(&[". ", name::status(status)]);
    }
    if let Some(grade) = school.grade {
        say(&[". Last inspection: ", name::grade(grade)]);
    }
    for ((group, year), pupils) in &school.cohorts {
        say(&[". ", name::cohort_group(*group), " in ", &year.to_string(), ": ", pupils]);
    }
    let mut last = None;
    for (key, text) in &school.figures {
        let of = Some((&key.measure, key.group, key.assessment));
        if last == of {
            say(&[", "]);
        } else {
            say(&[". ", &name::upper_first(&figure(key, catalogue)), ": "]);
        }
        last = of;
        let is_percent = catalogue.get(&key.measure).is_some_and(|measure| measure.unit == Unit::Percent);
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        say(&[text, if is_percent && is_plain { "% in " } else { " in " }, &key.year.to_string()]);
    }
    for (id, answer) in &school.scheme(&framework.id).answers {
        let asked = framework.question(id);
        let label = asked.map_or(id.as_str(), |asked| &asked.label);
        let option = asked.and_then(|asked| asked.option(answer));
        say(&[". ", label, ": ", option.map_or(answer.as_str(), |option| &option.label)]);
    }
    words + "."
}
