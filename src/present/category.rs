//! The category page: the outcome, its reasons, what would change it and what follows from it.

use crate::domain::Evaluation;
use crate::domain::category::{Input, NotApplicable, Outcome, RuleTrace, Trace, TraceKind, Truth, unmet};
use crate::domain::framework::{Basis, Category, Condition, Fact, Framework, Rule, ThresholdValue};
use crate::domain::ids::CategoryId;
use crate::domain::issue::Field;
use crate::domain::map::sort_by_key;
use crate::domain::measure::Unit;
use crate::domain::nearest::Then;
use crate::domain::quantity::Level;
use crate::domain::settling::{Settling, When};

use super::issue::plain;
use super::reason::{Ground, Reason, Source, Verdict, Words, score_found};
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
    /// What could settle it too; empty where nothing could.
    pub also: String,
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

impl Headline {
    /// In one line: `Category 4, School of Concern`.
    pub fn short(&self) -> String {
        let short = format!("{} {}", self.label, self.number);
        let name = if self.name.is_empty() { String::new() } else { format!(", {}", self.name) };
        format!("{}{name}", short.trim_end())
    }
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
    /// Both in words.
    pub said: &'static str,
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
    /// What; where it depends on something that is not known yet, with what that is.
    pub text: String,
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
    let giving = giving(evaluation, words);
    let is_decided = evaluation.category().is_some();
    let rules: Vec<RuleView> = framework
        .rules
        .iter()
        .zip(&evaluation.rules)
        .enumerate()
        .map(|(place, (rule, trace))| {
            let decides = giving == [place];
            let said = if giving.len() > 1 && giving.contains(&place) {
                "May fit, and would then decide"
            } else {
                said(decides, trace.trace.truth, is_decided)
            };
            RuleView {
                id: rule.id.to_string(),
                title: rule_title(rule, words),
                verdict: trace.trace.truth.into(),
                decides,
                said,
                reason: words.reason(&rule.when, &trace.trace),
                source: Source::from(&rule.clause),
            }
        })
        .collect();
    let decided = evaluation.category().and_then(|id| framework.category(id));
    CategoryView {
        headline: headline(evaluation, words),
        because: because(evaluation, &giving, words),
        open: open(evaluation, words),
        also: others_say(&others(evaluation, words)),
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

/// The places of the rules that may give the decided category: one, unless several of that category are still possible.
pub(super) fn giving(evaluation: &Evaluation, words: Words<'_>) -> Vec<usize> {
    let Outcome::Decided { category, .. } = &evaluation.outcome else { return vec![] };
    let rules = words.framework.rules.iter().zip(&evaluation.rules).enumerate();
    let mut places = Vec::new();
    for (place, (rule, RuleTrace { trace, .. })) in rules {
        if rule.category == *category && trace.truth != Truth::False {
            places.push(place);
        }
        if trace.truth == Truth::True {
            break;
        }
    }
    places
}

/// Whether something in a list of which the first that fits counts fits, and decides.
fn said(decides: bool, truth: Truth, is_decided: bool) -> &'static str {
    match (decides, truth) {
        (true, Truth::Unknown) => "Decides, whatever is not known yet",
        (true, _) => "Fits, and decides",
        (false, Truth::True) if is_decided => "Fits, but one above decides",
        (false, Truth::True) => "Fits, unless one above does",
        (false, Truth::False) => "Does not fit",
        (false, Truth::Unknown) => "Not known yet",
    }
}

/// `Category 2 by rule 2a: Aspiring to Excellence, from good`, `Category 4, School of Concern`, `Category Green`.
pub(super) fn rule_title(rule: &Rule, words: Words<'_>) -> String {
    let category = name::category_id(&rule.category, words.framework);
    if is_coded(rule) {
        return format!("Category {category} by rule {}: {}", rule.id, rule.label);
    }
    match rule.label.strip_prefix(category.as_str()) {
        Some(rest) => format!("Category {category}{rest}"),
        None => format!("Category {category}, {}", rule.label),
    }
}

/// Whether a rule has a code, such as 2b or D1, and is known by it.
pub(super) fn is_coded(rule: &Rule) -> bool {
    rule.id.is_code_of(&rule.category)
}

/// On what a decided outcome rests.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// On what the council printed.
    Published,
    /// On that, and on something that the planner assumes.
    InPart,
    /// On the planner's reading.
    Assumed,
    /// On a number that was changed for this plan.
    Changed,
    /// On a scheme in which nothing is a council's.
    Template,
}

