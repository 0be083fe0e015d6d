//! The reasons: every part of a rule as a claim, whether it holds, the figure behind it and where it comes from.

use std::cmp::Ordering;

use crate::domain::Framework;
use crate::domain::benchmark::Area;
use crate::domain::category::{Input, Reading, Trace, TraceKind, Truth};
use crate::domain::figure::Assessment;
use crate::domain::framework::{
    Basis, Clause, Condition, Fact, FigureTest, MeasureSet, Over, Quantity, Relation, Test, Threshold,
    ThresholdValue, Trend, WhenMissing,
};
use crate::domain::ids::{AnswerId, MeasureId, QuestionId, ScoreId, ThresholdId};
use crate::domain::measure::{Catalogue, Measure, Unit};
use crate::domain::plan::Plan;
use crate::domain::quantity::{Difference, Level};
use crate::domain::reference::Group;
use crate::domain::split::split_once;
use crate::domain::year::AcademicYear;

use super::import::own_mark;
use super::issue::plain;
use super::{name, number};

/// What is needed to put a trace into words.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The council's rules.
    pub framework: &'a Framework,
    /// The measures.
    pub catalogue: &'a Catalogue,
    /// The plan.
    pub plan: &'a Plan,
}

/// A claim with everything behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The claim, such as "Last inspection: requires improvement".
    pub claim: String,
    /// Whether it holds.
    pub verdict: Verdict,
    /// What was found: figures, comparators, thresholds and answers, a sentence each.
    pub found: Vec<String>,
    /// Where it comes from; `None` where the clause of the part above covers it.
    pub source: Option<Source>,
    /// Its parts.
    pub parts: Vec<Reason>,
}

/// Whether a claim holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// It depends on something not known yet.
    NotKnown,
    /// The figures that it asks for are missing, and it is read without them: it does not hold.
    LeftOut,
}

/// Where a rule or number comes from, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The place.
    pub text: String,
    /// Whether the council printed it; otherwise the planner assumes it.
    pub is_published: bool,
    /// What the planner adds; may be empty.
    pub note: String,
}

impl Verdict {
    /// The verdict in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
            Self::NotKnown => "Not known yet",
            Self::LeftOut => "No figure",
        }
    }
}

impl Source {
    /// The place with what the planner adds to it.
    pub fn said(&self) -> String {
        let text = self.text.trim_end_matches('.');
        if self.note.is_empty() { text.to_owned() } else { format!("{text}. {}", self.note) }
    }
}

impl From<Truth> for Verdict {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::True => Self::Yes,
            Truth::False => Self::No,
            Truth::Unknown => Self::NotKnown,
        }
    }
}

impl From<&Clause> for Source {
    fn from(clause: &Clause) -> Self {
        Self {
            text: name::clause(clause),
            is_published: clause.basis == Basis::Published,
            note: clause.note.clone(),
        }
    }
}

/// Something that a condition rests on.
#[derive(Clone, Copy)]
pub enum Ground<'a> {
    /// A number: the threshold, and the value of it that was used.
    Number(&'a Threshold, &'a ThresholdValue),
    /// Anything else that has a clause.
    Clause(&'a Clause),
}

impl<'a> Ground<'a> {
    /// Where it comes from.
    pub fn clause(self) -> &'a Clause {
        match self {
            Self::Number(_, value) => &value.clause,
            Self::Clause(clause) => clause,
        }
    }
}

