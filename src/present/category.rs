//! The category page: the outcome, its reasons, what would change it and what follows from it.

use crate::domain::Evaluation;
use crate::domain::category::{Input, NotApplicable, Outcome, RuleTrace, Trace, Truth};
use crate::domain::framework::{Category, Condition, Rule};
use crate::domain::ids::CategoryId;
use crate::domain::issue::Field;
use crate::domain::nearest::Then;
use crate::domain::quantity::Level;
use crate::domain::settling::{Settling, When};

use super::issue::plain;
use super::reason::{Reason, Source, Verdict, Words};
use super::table::Table;
use super::{name, number};

/// Said wherever a category is shown.
pub const CAVEAT: &str = "This is a self-assessment. The council decides the category after moderation.";

/// Everything that the category page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryView {
    /// The short answer.
    pub headline: Headline,
    /// Why, a sentence each.
    pub because: Vec<String>,
    /// What is still to be known.
    pub open: Vec<Open>,
    /// Descriptions that nearly fit, where none does.
    pub nearest: Vec<Near>,
    /// Every rule, in reading order.
    pub rules: Vec<RuleView>,
    /// On what the reading order rests.
    pub order: Source,
    /// What more or fewer pupils would change, a sentence each.
    pub pupils: Vec<String>,
    /// Which answers would change it, a sentence each.
    pub answers: Vec<String>,
    /// How stable the outcome is.
    pub stability: Option<Stability>,
    /// What the category means; empty while it is not decided.
    pub meaning: String,
    /// What follows from it.
    pub follows: Vec<Follow>,
    /// Visits and days of support; no rows while nothing is known of them.
    pub support: Table,
    /// What is derived beside the category.
    pub overlays: Vec<OverlayView>,
    /// What is known of the scheme.
    pub note: String,
}

/// The short answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// What the number is: `Category`, or `Between categories`.
    pub label: String,
    /// The number or letter: `4`, `4 or 5`; empty where there is none.
    pub number: String,
    /// The category's name; empty where there is not one.
    pub name: String,
    /// One sentence.
    pub sentence: String,
    /// Whether it is decided.
    pub is_decided: bool,
}

/// Something still to be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// What.
    pub text: String,
    /// What each value would lead to, a sentence each; empty where several unknowns are needed.
    pub cases: Vec<String>,
    /// Where it is entered.
    pub field: Option<Field>,
}

/// A description that nearly fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The rule.
    pub title: String,
    /// What stands in its way.
    pub unmet: Vec<String>,
}

/// A rule with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleView {
    /// Its id, unique among the rules.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Whether it fits.
    pub verdict: Verdict,
    /// Whether it decides the outcome: the first in the order that fits.
    pub decides: bool,
    /// Why.
    pub reason: Reason,
    /// Where it comes from.
    pub source: Source,
}

/// How stable the outcome is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stability {
    /// Whether no single pupil changes it.
    pub is_stable: bool,
    /// In words.
    pub text: String,
}

/// Something that follows from the category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follow {
    /// What.
    pub text: String,
    /// Whether it depends on something that is not known yet.
    pub is_open: bool,
    /// Where it comes from.
    pub source: Source,
}

/// What an overlay says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayView {
    /// What it is.
    pub label: String,
    /// What it says: `Tier 2`, `Tier 1 or Tier 2`, or that none fits.
    pub result: String,
    /// What to know of it.
    pub note: String,
    /// What a school at the level may expect; empty unless one level is decided.
    pub candidates_for: Vec<String>,
    /// The reasons of each level, in the order in which they are read.
    pub levels: Vec<RuleView>,
}