/// Whether nothing of a scheme is a council’s.
pub(super) fn is_template(framework: &Framework) -> bool {
    let rules = framework.rules.iter().map(|rule| &rule.clause);
    let categories = framework.categories.iter().map(|category| &category.clause);
    let questions = framework.questions.iter().map(|question| &question.clause);
    rules.chain(categories).chain(questions).all(|clause| clause.basis == Basis::Assumed)
}

fn standing(evaluation: &Evaluation, giving: &[usize], words: Words<'_>) -> Standing {
    let framework = words.framework;
    let is_published = |basis: Basis| basis == Basis::Published;
    if is_template(framework) {
        return Standing::Template;
    }
    let mut standing = Standing::Published;
    for &place in giving {
        let rule = &framework.rules[place];
        let mut grounds: Vec<Ground<'_>> = Vec::new();
        words.grounds(&rule.when, &evaluation.rules[place].trace, true, &mut grounds);
        let is_changed = |ground: &Ground<'_>| {
            matches!(ground, Ground::Number(_, ThresholdValue { changed_from: Some(_), .. }))
        };
        if grounds.iter().any(is_changed) {
            return Standing::Changed;
        }
        if !is_published(rule.clause.basis) {
            standing = Standing::Assumed;
        } else if standing == Standing::Published
            && !grounds.iter().all(|ground| is_published(ground.clause().basis))
        {
            standing = Standing::InPart;
        }
    }
    // A category is decided by what rules the ones before it out, too.
    let first = giving.first().copied().unwrap_or(0);
    let before = framework.rules.iter().zip(&evaluation.rules).take(first);
    match before.map(|(rule, of)| ruled_out(&rule.when, &of.trace, words)).max() {
        Some(Rests::Changed) => Standing::Changed,
        Some(Rests::Assumed) if standing == Standing::Published => Standing::InPart,
        _ => standing,
    }
}

/// On what it rests that something does not hold, the firmest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rests {
    Published,
    Assumed,
    Changed,
}

/// The firmest ground on which `condition` fails: of several that must all hold, one that fails is enough.
fn ruled_out(condition: &Condition, trace: &Trace, words: Words<'_>) -> Rests {
    let of = |(part, trace): (&Condition, &Trace)| ruled_out(part, trace, words);
    match condition {
        Condition::All(parts) => {
            let failing = parts.iter().zip(&trace.parts).filter(|(_, trace)| trace.truth == Truth::False);
            failing.map(of).min().unwrap_or(Rests::Published)
        }
        Condition::Any(parts) => parts.iter().zip(&trace.parts).map(of).max().unwrap_or(Rests::Published),
        _ => {
            let mut grounds = Vec::new();
            words.grounds(condition, trace, false, &mut grounds);
            let rests = |ground: &Ground<'_>| match ground {
                Ground::Number(_, ThresholdValue { changed_from: Some(_), .. }) => Rests::Changed,
                _ if ground.clause().basis == Basis::Published => Rests::Published,
                _ => Rests::Assumed,
            };
            grounds.iter().map(rests).max().unwrap_or(Rests::Published)
        }
    }
}

fn decided_sentence(evaluation: &Evaluation, category: &CategoryId, words: Words<'_>) -> String {
    let framework = words.framework;
    let (council, placed) = (&framework.council, name::category(category, framework));
    let giving = giving(evaluation, words);
    let mut sentence = match standing(evaluation, &giving, words) {
        Standing::Published => {
            format!("On what you have entered, {council}’s published rules place the school in {placed}.")
        }
        Standing::InPart => format!(
            "On what you have entered, {council}’s rules place the school in {placed}. In part this rests on what the \
            planner assumes where the council printed no test."
        ),
        Standing::Assumed => format!(
            "On what you have entered, and on the planner’s own reading of what {council} published, the school is in \
            {placed}. The council has not published the test itself."
        ),
        Standing::Changed => format!(
            "On what you have entered, and with numbers that you changed in {council}’s rules, the school is in {placed}."
        ),
        Standing::Template => format!(
            "On what you have entered, “{}” places the school in {placed}. It is a template, and no council’s policy.",
            framework.title
        ),
    };
    if giving.len() > 1 {
        let ids: Vec<String> = giving.iter().map(|place| framework.rules[*place].id.to_string()).collect();
        sentence.push_str(&format!(" Which rule gives it is not known yet: {} may.", name::list(&ids, "or")));
    }
    sentence
}