impl<'a> Words<'a> {
    /// Collects what `condition` rests on; where `by_which` only that by which it holds or may hold.
    pub fn grounds(
        &self,
        condition: &'a Condition,
        trace: &Trace,
        by_which: bool,
        found: &mut Vec<Ground<'a>>,
    ) {
        let framework = self.framework;
        let number = |id: &ThresholdId, measure: Option<&MeasureId>, year, found: &mut Vec<Ground<'a>>| {
            let value = framework.threshold_value(id, measure, year);
            found.extend(framework.threshold(id).zip(value).map(|(id, value)| Ground::Number(id, value)));
        };
        let latest = framework.latest_results;
        let each = |parts: &'a [Condition], found: &mut Vec<Ground<'a>>| {
            for (part, trace) in parts.iter().zip(&trace.parts) {
                // That nothing of a list holds rests on all of it.
                let all = matches!(condition, Condition::None(_));
                if !by_which || all || trace.truth != Truth::False {
                    self.grounds(part, trace, by_which && !all, found);
                }
            }
        };
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) => each(parts, found),
            Condition::AtLeast { count, of } => {
                number(count, None, latest, found);
                each(of, found);
            }
            Condition::Score { of, threshold, .. } => {
                number(threshold, None, latest, found);
                let items = framework.score(of).map_or(&[][..], |score| &score.items);
                for (item, trace) in items.iter().zip(&trace.parts) {
                    if !by_which || trace.truth != Truth::False {
                        number(&item.points, None, latest, found);
                        found.push(Ground::Clause(&item.clause));
                        self.grounds(&item.when, trace, by_which, found);
                    }
                }
            }
            Condition::Indicator(id) => {
                if let (Some(indicator), Some(inner)) = (framework.indicator(id), trace.parts.first()) {
                    self.grounds(&indicator.when, inner, by_which, found);
                }
            }
            Condition::Test(test) => {
                found.extend(test.clause.as_ref().map(Ground::Clause));
                match &test.fact {
                    Fact::Number { threshold, .. } => number(threshold, None, latest, found),
                    Fact::Figure(figure) => {
                        for reading in trace.readings.iter().filter(|reading| reading.threshold.is_some()) {
                            number(&figure.threshold, Some(&reading.measure), reading.year, found);
                        }
                        if let Over::AtLeast(count) = &figure.over {
                            number(count, None, latest, found);
                        }
                        if let Some(years) = &figure.in_years {
                            if let Over::AtLeast(count) = &years.hold {
                                number(count, None, latest, found);
                            }
                            years.known.iter().for_each(|known| number(known, None, latest, found));
                        }
                    }
                    Fact::Trend { over: Over::AtLeast(count), .. } => number(count, None, latest, found),
                    _ => {}
                }
            }
        }
    }

    /// Collects what is not known of the things that `condition` asks for, as far as the plan shows it.
    pub fn unknown_of(&self, condition: &Condition, found: &mut Vec<String>) {
        let plan = self.plan;
        match condition {
            Condition::All(parts)
            | Condition::Any(parts)
            | Condition::None(parts)
            | Condition::AtLeast { of: parts, .. } => {
                parts.iter().for_each(|part| self.unknown_of(part, found));
            }
            Condition::Score { of, .. } => {
                let items = self.framework.score(of).map_or(&[][..], |score| &score.items);
                items.iter().for_each(|item| self.unknown_of(&item.when, found));
            }
            Condition::Indicator(id) => {
                if let Some(indicator) = self.framework.indicator(id) {
                    self.unknown_of(&indicator.when, found);
                }
            }
            Condition::Test(test) => {
                let mut push = |input: &Input| {
                    let words = name::input(input, self.framework, self.catalogue);
                    if !found.contains(&words) {
                        found.push(words);
                    }
                };
                match &test.fact {
                    Fact::Inspection(_) if plan.school.grade.is_none() => push(&Input::Grade),
                    Fact::Status(_) if plan.school.status.is_none() => push(&Input::Status),
                    Fact::Answer { question, .. }
                    | Fact::AnswerAtLeast { question, .. }
                    | Fact::Number { question, .. }
                        if !plan.has_answer(question) =>
                    {
                        push(&Input::Answer(question.clone()));
                    }
                    Fact::Figure(FigureTest { measures, group, .. }) => {
                        self.unknown_results(measures, *group, &mut push);
                    }
                    Fact::Trend { measures, .. } => self.unknown_results(measures, Group::All, &mut push),
                    _ => {}
                }
            }
        }
    }

    fn unknown_results(&self, measures: &MeasureSet, group: Group, push: &mut dyn FnMut(&Input)) {
        let year = self.framework.latest_results;
        for id in self.ids_of(measures) {
            if self.plan.figures.find(id, year, group, Assessment::Result).is_none() {
                push(&Input::Result(id.clone(), group, year));
            }
        }
    }

    /// A condition in a few words, without what is found of it. Brackets show what belongs together.
    pub fn short(&self, condition: &Condition) -> String {
        let joined = |parts: &[Condition], with: &str| {
            let short = |part: &Condition| {
                let words = self.short(part);
                let is_list = matches!(part, Condition::None(_) | Condition::AtLeast { .. })
                    || [", and ", ", or ", "; "].iter().any(|between| words.contains(between));
                if is_list && parts.len() > 1 { format!("({words})") } else { words }
            };
            parts.iter().map(short).collect::<Vec<_>>().join(with)
        };
        match condition {
            Condition::All(parts) => joined(parts, ", and "),
            Condition::Any(parts) => joined(parts, ", or "),
            Condition::None(parts) => format!("none of: {}", joined(parts, "; ")),
            Condition::AtLeast { count, of } => {
                let needed = at_least(self.framework.count(count), of.len());
                format!("{}: {}", name::lower_first(&needed), joined(of, "; "))
            }
            Condition::Score { of, relation, threshold } => self.score_claim(of, *relation, threshold),
            Condition::Indicator(id) => self
                .framework
                .indicator(id)
                .map_or_else(|| id.to_string(), |indicator| indicator.label.clone()),
            Condition::Test(test) => self.claim(test),
        }
    }

    /// A test that holds by what was chosen, with what that is: one of several answers is enough.
    pub fn chosen(&self, test: &Test, trace: &Trace) -> Option<String> {
        let is_choice = matches!(test.fact, Fact::Answer { .. } | Fact::Inspection(_) | Fact::Status(_));
        self.given(test, trace).filter(|_| is_choice && trace.truth == Truth::True)
    }

    /// A test of the school with what was answered: `Poor behaviour: no`.
    fn given(&self, test: &Test, trace: &Trace) -> Option<String> {
        let (claim, found) = (self.claim(test), self.found(test, trace));
        let (asked, _) = split_once(&claim, ": ")?;
        let (_, given) = split_once(found.first()?, ": ")?;
        Some(format!("{asked}: {given}"))
    }

    /// How it stands with a test that is not as it would have to be; `None` where there is nothing to test.
    pub fn stands(&self, test: &Test, trace: &Trace) -> Option<String> {
        let otherwise = || {
            let holds = match trace.truth {
                Truth::True => "holds",
                Truth::False => "does not hold",
                Truth::Unknown => "is not known",
            };
            format!("“{}” {holds}", self.claim(test))
        };
        Some(match &test.fact {
            Fact::Figure(FigureTest { measures, .. }) | Fact::Trend { measures, .. }
                if self.ids_of(measures).is_empty() =>
            {
                return None;
            }
            // Several figures would be more than a sentence.
            Fact::Figure(_) => match (self.found(test, trace).as_slice(), trace.readings.first()) {
                ([found], Some(first)) => {
                    format!("{}: {found}", name::measure(&first.measure, self.catalogue))
                }
                _ => otherwise(),
            },
            Fact::Trend { .. } => otherwise(),
            _ => self.given(test, trace).unwrap_or_else(otherwise),
        })
    }

    /// The figures by which a test of figures holds, a sentence each; none of any other test.
    pub fn figures_that_hold(&self, condition: &Condition, trace: &Trace) -> Vec<String> {
        let Condition::Test(test) = condition else { return vec![] };
        let found = self.found(test, trace);
        if found.len() != trace.readings.len() {
            return vec![];
        }
        let is_one_measure =
            trace.readings.iter().all(|reading| reading.measure == trace.readings[0].measure);
        let holds =
            found.into_iter().zip(&trace.readings).filter(|(_, reading)| reading.truth == Truth::True);
        holds
            .map(|(found, reading)| {
                if is_one_measure {
                    format!("{}: {found}", name::measure(&reading.measure, self.catalogue))
                } else {
                    found
                }
            })
            .collect()
    }

    /// The reasons of a condition and of everything in it.
    pub fn reason(&self, condition: &Condition, trace: &Trace) -> Reason {
        let verdict = Verdict::from(trace.truth);
        let parts = |conditions: &[Condition]| {
            conditions
                .iter()
                .zip(&trace.parts)
                .map(|(condition, trace)| self.reason(condition, trace))
                .collect()
        };
        let group =
            |claim: String, parts: Vec<Reason>| Reason { claim, verdict, found: vec![], source: None, parts };
        match condition {
            Condition::All(conditions) => {
                group(several("All of these", "This", conditions), parts(conditions))
            }
            Condition::Any(conditions) => {
                group(several("Any one of these", "This", conditions), parts(conditions))
            }
            Condition::None(conditions) => {
                group(several("None of these", "Not this", conditions), parts(conditions))
            }
            Condition::AtLeast { count, of } => {
                let TraceKind::AtLeast(needed) = trace.kind else { return group(String::new(), parts(of)) };
                let value = self.framework.threshold_value(count, None, self.framework.latest_results);
                Reason {
                    source: value.map(|value| Source::from(&value.clause)),
                    found: vec![holding(trace)],
                    ..group(at_least(needed, of.len()), parts(of))
                }
            }
            Condition::Score { of, relation, threshold } => {
                let items = self.framework.score(of).map_or(&[][..], |score| &score.items);
                let TraceKind::Score { points, .. } = &trace.kind else {
                    return group(String::new(), vec![]);
                };
                let parts = items
                    .iter()
                    .zip(&trace.parts)
                    .zip(points)
                    .map(|((item, trace), points)| {
                        let inner = self.reason(&item.when, trace);
                        let value =
                            self.framework.threshold_value(&item.points, None, self.framework.latest_results);
                        let basis =
                            value.map_or_else(String::new, |value| format!(", {}", name::basis_of(value)));
                        Reason {
                            claim: format!("{} ({}{basis})", item.label, points_word(*points)),
                            source: Some(Source::from(&item.clause)),
                            verdict: inner.verdict,
                            found: vec![],
                            parts: vec![inner],
                        }
                    })
                    .collect();
                let value = self.framework.threshold_value(threshold, None, self.framework.latest_results);
                Reason {
                    source: value.map(|value| Source::from(&value.clause)),
                    found: vec![score_found(trace)],
                    ..group(self.score_claim(of, *relation, threshold), parts)
                }
            }
            Condition::Indicator(id) => {
                let Some(indicator) = self.framework.indicator(id) else {
                    return group(id.to_string(), vec![]);
                };
                let inner = trace.parts.iter().map(|part| self.reason(&indicator.when, part)).collect();
                group(name::upper_first(&indicator.label), inner)
            }
            Condition::Test(test) => Reason {
                claim: self.claim(test),
                verdict: if self.is_left_out(test, trace) { Verdict::LeftOut } else { verdict },
                found: self.found(test, trace),
                source: test.clause.as_ref().map(Source::from),
                parts: vec![],
            },
        }
    }

    /// What a condition on points claims: `Signs of risk: 4 points or more (the points from which a school is red)`.
    pub fn score_claim(&self, of: &ScoreId, is: Relation, threshold: &ThresholdId) -> String {
        let label = self.framework.score(of).map_or_else(|| of.to_string(), |score| score.label.clone());
        format!("{label}: {}", self.number_claim(is, threshold))
    }

    /// A number against a threshold that counts: `11 days or more`, `more than 50 days`, `4 points or more (…)`.
    fn number_claim(&self, is: Relation, id: &ThresholdId) -> String {
        let label = self.threshold_label(id);
        let value = self.framework.threshold_value(id, None, self.framework.latest_results);
        let (Some(value), Some(threshold)) = (value, self.framework.threshold(id)) else {
            return format!("{} {label}", relation(is));
        };
        let value = plain(value.value);
        // One of a thing has no s.
        let unit = if value == "1" { threshold.unit.trim_end_matches('s') } else { &threshold.unit };
        let set = format!("{value} {unit}");
        let set = match is {
            Relation::Below => format!("fewer than {set}"),
            Relation::AtMost => format!("{set} or fewer"),
            Relation::AtLeast => format!("{set} or more"),
            Relation::Above => format!("more than {set}"),
        };
        // A label that is the number itself, such as "11 days", says nothing more.
        if label.starts_with(&value) { set } else { format!("{set} ({label})") }
    }

    /// Whether a test does without all that it asks for. Where readings are left out of the trace, nothing is said.
    pub fn is_left_out(&self, test: &Test, trace: &Trace) -> bool {
        let Fact::Figure(figure) = &test.fact else { return false };
        let years = figure.in_years.as_ref().map_or(1, |years| usize::from(years.of));
        figure.when_missing == WhenMissing::False
            && !trace.readings.is_empty()
            && trace.readings.len() == self.ids_of(&figure.measures).len() * years
            && trace.readings.iter().all(|reading| !reading.missing.is_empty())
    }

    /// What a test claims.
    pub fn claim(&self, test: &Test) -> String {
        match &test.fact {
            Fact::Inspection(grades) => {
                // A comma inside a grade would read as one between two grades.
                let bracketed = |grade| match split_once(name::grade(grade), ", ") {
                    Some((grade, kind)) => format!("{grade} ({kind})"),
                    None => name::grade(grade).to_owned(),
                };
                let grades: Vec<String> = grades.iter().map(|grade| bracketed(*grade)).collect();
                format!("Last inspection: {}", name::list(&grades, "or"))
            }
            Fact::Answer { question, is } => {
                let answers: Vec<String> = is.iter().map(|answer| self.answer(question, answer)).collect();
                format!("{}: {}", self.question(question), name::list(&answers, "or"))
            }
            Fact::AnswerAtLeast { question, rung } => {
                let asked = self.framework.question(question);
                let is_top = asked.is_some_and(|q| q.options.last().is_some_and(|option| option.id == *rung));
                let least = if is_top { "" } else { "at least " };
                format!("{}: {least}{}", self.question(question), self.answer(question, rung))
            }
            Fact::Number { question, relation, threshold } => {
                format!("{}: {}", self.question(question), self.number_claim(*relation, threshold))
            }
            Fact::Figure(figure) => self.figure_claim(figure),
            Fact::Trend { measures, over, trend } => {
                let word = match trend {
                    Trend::Declining => "declining",
                    Trend::Improving => "improving",
                };
                let when = format!(" in {}", self.framework.latest_results);
                self.of_measures(measures, Group::All, over, &when, word)
            }
            Fact::Phase(phases) => {
                let phases: Vec<String> =
                    phases.iter().map(|phase| name::lower_first(name::phase(*phase))).collect();
                format!("Phase: {}", name::list(&phases, "or"))
            }
            Fact::Status(statuses) => {
                let statuses: Vec<String> =
                    statuses.iter().map(|status| name::lower_first(name::status(*status))).collect();
                format!("Who maintains the school: {}", name::list(&statuses, "or"))
            }
            Fact::Outcome(categories) => {
                let ids: Vec<String> =
                    categories.iter().map(|id| name::category_id(id, self.framework)).collect();
                format!("The category: {}", name::list(&ids, "or"))
            }
        }
    }

    fn question(&self, id: &QuestionId) -> String {
        self.framework.question(id).map_or_else(|| id.to_string(), |question| question.label.clone())
    }

    /// An answer as it stands in a sentence: `yes`, or `“It drives its own improvement”`.
    fn answer(&self, question: &QuestionId, answer: &AnswerId) -> String {
        let option = self.framework.question(question).and_then(|question| question.option(answer));
        let label = option.map_or_else(|| answer.to_string(), |option| option.label.clone());
        match label.as_str() {
            "Yes" | "No" => name::lower_first(&label),
            _ => format!("“{label}”"),
        }
    }

    fn ids_of<'s>(&'s self, set: &'s MeasureSet) -> &'s [MeasureId] {
        let measures = self.plan.school.phase.and_then(|phase| self.framework.measures(phase));
        measures.map(|measures| measures.of(set)).unwrap_or_default()
    }

    /// A claim about one measure, `Attainment 8 in 2024/25: declining`, or about several, `Declining in 2024/25, in any
    /// one of these: …`.
    fn of_measures(&self, set: &MeasureSet, group: Group, over: &Over, when: &str, says: &str) -> String {
        let (of_group, for_group) = match group {
            Group::All => (String::new(), String::new()),
            group => (format!(", {},", name::group(group)), format!(" for {}", name::group(group))),
        };
        let ids = self.ids_of(set);
        let needed = match over {
            Over::Any => 1,
            Over::Every => ids.len(),
            Over::AtLeast(count) => self.framework.count(count),
        };
        let says_first = || match says.contains(" since ") {
            true => format!("{} {says}{for_group}", name::upper_first(when.trim_start())),
            false => format!("{}{when}{for_group}", name::upper_first(says)),
        };
        let names: Vec<String> = ids.iter().map(|id| name::measure_in_sentence(id, self.catalogue)).collect();
        match ids {
            [] => {
                let kind = match set {
                    MeasureSet::Headline => "headline measure",
                    MeasureSet::Progress => "progress measure",
                    MeasureSet::TeacherAssessed => "measure with a teacher assessment",
                    MeasureSet::Named(_) => "measure",
                };
                format!("{} (this scheme has no {kind} for the phase)", says_first())
            }
            [one] if needed <= 1 => format!("{}{of_group}{when}: {says}", name::measure(one, self.catalogue)),
            _ => {
                let of = match needed {
                    1 => "any one of these".to_owned(),
                    all if all == ids.len() => "each of these".to_owned(),
                    some if some > ids.len() => {
                        format!("at least {} measures, though there are fewer", number_word(some))
                    }
                    some => format!("at least {} of these", number_word(some)),
                };
                format!("{}, in {of}: {}", says_first(), names.join("; "))
            }
        }
    }

    fn figure_claim(&self, test: &FigureTest) -> String {
        let latest = self.framework.latest_results;
        let year = latest.back(test.years_back).unwrap_or(latest);
        let set = self.common_threshold(test, year);
        let label = self.threshold_label(&test.threshold);
        // Some tests look back from each of their years, others from one that can be named.
        let since = |years: u16| match (year.back(years), &test.in_years) {
            (Some(before), None) => format!(" since {before}"),
            _ => format!(" over {}", years_word(years)),
        };
        let national = format!("the national figure{}", name::of_group(test.group));
        let compared = |to: &str| match set {
            Some((level, unit)) => side(test.relation, level, unit, to),
            None => format!("{} {label}", relation(test.relation)),
        };
        let moved = |beside: &str, years: u16| {
            let how = match set {
                Some((level, unit)) => movement(test.relation, level, unit),
                None => format!("a change {} {label}", relation(test.relation)),
            };
            format!("{how}{}{beside}", since(years))
        };
        let stands = || match set {
            Some((level, unit)) => {
                format!("{} {} ({label})", relation(test.relation), number::level(level, places(level), unit))
            }
            None => format!("{} {label}", relation(test.relation)),
        };
        let says = match test.quantity {
            Quantity::Result => stands(),
            Quantity::Mean(years) => format!("a mean of {} that is {}", years_word(years), stands()),
            Quantity::Gap => compared(&national),
            Quantity::TestLessTeacher => compared("the teacher assessment"),
            Quantity::InSchoolGap => compared("the other pupils of the school"),
            Quantity::Change(years) => moved("", years),
            Quantity::RelativeChange(years) => moved(&format!(", set beside {national}"), years),
            Quantity::InSchoolGapChange(years) => moved(", set beside the other pupils of the school", years),
        };
        let (when, says) = match &test.in_years {
            None => (format!(" in {year}"), says),
            Some(years) => {
                let needed = match &years.hold {
                    Over::Any => 1,
                    Over::Every => usize::from(years.of),
                    Over::AtLeast(count) => self.framework.count(count),
                };
                let all = usize::from(years.of);
                let before = year.back(1).unwrap_or(year);
                let of = format!("of the {} years to {year}", number_word(all));
                let over = match (needed, all) {
                    (2, 2) => format!("in both {before} and {year}"),
                    (needed, all) if needed == all => format!("in each {of}"),
                    (needed, _) => format!("in at least {} {of}", number_word(needed)),
                };
                let known = years.known.as_ref().map_or_else(String::new, |count| {
                    let known = self.framework.count(count);
                    match known {
                        0 | 1 => " that have figures".to_owned(),
                        _ => format!(" that have figures ({} are needed)", number_word(known)),
                    }
                });
                (String::new(), format!("{says} {over}{known}"))
            }
        };
        self.of_measures(&test.measures, test.group, &test.over, &when, &says)
    }

    /// The threshold of a test with its unit, where it is one and the same for every measure and year.
    fn common_threshold(&self, test: &FigureTest, year: AcademicYear) -> Option<(Level, Unit)> {
        let mut common = None;
        if self.ids_of(&test.measures).is_empty() {
            let threshold = self.framework.threshold(&test.threshold)?;
            let unit = if threshold.unit.starts_with("per") { Unit::Percent } else { Unit::Points };
            let first = threshold.values.first()?.value;
            return threshold.values.iter().all(|value| value.value == first).then_some((first, unit));
        }
        for id in self.ids_of(&test.measures) {
            let unit = self.catalogue.get(id)?.unit;
            for back in 0..test.in_years.as_ref().map_or(1, |years| years.of) {
                let value =
                    self.framework.threshold_value(&test.threshold, Some(id), year.back(back)?)?.value;
                if common.is_some_and(|common| common != (value, unit)) {
                    return None;
                }
                common = Some((value, unit));
            }
        }
        common
    }

    fn threshold_label(&self, id: &ThresholdId) -> String {
        self.framework.threshold(id).map_or_else(|| id.to_string(), |threshold| threshold.label.clone())
    }

    /// What a test found, a sentence each.
    fn found(&self, test: &Test, trace: &Trace) -> Vec<String> {
        let is_open = trace.truth == Truth::Unknown;
        match &test.fact {
            Fact::Inspection(_) => vec![match self.plan.school.grade {
                Some(grade) => format!("You entered: {}", name::grade(grade)),
                None => "The grade of the last inspection is not entered yet".to_owned(),
            }],
            Fact::Answer { question, .. } | Fact::AnswerAtLeast { question, .. } => {
                vec![match self.plan.answers.get(question) {
                    Some(answer) => format!("Your answer: {}", self.answer(question, answer)),
                    None => "Not answered yet".to_owned(),
                }]
            }
            Fact::Number { question, .. } => {
                let unit = self.framework.question(question).and_then(|asked| asked.number.as_ref());
                let unit = unit.map_or("", |range| &range.unit);
                vec![match self.plan.numbers.get(question) {
                    Some(number) => format!("Your answer: {} {unit}", plain(*number)),
                    None => "Not answered yet".to_owned(),
                }]
            }
            Fact::Status(_) => vec![match self.plan.school.status {
                Some(status) => format!("You entered: {}", name::lower_first(name::status(status))),
                None => "Who maintains the school is not entered yet".to_owned(),
            }],
            Fact::Phase(_) => {
                let phase = self.plan.school.phase.map(|phase| name::lower_first(name::phase(phase)));
                phase.into_iter().map(|phase| format!("The school’s phase: {phase}")).collect()
            }
            Fact::Outcome(_) if is_open => vec!["The category is not decided yet".to_owned()],
            Fact::Outcome(_) => vec![],
            Fact::Figure(figure) => {
                self.readings(trace, &|reading, measure| self.figure_found(figure, is_open, reading, measure))
            }
            Fact::Trend { trend, .. } => {
                self.readings(trace, &|reading, measure| self.trend_found(*trend, reading, measure))
            }
        }
    }

    fn readings(&self, trace: &Trace, words: &dyn Fn(&Reading, &Measure) -> String) -> Vec<String> {
        let readings = &trace.readings;
        let is_one_measure = readings.iter().all(|reading| reading.measure == readings[0].measure);
        readings
            .iter()
            .filter_map(|reading| {
                let measure = self.catalogue.get(&reading.measure)?;
                let words = words(reading, measure);
                Some(if is_one_measure {
                    words
                } else {
                    format!("{}: {}", measure.label, name::lower_first(&words))
                })
            })
            .collect()
    }

    fn figure_found(&self, test: &FigureTest, is_open: bool, reading: &Reading, measure: &Measure) -> String {
        let year = reading.year;
        let label = self.threshold_label(&test.threshold);
        let Some(threshold) = reading.threshold else {
            return format!(
                "{} is not set for this measure in {year}, so this does not hold",
                name::upper_first(&label)
            );
        };
        if !reading.missing.is_empty() {
            return match (test.when_missing, is_open) {
                (WhenMissing::False, _) => {
                    let (are, them) = if reading.missing.len() == 1 { ("is", "it") } else { ("are", "them") };
                    let what = name::upper_first(&missing(reading));
                    format!("{what} {are} missing, and the test does without {them}")
                }
                (WhenMissing::Unknown, true) => format!("Needs {}", missing(reading)),
                (WhenMissing::Unknown, false) => {
                    format!("Not known, and not needed here: {}", missing(reading))
                }
            };
        }
        let (Some(value), Some(amount)) = (reading.value, reading.amount) else {
            return format!("There are no comparable figures for {year}");
        };
        let is_level = is_level(test.quantity);
        let mark = as_the_mark(test.quantity, threshold == Level::whole(0));
        let basis = self.basis_of(&test.threshold, measure, year, mark);
        let mut decimals = self.decimals(value, measure, year);
        let shown = number::level(value, decimals, measure.unit);
        let against: Vec<String> = reading
            .comparators
            .iter()
            .map(|(year, level)| {
                let places = self.decimals(*level, measure, *year);
                decimals = decimals.max(places);
                number::level(*level, places, measure.unit)
            })
            .collect();
        let decimals = number::decimals_to_tell_apart(amount, threshold.exact(), decimals);
        if is_level {
            let amount = Level::whole(0) + Difference::of(amount);
            let amount = number::level(amount, decimals, measure.unit);
            let set = number::level(threshold, decimals.min(places(threshold)), measure.unit);
            let is = format!("{} {set}{basis}", is_relation(test.relation, reading.truth));
            if test.quantity == Quantity::Result {
                return format!("{amount} in {year} {is}");
            }
            let years = reading.comparators.iter().zip(&against);
            let years: Vec<String> = years.map(|((year, _), level)| format!(", {level} in {year}")).collect();
            return format!("{shown} in {year}{}: the mean, {amount}, {is}", years.concat());
        }
        let amount = Difference::of(amount);
        let own = self.own_mark(test, reading);
        let who = match test.quantity {
            Quantity::InSchoolGap | Quantity::InSchoolGapChange(_) => "of other pupils of the school",
            _ if test.group == Group::All => "nationally",
            _ => "nationally for the same pupils",
        };
        // In the order in which the quantity adds up its terms (`domain::prepared`).
        let (figures, difference) = match (test.quantity, against.as_slice()) {
            (Quantity::TestLessTeacher, [teacher]) => {
                (format!("{shown} in {year} against a teacher assessment of {teacher}"), false)
            }
            (Quantity::Change(_), [before]) => {
                (format!("{shown} in {year} against {before} in {}", reading.comparators[0].0), false)
            }
            (Quantity::RelativeChange(_), [before, now, then]) => {
                let earlier = reading.comparators[0].0;
                (
                    format!(
                        "{shown} in {year} against {now} {who}, and {before} in {earlier} against {then} {who}"
                    ),
                    true,
                )
            }
            (Quantity::InSchoolGapChange(_), [now, before, then]) => {
                let earlier = reading.comparators[1].0;
                (
                    format!(
                        "{shown} in {year} against {now} {who}, and {before} in {earlier} against {then}"
                    ),
                    true,
                )
            }
            _ => (format!("{shown} in {year} against {} {who}", against.join(" and ")), false),
        };
        let figures = figures + &own;
        let set = Difference::of(threshold.exact());
        let (found, set) = if difference {
            (moved(amount, decimals, measure.unit), moved(set, places(threshold), measure.unit))
        } else {
            (apart(amount, decimals, measure.unit), apart(set, places(threshold), measure.unit))
        };
        let holds = if reading.truth == Truth::True { "meets" } else { "does not meet" };
        let set = if threshold == Level::whole(0) { String::new() } else { format!(", set at {set}") };
        format!("{figures}: {found}. That {holds} the test{set}{basis}")
    }

    /// That a national figure which a reading is set against did not ship: ` (from 2025-2026_ks2final.csv, final)`.
    fn own_mark(&self, test: &FigureTest, reading: &Reading) -> String {
        if !matches!(test.quantity, Quantity::Gap | Quantity::RelativeChange(_)) {
            return String::new();
        }
        let mut own = self.plan.benchmarks.iter().filter(|own| {
            let of = &own.of;
            (of.area, &of.measure, of.group) == (Area::National, &reading.measure, test.group)
                && reading.comparators.iter().any(|(year, _)| *year == of.year)
        });
        own.next().map_or_else(String::new, |own| own_mark(&own.figure))
    }

    /// What the level of a figure is, at which a test turns, and on what it rests: ` (the floor standard, published)`.
    pub fn mark(&self, test: usize, of: &Input) -> String {
        let tests = self.framework.tests();
        let (Some(test), Input::Result(id, _, year) | Input::Teacher(id, year)) = (tests.get(test), of)
        else {
            return String::new();
        };
        match (&test.fact, self.catalogue.get(id)) {
            (Fact::Figure(figure), Some(measure)) => {
                let value = self.framework.threshold_value(&figure.threshold, Some(id), *year);
                let is_nothing = value.is_some_and(|value| value.value == Level::whole(0));
                self.basis_of(&figure.threshold, measure, *year, as_the_mark(figure.quantity, is_nothing))
            }
            // What makes a trend is nowhere printed.
            (Fact::Trend { .. }, _) => " (where a trend begins, assumed)".to_owned(),
            _ => String::new(),
        }
    }

    fn trend_found(&self, trend: Trend, reading: &Reading, measure: &Measure) -> String {
        let years: Vec<String> = reading
            .value
            .map(|value| (reading.year, value))
            .into_iter()
            .chain(reading.comparators.iter().copied())
            .map(|(year, level)| {
                format!(
                    "{} in {year}",
                    number::level(level, self.decimals(level, measure, year), measure.unit)
                )
            })
            .collect();
        let word = match trend {
            Trend::Declining => "Declining means worse than in each of the two years before",
            Trend::Improving => "Improving means better than in each of the two years before",
        };
        let figures = match reading.value {
            None if reading.missing.is_empty() => "There are not three years that can be compared".to_owned(),
            _ => name::upper_first(&name::list(&years, "and")),
        };
        let missing = match reading.truth {
            Truth::Unknown => format!("Needs {}", missing(reading)),
            _ => String::new(),
        };
        [figures, missing, format!("{word}, by more than one pupil since the last")]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(". ")
    }

    /// Decimal places at which the figure of a year is shown.
    fn decimals(&self, level: Level, measure: &Measure, year: AcademicYear) -> u8 {
        // Of whichever group: the level says which it is.
        let groups = [Group::All, Group::Disadvantaged, Group::Other, Group::FreeSchoolMeals].into_iter();
        let mut figures =
            groups.filter_map(|group| self.plan.figures.find(&measure.id, year, group, Assessment::Result));
        let figure = figures.find(|figure| figure.level() == level);
        figure.map_or(measure.decimals, |figure| crate::domain::gap::shown_decimals(figure, measure))
    }

    fn basis_of(&self, threshold: &ThresholdId, measure: &Measure, year: AcademicYear, mark: &str) -> String {
        let value = self.framework.threshold_value(threshold, Some(&measure.id), year);
        let label = self.threshold_label(threshold);
        value.map_or_else(String::new, |value| format!(" ({label}{mark}, {})", name::basis_of(value)))
    }
}