/// The category page of an evaluation.
pub fn view(evaluation: &Evaluation, words: Words<'_>) -> CategoryView {
    let framework = words.framework;
    let rules: Vec<RuleView> = framework
        .rules
        .iter()
        .zip(&evaluation.rules)
        .map(|(rule, trace)| RuleView {
            id: rule.id.to_string(),
            title: rule_title(rule),
            verdict: trace.trace.truth.into(),
            decides: matches!(&evaluation.outcome, Outcome::Decided { rule: decides, .. } if *decides == rule.id),
            reason: words.reason(&rule.when, &trace.trace),
            source: Source::from(&rule.clause),
        })
        .collect();
    let decided = evaluation.category().and_then(|id| framework.category(id));
    CategoryView {
        headline: headline(evaluation, words),
        because: because(evaluation, words),
        open: open(evaluation, words),
        nearest: nearest(evaluation, words),
        rules,
        order: Source::from(&framework.order),
        pupils: pupil_changes(evaluation, words),
        answers: answer_changes(evaluation, words),
        stability: evaluation.nearest.is_stable.map(stability),
        meaning: decided.map_or_else(String::new, |category| category.meaning.clone()),
        follows: follows(evaluation, words),
        support: support(evaluation, words),
        overlays: overlays(evaluation, words),
        note: framework.note.clone(),
    }
}

fn rule_title(rule: &Rule) -> String {
    if rule.id.as_str() == rule.category.as_str() {
        format!("Category {}, {}", rule.category, rule.label)
    } else {
        format!("Category {} by rule {}, {}", rule.category, rule.id, rule.label)
    }
}

/// A category by its id and name: `4, School of Concern`; one of them where they say the same.
pub fn category_title(category: &Category) -> String {
    let id = category.id.as_str();
    if category.name.eq_ignore_ascii_case(id) {
        category.name.clone()
    } else {
        format!("{id}, {}", category.name)
    }
}

/// The short answer of an evaluation: also for beside the forms.
pub fn headline(evaluation: &Evaluation, words: Words<'_>) -> Headline {
    let framework = words.framework;
    let of = |label: &str, number: String, name: String, sentence: String, is_decided| Headline {
        label: label.to_owned(),
        number,
        name,
        sentence,
        is_decided,
    };
    match &evaluation.outcome {
        Outcome::Decided { category, .. } => {
            let name = framework.category(category).map_or_else(String::new, |category| category.name.clone());
            let sentence =
                format!("On what you have entered, {}’s rules place the school in category {category}, {name}.", framework.council);
            of("Category", category.to_string(), name, sentence, true)
        }
        Outcome::Between { categories, or_none, .. } => {
            let ids: Vec<String> = categories.iter().map(ToString::to_string).collect();
            let none = if *or_none { ", or no description may fit" } else { "" };
            let sentence = match ids.as_slice() {
                [one] => format!("Category {one} is possible{none}. It depends on what is not known yet."),
                _ => format!(
                    "{} categories are still possible: {}{none}. It depends on what is not known yet.",
                    name::upper_first(&super::reason::number_word(ids.len())),
                    name::list(&ids, "and"),
                ),
            };
            let label = if ids.len() == 1 { "Perhaps category" } else { "Between categories" };
            of(label, name::list(&ids, if ids.len() == 2 { "and" } else { "or" }), String::new(), sentence, false)
        }
        Outcome::NoDescription { .. } => of(
            "No description fits",
            String::new(),
            String::new(),
            "None of the scheme’s descriptions fits what you have entered. Ask the council which category it would use."
                .to_owned(),
            false,
        ),
        Outcome::NotApplicable(NotApplicable::NoPhase) => of(
            "No category yet",
            String::new(),
            String::new(),
            "Choose the school’s phase to begin.".to_owned(),
            false,
        ),
        Outcome::NotApplicable(NotApplicable::PhaseNotCovered) => of(
            "Not applicable",
            String::new(),
            String::new(),
            "This scheme does not cover schools of this phase.".to_owned(),
            false,
        ),
        Outcome::NotApplicable(NotApplicable::NoResultsInItsYears) => {
            let years = framework.result_years();
            let years = match years.as_slice() {
                [first, .., last] => format!("{first} to {last}"),
                _ => framework.latest_results.to_string(),
            };
            let sentence = format!(
                "This scheme judges the results of {years}, and none of the figures that you have entered is one that it \
                reads in these years."
            );
            of("Not applicable", String::new(), String::new(), sentence, false)
        }
    }
}