/// What is said where a person holds another category to be right; `None` where none does.
pub fn overruled(words: Words<'_>) -> Option<String> {
    let (category, reason) = words.plan.overruled.as_ref()?;
    let category = category_title(words.framework.category(category)?);
    let reason = if reason.is_empty() { "none is given yet." } else { reason };
    Some(format!("You have set the category to {category} instead. Your reason: {reason}"))
}

/// A category by its id and name: `4, School of Concern`; its name alone where they say the same.
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
    #[cfg(feature = "crash-test")]
    crate::crash::point("present");
    let mut headline = short(&evaluation.outcome, words.framework);
    if let Outcome::Decided { category, .. } = &evaluation.outcome {
        headline.sentence = decided_sentence(evaluation, category, words);
    }
    headline
}

/// The short answer for an outcome alone: a decided one has no sentence.
pub(super) fn short(outcome: &Outcome, framework: &Framework) -> Headline {
    let of = |label: &str, number: String, name: String, sentence: String, is_decided| Headline {
        label: label.to_owned(),
        number,
        name,
        sentence,
        is_decided,
    };
    let none = |label: &str, sentence: String| of(label, String::new(), String::new(), sentence, false);
    match outcome {
        Outcome::Decided { category, .. } => {
            let number = name::category_id(category, framework);
            let name = framework.category(category).map_or_else(String::new, |category| category.name.clone());
            let name = if name == number { String::new() } else { name };
            of("Category", number, name, String::new(), true)
        }
        Outcome::Between { categories, or_none, .. } => {
            let ids: Vec<String> =
                categories.iter().map(|category| name::category_id(category, framework)).collect();
            let none = if *or_none { ", or no description may fit" } else { "" };
            let sentence = match ids.as_slice() {
                [one] => format!("Category {one} is possible{none}. It depends on what is not known yet."),
                _ => format!(
                    "{} categories are still possible: {}{none}. It depends on what is not known yet.",
                    name::upper_first(&super::reason::number_word(ids.len())),
                    name::list(&ids, "and"),
                ),
            };
            let label = match ids.len() {
                1 => "Perhaps category",
                2 => "Between categories",
                _ => "One of the categories",
            };
            of(label, name::list(&ids, if ids.len() == 2 { "and" } else { "or" }), String::new(), sentence, false)
        }
        Outcome::NoDescription { .. } => none(
            "No description fits",
            "None of the scheme’s descriptions fits what you have entered. Ask the council which category it would use."
                .to_owned(),
        ),
        Outcome::NotApplicable(NotApplicable::NoPhase) => {
            none("No category yet", "Choose the school’s phase to begin.".to_owned())
        }
        Outcome::NotApplicable(NotApplicable::PhaseNotCovered) => {
            none("Not applicable", "This scheme does not cover schools of this phase.".to_owned())
        }
        Outcome::NotApplicable(NotApplicable::NoResultsInItsYears) => {
            let years = framework.result_years();
            let years = match years.as_slice() {
                [first, .., last] => format!("{first} to {last}"),
                _ => framework.latest_results.to_string(),
            };
            let sentence = format!(
                "This scheme judges the results of {years}, and none of the figures that you have entered is one that it \
                reads in these years. Enter figures of these years to use it."
            );
            none("Not applicable", sentence)
        }
    }
}

/// The tests that make the deciding rule fit, a sentence each; where several rules may give it, how far each stands.
pub(super) fn because(evaluation: &Evaluation, giving: &[usize], words: Words<'_>) -> Vec<String> {
    match (&evaluation.outcome, giving) {
        (Outcome::Decided { .. }, [place]) => {
            let (rule, traced) = (&words.framework.rules[*place], &evaluation.rules[*place]);
            let mut sentences = Vec::new();
            holding(&rule.when, &traced.trace, words, &mut sentences);
            sentences
        }
        (Outcome::Decided { .. } | Outcome::Between { .. }, _) => not_decided(evaluation, words),
        _ => vec![],
    }
}