/// Whether a quantity is a level, and no difference.
fn is_level(quantity: Quantity) -> bool {
    matches!(quantity, Quantity::Result | Quantity::Mean(_))
}

/// With a mark of nothing it is the mark that is assumed or published, not the figure that it lies at.
fn as_the_mark(quantity: Quantity, is_nothing: bool) -> &'static str {
    if is_nothing && !is_level(quantity) { " as the mark" } else { "" }
}

/// Decimal places that a threshold needs.
fn places(level: Level) -> u8 {
    let text = plain(level);
    text.split_once('.').map_or(0, |(_, rest)| rest.len() as u8)
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Below => "below",
        Relation::AtMost => "at or below",
        Relation::AtLeast => "at or above",
        Relation::Above => "above",
    }
}

fn is_relation(of: Relation, truth: Truth) -> String {
    format!("{} {}", if truth == Truth::True { "is" } else { "is not" }, relation(of))
}

/// What is missing of a measure that has been named: `the 2013/14 result`.
fn missing(reading: &Reading) -> String {
    let short = |input: &Input| match input {
        Input::Teacher(_, year) => format!("the {year} teacher assessment"),
        Input::National(_, group, year) => {
            format!("the {year} national figure{} (which the planner does not hold)", name::of_group(*group))
        }
        Input::Result(_, group, year) => format!("the {year} result{}", name::of_group(*group)),
        Input::Grade | Input::Answer(_) | Input::Status => String::new(),
    };
    name::list(&reading.missing.iter().map(short).collect::<Vec<_>>(), "and")
}