/// The tests that make the deciding rule fit, a sentence each.
fn because(evaluation: &Evaluation, words: Words<'_>) -> Vec<String> {
    let rule = match &evaluation.outcome {
        Outcome::Decided { rule, .. } => rule,
        Outcome::Between { .. } => return not_decided(evaluation, words),
        _ => return vec![],
    };
    let found =
        words.framework.rules.iter().zip(&evaluation.rules).find(|(declared, _)| declared.id == *rule);
    let mut sentences = Vec::new();
    if let Some((rule, trace)) = found {
        deciding(&rule.when, &trace.trace, words, &mut sentences);
    }
    sentences
}

/// How far each rule stands that may still fit, down to the first that does: what holds of it already, and what it
/// still needs.
fn not_decided(evaluation: &Evaluation, words: Words<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    for (rule, RuleTrace { trace, .. }) in words.framework.rules.iter().zip(&evaluation.rules) {
        let mut holds = Vec::new();
        match trace.truth {
            Truth::False => continue,
            Truth::True => {
                deciding(&rule.when, trace, words, &mut holds);
                let why = holds.join("; ");
                sentences.push(format!("{} fits, unless a rule above does. {why}.", rule_title(rule)));
                break;
            }
            Truth::Unknown => {
                holding(&rule.when, trace, words, &mut holds);
                let so_far =
                    if holds.is_empty() { String::new() } else { format!(" So far: {}.", holds.join("; ")) };
                sentences.push(format!("{} is possible.{so_far}", rule_title(rule)));
            }
        }
    }
    sentences
}

/// Collects the claims of those tests that hold among the parts that are not known yet.
fn holding(condition: &Condition, trace: &Trace, words: Words<'_>, found: &mut Vec<String>) {
    let each = |parts: &[Condition], found: &mut Vec<String>| {
        for (part, trace) in parts.iter().zip(&trace.parts) {
            match trace.truth {
                Truth::True => deciding(part, trace, words, found),
                Truth::Unknown => holding(part, trace, words, found),
                Truth::False => {}
            }
        }
    };
    match condition {
        Condition::All(parts) | Condition::Any(parts) => each(parts, found),
        Condition::AtLeast { of, .. } => each(of, found),
        Condition::Indicator(id) => {
            if let (Some(indicator), Some(inner)) = (words.framework.indicator(id), trace.parts.first()) {
                holding(&indicator.when, inner, words, found);
            }
        }
        Condition::Score { of, .. } => {
            let score = words.framework.score(of);
            let items = score.map_or(&[][..], |score| &score.items).iter().zip(&trace.parts);
            let certain = items.filter(|(_, trace)| trace.truth == Truth::True);
            found.extend(certain.map(|(item, _)| item.label.clone()));
        }
        Condition::None(_) | Condition::Test(_) => {}
    }
}

/// Collects the claims of those parts that hold and by which the whole holds.
fn deciding(condition: &Condition, trace: &Trace, words: Words<'_>, found: &mut Vec<String>) {
    if trace.truth != Truth::True {
        return;
    }
    match condition {
        Condition::All(parts) => {
            parts.iter().zip(&trace.parts).for_each(|(part, trace)| deciding(part, trace, words, found));
        }
        Condition::AtLeast { of, .. } => {
            of.iter().zip(&trace.parts).for_each(|(part, trace)| deciding(part, trace, words, found));
        }
        Condition::Any(parts) => {
            if let Some((part, trace)) =
                parts.iter().zip(&trace.parts).find(|(_, trace)| trace.truth == Truth::True)
            {
                deciding(part, trace, words, found);
            }
        }
        Condition::None(_) => {}
        Condition::Indicator(id) => {
            if let Some(indicator) = words.framework.indicator(id)
                && let Some(trace) = trace.parts.first()
            {
                deciding(&indicator.when, trace, words, found);
            }
        }
        Condition::Score { of, relation, threshold } => {
            found.push(words.score_claim(of, *relation, threshold, trace));
        }
        Condition::Test(test) => {
            let reason = words.reason(condition, trace);
            let is_figure = !trace.readings.is_empty();
            found.push(match reason.found.first().filter(|_| is_figure) {
                Some(figure) => format!("{}: {figure}", words.claim(test).trim_end_matches(':')),
                None => words.claim(test),
            });
        }
    }
}