/// Why the next worse category was ruled out, where rules of it are read before the one that decides: what stands nearest
/// to it, of two rules at most.
pub(super) fn why_not_worse(evaluation: &Evaluation, giving: &[usize], words: Words<'_>) -> Option<String> {
    let framework = words.framework;
    let place = |id: &CategoryId| framework.categories.iter().position(|category| category.id == *id);
    let own = place(evaluation.category()?)?;
    let before = framework.rules.iter().zip(&evaluation.rules).take(*giving.first()?);
    let worse =
        before.clone().filter_map(|(rule, _)| place(&rule.category)).filter(|place| *place > own).min()?;
    let worse = &framework.categories[worse].id;
    let mut near = Vec::new();
    for (rule, RuleTrace { trace, .. }) in before.filter(|(rule, _)| rule.category == *worse) {
        let (weight, unmet) = unmet(framework, words.plan, trace);
        let stands = if let Condition::Score { of, relation, threshold } = &rule.when {
            let claim = words.score_claim(of, *relation, threshold);
            vec![format!("{claim} would be needed. {}", score_found(trace))]
        } else {
            let tests = framework.tests();
            let of = |(test, _): &(usize, bool)| words.stands(tests.get(*test)?, trace.of_test(*test)?);
            unmet.iter().filter_map(of).collect()
        };
        if !stands.is_empty() {
            near.push((weight, stands.join("; ")));
        }
    }
    sort_by_key(&mut near, |(weight, _)| *weight);
    let mut stands: Vec<String> = Vec::new();
    for (_, one) in near {
        if stands.len() < 2 && !stands.contains(&one) {
            stands.push(one);
        }
    }
    if stands.is_empty() {
        return None;
    }
    let worse = name::category(worse, framework);
    Some(format!("It is not {worse}. What stands nearest to that, and rules it out: {}.", stands.join("; ")))
}

/// How the claim begins that one part, or that none of several, holds.
const DENIED: [&str; 2] = ["Does not hold", "None of these holds"];

/// How far each rule stands that may still fit, down to the first that does: what holds of it already, and what it
/// still needs.
fn not_decided(evaluation: &Evaluation, words: Words<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    for (rule, RuleTrace { trace, .. }) in words.framework.rules.iter().zip(&evaluation.rules) {
        let mut holds = Vec::new();
        match trace.truth {
            Truth::False => continue,
            Truth::True => {
                holding(&rule.when, trace, words, &mut holds);
                let why = holds.join("; ");
                sentences
                    .push(format!("{}: fits, unless a rule above does. {why}.", rule_title(rule, words)));
                break;
            }
            Truth::Unknown => {
                holding(&rule.when, trace, words, &mut holds);
                // That something else does not hold is no news while the rest is open.
                holds.retain(|held| !held.starts_with(DENIED[0]) && !held.starts_with(DENIED[1]));
                let so_far =
                    if holds.is_empty() { String::new() } else { format!(" So far: {}.", holds.join("; ")) };
                sentences.push(format!("{}: possible.{so_far}", rule_title(rule, words)));
            }
        }
    }
    sentences
}

