//! The reasons: every part of a rule as a claim, whether it holds, the figure behind it and where it comes from.

use crate::domain::Framework;
use crate::domain::category::{Reading, Trace, TraceKind, Truth};
use crate::domain::figure::Assessment;
use crate::domain::framework::{
    Basis, Clause, Condition, Fact, FigureTest, Over, Quantity, Relation, Test, Trend,
};
use crate::domain::ids::{ScoreId, ThresholdId};
use crate::domain::measure::{Catalogue, Measure, Unit};
use crate::domain::plan::Plan;
use crate::domain::quantity::{Difference, Level};
use crate::domain::reference::Group;
use crate::domain::year::AcademicYear;

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
        }
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

impl Words<'_> {
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
            Condition::All(conditions) => group("All of these".to_owned(), parts(conditions)),
            Condition::Any(conditions) => group("Any one of these".to_owned(), parts(conditions)),
            Condition::None(conditions) => group("None of these".to_owned(), parts(conditions)),
            Condition::AtLeast { count, of } => {
                let TraceKind::AtLeast(needed) = trace.kind else { return group(String::new(), parts(of)) };
                let claim = match (needed, of.len()) {
                    (needed, all) if needed == all => format!("All {} of these", number_word(needed)),
                    _ => format!("At least {} of these", number_word(needed)),
                };
                let value = self.framework.threshold_value(count, None, self.framework.latest_results);
                Reason { source: value.map(|value| Source::from(&value.clause)), ..group(claim, parts(of)) }
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
                        let basis = value.map_or_else(String::new, |value| {
                            format!(", {}", name::basis(value.clause.basis))
                        });
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
                    ..group(self.score_claim(of, *relation, threshold, trace), parts)
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
                verdict,
                found: self.found(test, &trace.readings),
                source: test.clause.as_ref().map(Source::from),
                parts: vec![],
            },
        }
    }

    /// What a condition on points claims, with the points that were found: `Risk points: at or above 4 (3 to 5 points)`.
    pub fn score_claim(&self, of: &ScoreId, is: Relation, threshold: &ThresholdId, trace: &Trace) -> String {
        let label = self.framework.score(of).map_or_else(|| of.to_string(), |score| score.label.clone());
        let found = match trace.kind {
            TraceKind::Score { fewest, most, .. } if fewest == most => points_word(fewest),
            TraceKind::Score { fewest, most, .. } => format!("{fewest} to {}", points_word(most)),
            _ => String::new(),
        };
        format!("{label}: {} {} ({found})", relation(is), self.threshold_with_value(threshold))
    }

    /// A threshold with its value where it is one that counts: `the red band from (4)`.
    fn threshold_with_value(&self, id: &ThresholdId) -> String {
        let label = self.threshold_label(id);
        let value = self.framework.threshold_value(id, None, self.framework.latest_results);
        value.map_or_else(|| label.clone(), |value| format!("{label}, {}", plain(value.value)))
    }

    /// What a test claims.
    pub fn claim(&self, test: &Test) -> String {
        match &test.fact {
            Fact::Inspection(grades) => {
                let grades: Vec<String> = grades.iter().map(|grade| name::grade(*grade).to_owned()).collect();
                format!("Last inspection: {}", name::list(&grades, "or"))
            }
            Fact::Answer { question, is } => {
                let answers: Vec<String> = is.iter().map(|answer| self.answer(question, answer)).collect();
                format!("{}: {}", self.question(question), name::list(&answers, "or"))
            }
            Fact::AnswerAtLeast { question, rung } => {
                let asked = self.framework.question(question);
                let is_top = asked.is_some_and(|q| q.options.last().is_some_and(|option| option.id == *rung));
                let more = if is_top { "" } else { ", or better" };
                // On a ladder of concern a higher answer is not a better one.
                let more = if more.is_empty() || !self.grows_worse(question) { more } else { ", or more" };
                format!("{}: {}{more}", self.question(question), self.answer(question, rung))
            }
            Fact::Number { question, relation: is, threshold } => {
                format!(
                    "{}: {} {}",
                    self.question(question),
                    relation(*is),
                    self.threshold_with_value(threshold)
                )
            }
            Fact::Figure(figure) => self.figure_claim(figure),
            Fact::Trend { measures, over, trend } => {
                let word = match trend {
                    Trend::Declining => "declining",
                    Trend::Improving => "improving",
                };
                format!("{} {word}", self.subject(&self.names_of(measures), over))
            }
            Fact::Phase(phases) => {
                let phases: Vec<String> =
                    phases.iter().map(|phase| name::phase(*phase).to_ascii_lowercase()).collect();
                format!("Phase: {}", name::list(&phases, "or"))
            }
            Fact::Status(statuses) => {
                let statuses: Vec<String> =
                    statuses.iter().map(|status| name::lower_first(name::status(*status))).collect();
                format!("The school is {}", name::list(&statuses, "or"))
            }
            Fact::Outcome(categories) => {
                let ids: Vec<String> = categories.iter().map(ToString::to_string).collect();
                format!("Category {}", name::list(&ids, "or"))
            }
        }
    }

    fn question(&self, id: &crate::domain::ids::QuestionId) -> String {
        self.framework.question(id).map_or_else(|| id.to_string(), |question| question.label.clone())
    }

    fn answer(
        &self,
        question: &crate::domain::ids::QuestionId,
        answer: &crate::domain::ids::AnswerId,
    ) -> String {
        let option = self.framework.question(question).and_then(|question| question.option(answer));
        option.map_or_else(|| answer.to_string(), |option| name::lower_first(&option.label))
    }

    /// Whether higher answers of a ladder are worse: those of a question whose first answer is "none" of a bad thing.
    fn grows_worse(&self, question: &crate::domain::ids::QuestionId) -> bool {
        self.framework.question(question).is_some_and(|question| !question.proposals.is_empty())
    }

    fn names_of(&self, set: &crate::domain::framework::MeasureSet) -> Vec<String> {
        let measures = self.plan.school.phase.and_then(|phase| self.framework.measures(phase));
        let ids = measures.map(|measures| measures.of(set)).unwrap_or_default();
        ids.iter().map(|id| name::measure(id, self.catalogue)).collect()
    }

    fn subject(&self, names: &[String], over: &Over) -> String {
        match (names, over) {
            ([], _) => "No measure of this phase:".to_owned(),
            ([one], _) => format!("{one}:"),
            (many, Over::Any) => format!("Any of {}:", name::list(&lowered(many), "and")),
            (many, Over::Every) => format!("Each of {}:", name::list(&lowered(many), "and")),
            (many, Over::AtLeast(count)) => format!(
                "At least {} of {}:",
                number_word(self.framework.count(count)),
                name::list(&lowered(many), "and")
            ),
        }
    }

    fn figure_claim(&self, test: &FigureTest) -> String {
        let names = self.names_of(&test.measures);
        let names: Vec<String> =
            names.into_iter().map(|name| format!("{name}{}", name::of_group(test.group))).collect();
        let subject = self.subject(&names, &test.over);
        let year =
            self.framework.latest_results.back(test.years_back).unwrap_or(self.framework.latest_results);
        let when = match &test.in_years {
            None => format!(" in {year}"),
            Some(years) => {
                let last = format!("{} to {year}", years_word(years.of));
                let known = if years.known.is_some() { " of which figures are known" } else { "" };
                match &years.hold {
                    Over::Any => format!(" in any of the last {last}{known}"),
                    Over::Every => format!(" in each of the last {last}{known}"),
                    Over::AtLeast(count) => format!(
                        " in at least {} of the last {last}{known}",
                        number_word(self.framework.count(count))
                    ),
                }
            }
        };
        let over = match (test.quantity, &test.in_years) {
            (Quantity::Result | Quantity::Gap | Quantity::TestLessTeacher | Quantity::InSchoolGap, _)
            | (_, Some(_)) => when,
            _ => String::new(),
        };
        let what = match test.quantity {
            Quantity::Result | Quantity::Gap => String::new(),
            Quantity::Mean(years) => format!(" mean of {years} years"),
            Quantity::Change(years) => format!(" change over {}", years_word(years)),
            Quantity::RelativeChange(years) => {
                format!(" change against national over {}", years_word(years))
            }
            Quantity::TestLessTeacher => " test less teacher assessment".to_owned(),
            Quantity::InSchoolGap => " less other pupils of the school".to_owned(),
            Quantity::InSchoolGapChange(years) => {
                format!(" less other pupils of the school, change over {}", years_word(years))
            }
        };
        let (relation, threshold) = (relation(test.relation), self.threshold_label(&test.threshold));
        format!("{subject}{what} {relation} {threshold}{over}")
    }

    fn threshold_label(&self, id: &ThresholdId) -> String {
        self.framework.threshold(id).map_or_else(|| id.to_string(), |threshold| threshold.label.clone())
    }

    /// What a test found, a sentence each.
    fn found(&self, test: &Test, readings: &[Reading]) -> Vec<String> {
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
            Fact::Status(_) if self.plan.school.status.is_none() => {
                vec!["Who maintains the school is not entered yet".to_owned()]
            }
            Fact::Figure(figure) => {
                self.readings(readings, |reading, measure| self.figure_found(figure, reading, measure))
            }
            Fact::Trend { trend, .. } => {
                self.readings(readings, |reading, measure| self.trend_found(*trend, reading, measure))
            }
            Fact::Status(_) | Fact::Phase(_) | Fact::Outcome(_) => vec![],
        }
    }

    fn readings(&self, readings: &[Reading], words: impl Fn(&Reading, &Measure) -> String) -> Vec<String> {
        readings
            .iter()
            .filter_map(|reading| {
                let measure = self.catalogue.get(&reading.measure)?;
                let prefix = if readings.len() > 1 { format!("{}: ", measure.label) } else { String::new() };
                Some(format!("{prefix}{}", words(reading, measure)))
            })
            .collect()
    }

    fn figure_found(&self, test: &FigureTest, reading: &Reading, measure: &Measure) -> String {
        let year = reading.year;
        let Some(threshold) = reading.threshold else {
            return format!(
                "{} is not set for this measure in {year}",
                name::upper_first(&self.threshold_label(&test.threshold))
            );
        };
        if !reading.missing.is_empty() {
            return self.missing(reading);
        }
        let (Some(value), Some(amount)) = (reading.value, reading.amount) else {
            return format!("There are no comparable figures for {year}");
        };
        let decimals = self.decimals(value, measure, year);
        let basis = self.basis_of(&test.threshold, measure, year);
        if test.quantity == Quantity::Result {
            let decimals = number::decimals_to_tell_apart(amount, threshold.exact(), decimals);
            let value = number::level(value, decimals, measure.unit);
            let set = number::level(threshold, decimals.min(places(threshold)), measure.unit);
            return format!("{value} in {year} {} {set}{basis}", is_relation(test.relation, reading.truth));
        }
        let amount = Difference::of(amount);
        let decimals_of_amount = number::decimals_to_tell_apart(amount.exact(), threshold.exact(), decimals);
        let value = number::level(value, decimals, measure.unit);
        let against = self.against(test.quantity, reading, measure);
        let amount = number::signed(amount, decimals_of_amount);
        let unit = if measure.unit == Unit::Percent { " percentage points" } else { " points" };
        format!(
            "{value} in {year}{against}: {amount}{unit}, which {} {}{basis}",
            is_relation(test.relation, reading.truth),
            super::number::number(threshold.exact(), places(threshold)),
        )
    }

    fn against(&self, quantity: Quantity, reading: &Reading, measure: &Measure) -> String {
        let levels: Vec<String> = reading
            .comparators
            .iter()
            .enumerate()
            .map(|(place, (year, level))| {
                let level = number::level(*level, self.decimals(*level, measure, *year), measure.unit);
                // In the order in which the quantity adds up its terms (`domain::prepared`).
                match (quantity, place) {
                    (Quantity::Gap, _) => format!("{level} nationally"),
                    (Quantity::TestLessTeacher, _) => format!("teacher assessment of {level}"),
                    (Quantity::RelativeChange(_), 1 | 2) => format!("{level} nationally in {year}"),
                    (Quantity::InSchoolGap, _) | (Quantity::InSchoolGapChange(_), 0) => {
                        format!("{level} of other pupils")
                    }
                    (Quantity::InSchoolGapChange(_), 2) => format!("{level} of other pupils in {year}"),
                    _ => format!("{level} in {year}"),
                }
            })
            .collect();
        if levels.is_empty() { String::new() } else { format!(" against {}", name::list(&levels, "and")) }
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
        let figures = name::upper_first(&name::list(&years, "and"));
        let missing = if reading.truth == Truth::Unknown { self.missing(reading) } else { String::new() };
        [figures, missing, format!("{word}, by more than one pupil since the last")]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(". ")
    }

    fn missing(&self, reading: &Reading) -> String {
        let inputs: Vec<String> =
            reading.missing.iter().map(|input| name::input(input, self.framework, self.catalogue)).collect();
        format!("Needs {}", name::list(&inputs, "and"))
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

    fn basis_of(&self, threshold: &ThresholdId, measure: &Measure, year: AcademicYear) -> String {
        let value = self.framework.threshold_value(threshold, Some(&measure.id), year);
        let label = self.threshold_label(threshold);
        value.map_or_else(String::new, |value| format!(" ({label}, {})", name::basis(value.clause.basis)))
    }
}

fn lowered(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name::lower_first(name)).collect()
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

fn years_word(years: u16) -> String {
    if years == 1 { "one year".to_owned() } else { format!("{} years", number_word(usize::from(years))) }
}

/// `1 point`, `4 points`.
fn points_word(points: i64) -> String {
    format!("{points} {}", if points == 1 { "point" } else { "points" })
}

/// A small number in words.
pub fn number_word(number: usize) -> String {
    const WORDS: [&str; 10] =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}