/// What is still to be known: also for beside the forms.
pub fn open(evaluation: &Evaluation, words: Words<'_>) -> Vec<Open> {
    let Outcome::Between { settled_by, .. } = &evaluation.outcome else { return vec![] };
    settled_by
        .iter()
        .map(|input| Open {
            text: name::upper_first(&name::input(input, words.framework, words.catalogue)),
            cases: evaluation.settling.as_ref().map_or_else(Vec::new, |settling| cases(settling, words)),
            field: name::field_of(input),
        })
        .collect()
}

fn cases(settling: &Settling, words: Words<'_>) -> Vec<String> {
    let answer = |answer| match &settling.input {
        Input::Answer(question) => words
            .framework
            .question(question)
            .and_then(|question| question.option(answer))
            .map_or_else(|| answer.to_string(), |option| option.label.clone()),
        _ => answer.to_string(),
    };
    settling
        .cases
        .iter()
        .map(|(when, then)| {
            let value = match when {
                When::Answer(id) => answer(id),
                When::Grade(grade) => name::upper_first(name::grade(*grade)),
                When::Levels { from, to } => levels(*from, *to),
            };
            format!("{value}: {}", outcome_then(then, words))
        })
        .collect()
}

/// A range of percentages: `Below 65%`, `65% or more`, `From 60% to 65%`.
fn levels(from: Option<(Level, bool)>, to: Option<(Level, bool)>) -> String {
    match (from, to) {
        (None, None) => "Any result".to_owned(),
        (None, Some((to, false))) => format!("Below {}%", plain(to)),
        (None, Some((to, true))) => format!("{}% or less", plain(to)),
        (Some((from, true)), None) => format!("{}% or more", plain(from)),
        (Some((from, false)), None) => format!("Above {}%", plain(from)),
        (Some((from, _)), Some((to, _))) => format!("From {}% to {}%", plain(from), plain(to)),
    }
}

fn outcome_then(then: &Then, words: Words<'_>) -> String {
    match then {
        Then::Category(id) => name::category(id, words.framework),
        Then::Open => "still open".to_owned(),
        Then::NoDescription => "no description fits".to_owned(),
    }
}

fn nearest(evaluation: &Evaluation, words: Words<'_>) -> Vec<Near> {
    let Outcome::NoDescription { nearest } = &evaluation.outcome else { return vec![] };
    let tests = words.framework.tests();
    nearest
        .iter()
        .filter_map(|near| {
            let rule = words.framework.rule(&near.rule)?;
            let unmet = near.unmet.iter().map(|(test, must_hold)| {
                let claim = words.claim(tests[*test]);
                if *must_hold { claim } else { format!("Not: {claim}") }
            });
            Some(Near { title: rule_title(rule), unmet: unmet.collect() })
        })
        .collect()
}

fn pupil_changes(evaluation: &Evaluation, words: Words<'_>) -> Vec<String> {
    let change = |pupils: u32, word: &str, measure: &str, then: &Then| {
        format!("{} {word} in {measure} would make it {}.", number::pupils(pupils), outcome_then(then, words))
    };
    let sentences = evaluation.nearest.by_measure.iter().flat_map(|by_measure| {
        let measure = name::measure_in_sentence(&by_measure.measure, words.catalogue);
        let more = by_measure.more.as_ref().map(|(pupils, then)| change(*pupils, "more", &measure, then));
        let fewer = by_measure.fewer.as_ref().map(|(pupils, then)| change(*pupils, "fewer", &measure, then));
        let none = (more.is_none() && fewer.is_none())
            .then(|| format!("No number of pupils in {measure} alone would change it."));
        [more, fewer, none].into_iter().flatten().collect::<Vec<_>>()
    });
    sentences.collect()
}