/// Collects what holds of a condition that holds or may hold: by which it holds, as far as it is known.
fn holding(condition: &Condition, trace: &Trace, words: Words<'_>, found: &mut Vec<String>) {
    if trace.truth == Truth::False {
        return;
    }
    let each = |parts: &[Condition], found: &mut Vec<String>| {
        parts.iter().zip(&trace.parts).for_each(|(part, trace)| holding(part, trace, words, found));
    };
    match condition {
        Condition::All(parts) | Condition::AtLeast { of: parts, .. } => each(parts, found),
        Condition::Any(parts) => {
            // One that holds is enough.
            match parts.iter().zip(&trace.parts).find(|(_, trace)| trace.truth == Truth::True) {
                Some((part, trace)) => holding(part, trace, words, found),
                None => each(parts, found),
            }
        }
        Condition::None(parts) if trace.truth == Truth::True => {
            let denied: Vec<String> = parts.iter().map(|part| words.short(part)).collect();
            found.push(format!("{}: {}", DENIED[usize::from(denied.len() > 1)], denied.join("; ")));
        }
        Condition::None(_) => {}
        Condition::Indicator(id) => {
            if let (Some(indicator), Some(inner)) = (words.framework.indicator(id), trace.parts.first()) {
                holding(&indicator.when, inner, words, found);
            }
        }
        Condition::Score { of, relation, threshold } => {
            let claim = words.score_claim(of, *relation, threshold);
            found.push(format!("{claim}. {}", score_found(trace)));
            let (Some(score), TraceKind::Score { points, .. }) = (words.framework.score(of), &trace.kind)
            else {
                return;
            };
            let items = score.items.iter().zip(&trace.parts).zip(points);
            let certain = items.filter(|((_, trace), _)| trace.truth == Truth::True);
            found.extend(certain.map(|((item, _), points)| {
                format!("{}: {}", item.label, super::reason::points_word(*points))
            }));
        }
        Condition::Test(test) if trace.truth == Truth::True => {
            let mut said = words.figures_that_hold(condition, trace);
            if said.is_empty() {
                said.push(words.chosen(test, trace).unwrap_or_else(|| words.claim(test)));
            }
            said.retain(|said| !found.contains(said));
            found.extend(said);
        }
        Condition::Test(_) => {}
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

/// What could settle an outcome too that one thing would settle whatever it is: those of a measure together.
pub(super) fn others(evaluation: &Evaluation, words: Words<'_>) -> Vec<String> {
    let others = evaluation.settling.as_ref().map_or(&[][..], |settling| &settling.others);
    let mut said: Vec<(Input, String)> = Vec::new();
    for other in others {
        if let Input::Result(measure, group, year) = other {
            let same = said.iter_mut().find(
                |(known, _)| matches!(known, Input::Result(of, whose, _) if (of, whose) == (measure, group)),
            );
            if let Some((_, words)) = same {
                words.push_str(&format!(" or {year}"));
                continue;
            }
            let of = name::measure_in_sentence(measure, words.catalogue);
            said.push((other.clone(), format!("{of}{}, in {year}", name::of_group(*group))));
        } else {
            said.push((other.clone(), name::input(other, words.framework, words.catalogue)));
        }
    }
    said.into_iter().map(|(_, words)| words).collect()
}

/// That others could settle it too; nothing where none could.
pub(super) fn others_say(others: &[String]) -> String {
    match others {
        [] => String::new(),
        others => format!("{} {}.", others_begin(others.len()), others.join("; ")),
    }
}

/// How that begins.
pub(super) fn others_begin(count: usize) -> &'static str {
    if count == 1 {
        "Depending on what it is, this could settle it too:"
    } else {
        "Depending on what it is, any of these could settle it too:"
    }
}

fn cases(settling: &Settling, words: Words<'_>) -> Vec<String> {
    let unit = |level: Level| {
        let measure = match &settling.input {
            Input::Result(measure, ..) | Input::Teacher(measure, _) => words.catalogue.get(measure),
            _ => None,
        };
        let percent = measure.is_none_or(|measure| measure.unit == Unit::Percent);
        format!("{}{}", plain(level), if percent { "%" } else { "" })
    };
    let answer = |answer| match &settling.input {
        Input::Answer(question) => {
            words.framework.question(question).and_then(|question| question.option(answer)).map_or_else(
                || answer.to_string(),
                |option| match option.label.contains(": ") {
                    true => format!("“{}”", option.label),
                    false => option.label.clone(),
                },
            )
        }
        _ => answer.to_string(),
    };
    settling
        .cases
        .iter()
        .map(|(when, then)| {
            let value = match when {
                When::Answer(id) => answer(id),
                When::Grade(grade) => name::upper_first(name::grade(*grade)),
                When::Levels { from, to, test } => {
                    let mark = test.map_or_else(String::new, |test| words.mark(test, &settling.input));
                    levels(*from, *to, &unit) + &mark
                }
            };
            format!("{value}: {}", then_words(then, words))
        })
        .collect()
}

/// A range of levels: `Below 65%`, `65% or more`, `From 60% to below 65%`.
fn levels(from: Option<(Level, bool)>, to: Option<(Level, bool)>, shown: &dyn Fn(Level) -> String) -> String {
    match (from, to) {
        (None, None) => "Any result".to_owned(),
        (None, Some((to, false))) => format!("Below {}", shown(to)),
        (None, Some((to, true))) => format!("{} or less", shown(to)),
        (Some((from, true)), None) => format!("{} or more", shown(from)),
        (Some((from, false)), None) => format!("Above {}", shown(from)),
        (Some((from, _)), Some((to, _))) if from == to => format!("Exactly {}", shown(from)),
        (Some((from, from_in)), Some((to, to_in))) => format!(
            "{} {} to {}{}",
            if from_in { "From" } else { "Above" },
            shown(from),
            if to_in { "" } else { "below " },
            shown(to)
        ),
    }
}

fn then_words(then: &Then, words: Words<'_>) -> String {
    match then {
        Then::Category(id) => name::category(id, words.framework),
        Then::Open => "still open".to_owned(),
        Then::NoDescription => "no description fits".to_owned(),
    }
}

/// What a change would do.
fn would(then: &Then, words: Words<'_>) -> String {
    match then {
        Then::Category(id) => format!("would make it {}", name::category(id, words.framework)),
        Then::Open => "would leave it open".to_owned(),
        Then::NoDescription => "would leave no description that fits".to_owned(),
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
                if *must_hold { claim } else { format!("Would have to be otherwise: {claim}") }
            });
            Some(Near { title: rule_title(rule, words), unmet: unmet.collect() })
        })
        .collect()
}