/// A claim on several parts, or on one.
fn several(many: &str, one: &str, parts: &[Condition]) -> String {
    if parts.len() == 1 { one.to_owned() } else { many.to_owned() }
}

/// How many parts are needed: `At least two of these`, `Both of these`, `This`.
pub fn at_least(needed: usize, of: usize) -> String {
    match (needed, of) {
        (1, 1) => "This".to_owned(),
        (1, _) => "Any one of these".to_owned(),
        (2, 2) => "Both of these".to_owned(),
        (needed, of) if needed == of => format!("All {} of these", number_word(needed)),
        (needed, of) if needed > of => {
            format!("At least {} of these, though there are fewer", number_word(needed))
        }
        (needed, _) => format!("At least {} of these", number_word(needed)),
    }
}

/// How many of the parts hold: `One holds, two are not known yet`.
pub fn holding(trace: &Trace) -> String {
    let count = |truth| trace.parts.iter().filter(|part| part.truth == truth).count();
    let (yes, open) = (count(Truth::True), count(Truth::Unknown));
    let holds =
        format!("{} {}", name::upper_first(&number_word(yes)), if yes < 2 { "holds" } else { "hold" });
    match open {
        0 => holds,
        1 => format!("{holds}, one is not known yet"),
        open => format!("{holds}, {} are not known yet", number_word(open)),
    }
}