fn answer_changes(evaluation: &Evaluation, words: Words<'_>) -> Vec<String> {
    evaluation
        .nearest
        .by_answer
        .iter()
        .filter(|change| change.then != Then::Open)
        .filter_map(|change| {
            let question = words.framework.question(&change.question)?;
            let answer = question.option(&change.answer)?;
            Some(format!(
                "{}: if the answer were “{}”, {}.",
                question.label,
                name::lower_first(&answer.label),
                outcome_then(&change.then, words)
            ))
        })
        .collect()
}

fn stability(is_stable: bool) -> Stability {
    let text = if is_stable {
        "Stable: no single pupil more or fewer, in any one measure, would change the outcome."
    } else {
        "Unstable: a single pupil more or fewer in one measure would change the outcome."
    };
    Stability { is_stable, text: text.to_owned() }
}

fn follows(evaluation: &Evaluation, words: Words<'_>) -> Vec<Follow> {
    let Some(category) = evaluation.category().and_then(|id: &CategoryId| words.framework.category(id))
    else {
        return vec![];
    };
    evaluation
        .follows
        .iter()
        .filter_map(|(place, truth)| {
            let follow = category.follows.get(*place)?;
            Some(Follow {
                text: follow.text.clone(),
                is_open: *truth == Truth::Unknown,
                source: Source::from(&follow.clause),
            })
        })
        .collect()
}

fn support(evaluation: &Evaluation, words: Words<'_>) -> Table {
    let mut table = Table::new(
        "Visits and days of support",
        &[("Term", false), ("What happens", false), ("Days", true), ("Where it comes from", false)],
    );
    for (place, truth) in &evaluation.support {
        let Some(support) = words.framework.support.get(*place) else { continue };
        let days = support.days.map_or_else(|| "not stated".to_owned(), plain);
        let mut text = support.text.clone();
        if support.is_optional {
            text.push_str(" (optional)");
        }
        if *truth == Truth::Unknown {
            text.push_str(" (if it applies: something is not known yet)");
        }
        table.push(support.term.clone(), vec![text, days, name::clause(&support.clause)]);
    }
    table
}

fn overlays(evaluation: &Evaluation, words: Words<'_>) -> Vec<OverlayView> {
    words
        .framework
        .overlays
        .iter()
        .zip(&evaluation.overlays)
        .map(|(overlay, outcome)| {
            let mut possible: Vec<String> =
                outcome.possible.iter().map(|place| overlay.levels[*place].label.clone()).collect();
            let decided = match (outcome.possible.as_slice(), outcome.or_none) {
                ([place], false) => Some(&overlay.levels[*place]),
                _ => None,
            };
            if outcome.or_none {
                possible.push(if possible.is_empty() {
                    overlay.otherwise.clone()
                } else {
                    name::lower_first(&overlay.otherwise)
                });
            }
            OverlayView {
                label: overlay.label.clone(),
                result: name::list(&possible, "or"),
                note: overlay.note.clone(),
                candidates_for: decided.map_or_else(Vec::new, |level| level.candidates_for.clone()),
                levels: overlay
                    .levels
                    .iter()
                    .zip(&outcome.traces)
                    .map(|(level, trace)| RuleView {
                        id: format!("{}-{}", overlay.id, name::lower_first(&level.label).replace(' ', "-")),
                        title: level.label.clone(),
                        verdict: trace.truth.into(),
                        decides: decided.is_some_and(|decided| decided.label == level.label),
                        reason: words.reason(&level.when, trace),
                        source: Source::from(&level.clause),
                    })
                    .collect(),
            }
        })
        .collect()
}