fn pupil_changes(evaluation: &Evaluation, words: Words<'_>) -> Vec<String> {
    let change = |pupils: u32, word: &str, measure: &str, then: &Then| {
        format!("{} {word} in {measure} {}.", number::pupils(pupils), would(then, words))
    };
    let sentences = evaluation.nearest.by_measure.iter().flat_map(|by_measure| {
        let measure = name::measure_in_sentence(&by_measure.measure, words.catalogue);
        let more = by_measure.more.as_ref().map(|(pupils, then)| change(*pupils, "more", &measure, then));
        let fewer = by_measure.fewer.as_ref().map(|(pupils, then)| change(*pupils, "fewer", &measure, then));
        // Of an open outcome only what decides it is looked for.
        let verb = if evaluation.category().is_some() { "change" } else { "decide" };
        let none = (more.is_none() && fewer.is_none())
            .then(|| format!("No number of pupils in {measure} alone would {verb} it."));
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
            Some(format!("{}: the answer “{}” {}.", question.label, answer.label, would(&change.then, words)))
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
            let mut text = follow.text.clone();
            if let (Truth::Unknown, Some(when)) = (*truth, &follow.when) {
                if_it_applies(&mut text, when, words);
            }
            Some(Follow { text, source: Source::from(&follow.clause) })
        })
        .collect()
}

/// Adds to something that may or may not apply on what that depends.
fn if_it_applies(text: &mut String, when: &Condition, words: Words<'_>) {
    let mut unknown = Vec::new();
    words.unknown_of(when, &mut unknown);
    if unknown.is_empty() {
        unknown.push(if asks_category(when) { "the category" } else { "what is not known yet" }.to_owned());
    }
    text.truncate(text.trim_end_matches('.').len());
    let on = name::list(&unknown, "and");
    // A question that is quoted has its own mark at the end.
    let end = if on.ends_with('”') { "" } else { "." };
    text.push_str(&format!(". Whether it applies depends on {on}{end}"));
}

fn asks_category(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) => {
            parts.iter().any(asks_category)
        }
        Condition::Test(test) => matches!(test.fact, Fact::Outcome(_)),
        _ => false,
    }
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
            if_it_applies(&mut text, &support.when, words);
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
                ([place], false) => Some(*place),
                _ => None,
            };
            if outcome.or_none {
                possible.push(overlay.otherwise.clone());
            }
            let later = possible.iter_mut().skip(1);
            later.for_each(|label| *label = name::level_in_sentence(label, words.framework));
            OverlayView {
                label: overlay.label.clone(),
                result: if possible.iter().any(|label| label.contains(", ")) {
                    // A comma inside one would read as one between two.
                    possible.join("; or ")
                } else {
                    name::list(&possible, "or")
                },
                note: overlay.note.clone(),
                candidates_for: decided
                    .map_or_else(Vec::new, |place| overlay.levels[place].candidates_for.clone()),
                levels: overlay
                    .levels
                    .iter()
                    .zip(&outcome.traces)
                    .enumerate()
                    .map(|(place, (level, trace))| RuleView {
                        id: format!("{}-{}", overlay.id, place + 1),
                        title: level.label.clone(),
                        verdict: trace.truth.into(),
                        decides: decided == Some(place),
                        said: said(decided == Some(place), trace.truth, decided.is_some()),
                        reason: words.reason(&level.when, trace),
                        source: Source::from(&level.clause),
                    })
                    .collect(),
            }
        })
        .collect()
}