/// The points that were found: `3 points`, `3 points, or up to 5 with what is not known yet`.
pub fn score_found(trace: &Trace) -> String {
    match trace.kind {
        TraceKind::Score { fewest, most, .. } if fewest == most => format!("Found: {}", points_word(fewest)),
        TraceKind::Score { fewest, most, .. } => {
            format!("Found: {}, and up to {most} with what is not known yet", points_word(fewest))
        }
        _ => String::new(),
    }
}

/// How a difference stands to a threshold: whether it goes up, whether that is denied, and how far.
fn extent(is: Relation, by: Level, unit: Unit) -> (bool, bool, String) {
    let by = Difference::of(by.exact());
    let size = number::distance(by, places(Level::whole(0) + by), unit);
    let (up, denied, beyond) = match (is, by.cmp(&Difference::ZERO)) {
        (Relation::Below, Ordering::Equal) => return (false, false, String::new()),
        (Relation::AtMost, Ordering::Equal) => return (true, true, String::new()),
        (Relation::AtLeast, Ordering::Equal) => return (false, true, String::new()),
        (Relation::Above, Ordering::Equal) => return (true, false, String::new()),
        (Relation::Below, Ordering::Less) => (false, false, true),
        (Relation::AtMost, Ordering::Less) => (false, false, false),
        (Relation::AtLeast, Ordering::Less) => (false, true, true),
        (Relation::Above, Ordering::Less) => (false, true, false),
        (Relation::Below, Ordering::Greater) => (true, true, false),
        (Relation::AtMost, Ordering::Greater) => (true, true, true),
        (Relation::AtLeast, Ordering::Greater) => (true, false, false),
        (Relation::Above, Ordering::Greater) => (true, false, true),
    };
    (up, denied, if beyond { format!("more than {size}") } else { format!("{size} or more") })
}

