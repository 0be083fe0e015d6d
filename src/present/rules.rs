//! The numbers of a scheme's rules, to be looked at and changed, and the schemes side by side.

use chrono::NaiveDate;

use crate::domain::category::Outcome;
use crate::domain::draft::ThresholdKey;
use crate::domain::framework::{Basis, Threshold, ThresholdValue};
use crate::domain::measure::Catalogue;
use crate::domain::reference::Reference;
use crate::domain::{Draft, Field, Framework, evaluate, validate};

use super::category::{because, giving, headline};
use super::issue::plain;
use super::name;
use super::reason::{Source, Words};
use super::table::Table;

/// A number of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Where it is typed.
    pub field: Field,
    /// What it is: `The floor standard, key stage 2 …, 2014/15, in per cent`.
    pub label: String,
    /// The scheme's own value.
    pub own: String,
    /// Whether the council published it.
    pub is_published: bool,
    /// Where it comes from.
    pub source: Source,
}

/// Every field in which a number of the rules is typed.
pub fn fields(own: &Framework) -> impl Iterator<Item = Field> {
    values(own).map(|(threshold, value)| Field::Threshold(ThresholdKey::of(&threshold.id, value)))
}

fn values(own: &Framework) -> impl Iterator<Item = (&Threshold, &ThresholdValue)> {
    own.thresholds.iter().flat_map(|threshold| threshold.values.iter().map(move |value| (threshold, value)))
}

/// The numbers of a scheme.
pub fn numbers(own: &Framework, catalogue: &Catalogue) -> Vec<Number> {
    let number = |(threshold, value): (&Threshold, &ThresholdValue)| {
        let mut label = name::upper_first(&threshold.label);
        if let Some(measure) = &value.measure {
            label += &format!(", {}", name::measure_in_sentence(measure, catalogue));
        }
        if let Some(year) = value.year {
            label += &format!(", {year}");
        }
        Number {
            label: format!("{label} ({})", threshold.unit),
            own: plain(value.value),
            is_published: value.clause.basis == Basis::Published,
            source: Source::from(&value.clause),
            field: Field::Threshold(ThresholdKey::of(&threshold.id, value)),
        }
    };
    values(own).map(number).collect()
}

/// How many numbers of the rules are changed, in words; `None` where none is.
pub fn changed(edited: &Framework) -> Option<String> {
    match values(edited).filter(|(_, value)| value.changed_from.is_some()).count() {
        0 => None,
        1 => Some("One number of the rules is changed for this plan. It is not the council’s.".to_owned()),
        count => Some(format!(
            "{count} numbers of the rules are changed for this plan. They are not the council’s."
        )),
    }
}

/// The numbers of the rules that are changed, each with the scheme's own beside it; no rows where none is.
pub fn changed_numbers(edited: &Framework, catalogue: &Catalogue) -> Table {
    let mut table = Table::new(
        "Numbers of the rules that are changed for this plan",
        &[
            ("Number", false),
            ("For this plan", true),
            ("The scheme’s own", true),
            ("Where that comes from", false),
        ],
    );
    for ((_, value), number) in values(edited).zip(numbers(edited, catalogue)) {
        if let Some(own) = value.changed_from {
            table.push(number.label, vec![number.own, plain(own), number.source.said()]);
        }
    }
    table
}

/// The same school under every scheme: did the school move, or the bar?
///
/// `own` is the scheme in use as its file has it, and `edited` the same with the numbers that the plan changes. Each
/// scheme is given the answers to its own questions.
pub fn side_by_side(
    draft: &Draft,
    schemes: &[&Framework],
    (own, edited): (&Framework, &Framework),
    (catalogue, reference): (&Catalogue, &Reference),
    today: NaiveDate,
) -> Table {
    let mut table = Table::new(
        "The same school under each scheme",
        &[("Scheme", false), ("Results judged", false), ("Outcome", false), ("Why", false)],
    );
    let mut add = |label: String, framework: &Framework| {
        let (plan, _) = validate(draft, framework, catalogue, today);
        let evaluation = evaluate(&plan, framework, catalogue, reference);
        let words = Words { framework, catalogue, plan: &plan };
        let headline = headline(&evaluation, words);
        let outcome = format!("{} {}", headline.label, headline.number);
        let why = match &evaluation.outcome {
            Outcome::Decided { .. } => match giving(&evaluation, words).as_slice() {
                giving @ [place] => {
                    let rule = &framework.rules[*place];
                    let id = if rule.id.as_str() == rule.category.as_str() {
                        String::new()
                    } else {
                        format!("Rule {}: ", rule.id)
                    };
                    let why = because(&evaluation, giving, words).join("; ");
                    let why = if why.is_empty() { rule.label.clone() } else { why };
                    format!("{id}{why} ({})", name::basis(rule.clause.basis))
                }
                several => {
                    let ids: Vec<String> =
                        several.iter().map(|place| framework.rules[*place].id.to_string()).collect();
                    format!("By rule {}: which one is not known yet", name::list(&ids, "or"))
                }
            },
            Outcome::Between { settled_by, .. } => match settled_by.as_slice() {
                [one] => format!("It depends on {}", name::input(one, framework, catalogue)),
                many => format!("It depends on {} things that are not known yet", many.len()),
            },
            Outcome::NoDescription { .. } | Outcome::NotApplicable(_) => headline.sentence,
        };
        table.push(label, vec![framework.latest_results.to_string(), outcome.trim().to_owned(), why]);
    };
    let title = |framework: &Framework| format!("{} {}", framework.council, framework.year);
    add(title(own), own);
    if changed(edited).is_some() {
        add(format!("{}, with the numbers changed for this plan", title(own)), edited);
    }
    if let Some(year) = own.latest_results.back(1) {
        let earlier = Framework { latest_results: year, ..own.clone() };
        add(format!("{}, on the results of the year before", title(own)), &earlier);
    }
    for framework in schemes.iter().filter(|framework| framework.id != own.id) {
        add(title(framework), framework);
    }
    table
}