/// Where something stands to `beside`: `10 percentage points or more below the national figure`.
fn side(is: Relation, by: Level, unit: Unit, beside: &str) -> String {
    let (up, denied, how) = extent(is, by, unit);
    let way = if up { "above" } else { "below" };
    match (how.is_empty(), denied) {
        (true, _) => format!("{} {beside}", relation(is)),
        (false, true) => format!("not {how} {way} {beside}"),
        (false, false) => format!("{how} {way} {beside}"),
    }
}

/// How something has moved: `fallen by more than 5 percentage points`, `not risen`.
fn movement(is: Relation, by: Level, unit: Unit) -> String {
    let (up, denied, how) = extent(is, by, unit);
    let not = if denied { "not " } else { "" };
    let by = if how.is_empty() { String::new() } else { format!(" by {how}") };
    format!("{not}{}{by}", if up { "risen" } else { "fallen" })
}

/// `17.7 percentage points below`, `no difference`.
fn apart(by: Difference, decimals: u8, unit: Unit) -> String {
    match by.cmp(&Difference::ZERO) {
        Ordering::Less => format!("{} below", number::distance(by, decimals, unit)),
        Ordering::Equal => "no difference".to_owned(),
        Ordering::Greater => format!("{} above", number::distance(by, decimals, unit)),
    }
}

/// `a fall of 5 percentage points`, `no change`.
fn moved(by: Difference, decimals: u8, unit: Unit) -> String {
    match by.cmp(&Difference::ZERO) {
        Ordering::Less => format!("a fall of {}", number::distance(by, decimals, unit)),
        Ordering::Equal => "no change".to_owned(),
        Ordering::Greater => format!("a rise of {}", number::distance(by, decimals, unit)),
    }
}

fn years_word(years: u16) -> String {
    if years == 1 { "one year".to_owned() } else { format!("{} years", number_word(usize::from(years))) }
}

/// `1 point`, `4 points`.
pub fn points_word(points: i64) -> String {
    format!("{points} {}", if points == 1 { "point" } else { "points" })
}

/// A small number in words.
pub fn number_word(number: usize) -> String {
    const WORDS: [&str; 10] =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}
