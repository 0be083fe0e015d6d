//! The category: rules read in order over three values, with a trace of every part.

use std::cell::Cell;

use super::figure::Assessment;
use super::framework::{
    Condition, Fact, FigureTest, Framework, Over, PhaseMeasures, Quantity, Relation, Test, Trend, WhenMissing,
};
use super::ids::{AnswerId, CategoryId, IndicatorId, MeasureId, QuestionId, RuleId};
use super::map::{Map, sort_by_key};
use super::measure::{Better, Catalogue, Measure};
use super::plan::Plan;
use super::quantity::{Difference, Exact, Level};
use super::reference::{Group, Reference};
use super::school::{Grade, Status};
use super::year::AcademicYear;

/// Whether something holds. Ordered: false, unknown, true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// It does not hold.
    False,
    /// It depends on something that is not known.
    Unknown,
    /// It holds.
    True,
}

/// Something that a rule needs to know of the school.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// The grade of the last inspection.
    Grade,
    /// The answer to a question.
    Answer(QuestionId),
    /// A result of all pupils.
    Result(MeasureId, AcademicYear),
    /// A teacher assessment.
    Teacher(MeasureId, AcademicYear),
    /// A national figure, which the planner does not hold.
    National(MeasureId, AcademicYear),
    /// Who maintains the school.
    Status,
}

/// What the rules make of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// One category, whatever is still unknown.
    Decided {
        /// The rule that gives it; the first, in reading order, where several unknowns lead to the same category.
        rule: RuleId,
        /// The category.
        category: CategoryId,
    },
    /// Several are still possible.
    Between {
        /// Exactly the categories that some consistent set of answers and figures gives, in the framework's order.
        categories: Vec<CategoryId>,
        /// Whether some of them lead to no description at all.
        or_none: bool,
        /// The smallest set of unknowns that would settle it: whatever they turn out to be, one outcome is left.
        ///
        /// It holds what the school can say; where a national figure that the planner does not hold matters too, no
        /// set would settle it, and this holds what matters beside that figure.
        settled_by: Vec<Input>,
    },
    /// No rule fits.
    NoDescription {
        /// The rules that come nearest, with the tests that stand in the way.
        nearest: Vec<Near>,
    },
    /// The scheme does not say anything of this school yet.
    NotApplicable(NotApplicable),
}

/// Why a scheme does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotApplicable {
    /// The phase is not chosen yet.
    NoPhase,
    /// The scheme does not cover the phase.
    PhaseNotCovered,
}

/// A rule that nearly fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The rule.
    pub rule: RuleId,
    /// The tests that stand in its way, by their index, and whether each would have to hold.
    pub unmet: Vec<(usize, bool)>,
}

/// The outcome of one condition and of everything in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What kind of condition.
    pub kind: TraceKind,
    /// Whether it holds.
    pub truth: Truth,
    /// Its parts; empty for a test.
    pub parts: Vec<Trace>,
    /// The figures that a test read.
    pub readings: Vec<Reading>,
}

/// The kind of condition that a [`Trace`] is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TraceKind {
    /// All parts must hold.
    All,
    /// One part must hold.
    Any,
    /// No part may hold.
    None,
    /// So many parts must hold.
    AtLeast(usize),
    /// A named fact, with its condition as the only part.
    Indicator(IndicatorId),
    /// The test with this index.
    Test(usize),
}

/// What a test read of one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The measure.
    pub measure: MeasureId,
    /// The year.
    pub year: AcademicYear,
    /// Whether the test holds in this measure.
    pub truth: Truth,
    /// The school's figure of the year.
    pub value: Option<Level>,
    /// What it was set against: national figure, earlier result or teacher assessment, with its year.
    pub comparators: Vec<(AcademicYear, Level)>,
    /// What was compared with the threshold.
    pub amount: Option<Exact>,
    /// The threshold.
    pub threshold: Option<Level>,
    /// What is missing.
    pub missing: Vec<Input>,
}

/// A rule with its trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleTrace {
    /// The rule.
    pub rule: RuleId,
    /// Its condition.
    pub trace: Trace,
}

/// Everything that rules look at.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) framework: &'a Framework,
    pub(super) catalogue: &'a Catalogue,
    pub(super) reference: &'a Reference,
    pub(super) plan: &'a Plan,
    pub(super) measures: &'a PhaseMeasures,
}

/// An assumption about something unknown, or instead of something known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Assumed {
    Grade(Grade),
    Answer(AnswerId),
    Level(Level),
    Status(Status),
}

/// The categories that are possible.
#[derive(Clone, Copy)]
pub(super) struct Possible<'a> {
    pub(super) categories: &'a [CategoryId],
    /// Whether it is possible that no description fits.
    pub(super) or_none: bool,
}

/// A case under assumptions, with the tests that have been judged so far.
#[derive(Clone)]
pub(super) struct World<'a> {
    pub(super) case: Case<'a>,
    tests: &'a [&'a Test],
    assumed: Vec<(Input, Assumed)>,
    outcome: Option<Possible<'a>>,
    judged: Vec<Cell<Option<Truth>>>,
}

impl<'a> Case<'a> {
    /// The case of `plan`, or why the framework does not apply.
    pub(super) fn new(
        plan: &'a Plan,
        framework: &'a Framework,
        catalogue: &'a Catalogue,
        reference: &'a Reference,
    ) -> Result<Self, NotApplicable> {
        let phase = plan.school.phase.ok_or(NotApplicable::NoPhase)?;
        let measures = framework.measures(phase).ok_or(NotApplicable::PhaseNotCovered)?;
        Ok(Self { framework, catalogue, reference, plan, measures })
    }
}

impl<'a> World<'a> {
    pub(super) fn new(case: Case<'a>, tests: &'a [&'a Test]) -> Self {
        Self { case, tests, assumed: Vec::new(), outcome: None, judged: vec![Cell::new(None); tests.len()] }
    }

    /// The same world in which the category is one of `possible`: for overlays and consequences.
    pub(super) fn with_outcome(&self, possible: Possible<'a>) -> Self {
        let mut world = self.clone();
        world.outcome = Some(possible);
        for (judged, test) in world.judged.iter().zip(self.tests) {
            if matches!(test.fact, Fact::Outcome(_)) {
                judged.set(None);
            }
        }
        world
    }

    /// The same world with one thing assumed otherwise.
    pub(super) fn assuming(&self, input: &Input, value: Assumed) -> Self {
        let mut world = self.clone();
        for (judged, test) in world.judged.iter().zip(self.tests) {
            if depends_on(&test.fact, input) {
                judged.set(None);
            }
        }
        match world.assumed.iter_mut().find(|(assumed, _)| assumed == input) {
            Some(place) => place.1 = value,
            None => world.assumed.push((input.clone(), value)),
        }
        world
    }

    fn assumed(&self, input: &Input) -> Option<&Assumed> {
        // Most worlds assume nothing: do not build a comparison for them.
        self.assumed.iter().find(|(assumed, _)| assumed == input).map(|(_, value)| value)
    }

    fn grade(&self) -> Option<Grade> {
        match self.assumed(&Input::Grade) {
            Some(Assumed::Grade(grade)) => Some(*grade),
            _ => self.case.plan.school.grade,
        }
    }

    fn answer(&self, question: &QuestionId) -> Option<&AnswerId> {
        let assumed = self.assumed.iter().find_map(|(input, value)| match (input, value) {
            (Input::Answer(asked), Assumed::Answer(answer)) if asked == question => Some(answer),
            _ => None,
        });
        assumed.or_else(|| self.case.plan.answers.get(question))
    }

    fn status(&self) -> Option<Status> {
        match self.assumed(&Input::Status) {
            Some(Assumed::Status(status)) => Some(*status),
            _ => self.case.plan.school.status,
        }
    }

    fn result(&self, measure: &MeasureId, year: AcademicYear) -> Option<Level> {
        self.assumed_level(|input| matches!(input, Input::Result(m, y) if m == measure && *y == year))
            .or_else(|| self.case.plan.figures.result(measure, year).map(super::figure::Figure::level))
    }

    fn teacher(&self, measure: &MeasureId, year: AcademicYear) -> Option<Level> {
        self.assumed_level(|input| matches!(input, Input::Teacher(m, y) if m == measure && *y == year))
            .or_else(|| {
                self.case
                    .plan
                    .figures
                    .find(measure, year, Group::All, Assessment::Teacher)
                    .map(super::figure::Figure::level)
            })
    }

    fn national(&self, measure: &MeasureId, year: AcademicYear) -> Option<Level> {
        self.assumed_level(|input| matches!(input, Input::National(m, y) if m == measure && *y == year))
            .or_else(|| {
                let phase = self.case.plan.school.phase;
                self.case.reference.national(measure, year, Group::All, phase).map(|national| national.value)
            })
    }

    /// A figure, where it is known or assumed.
    pub(super) fn level(&self, input: &Input) -> Option<Level> {
        match input {
            Input::Result(measure, year) => self.result(measure, *year),
            Input::Teacher(measure, year) => self.teacher(measure, *year),
            Input::National(measure, year) => self.national(measure, *year),
            Input::Grade | Input::Answer(_) | Input::Status => None,
        }
    }

    fn assumed_level(&self, is: impl Fn(&Input) -> bool) -> Option<Level> {
        self.assumed.iter().find_map(|(input, value)| match value {
            Assumed::Level(level) if is(input) => Some(*level),
            _ => None,
        })
    }

    /// Whether `condition` holds.
    pub(super) fn holds(&self, condition: &Condition) -> Truth {
        match condition {
            Condition::All(parts) => self.all(parts),
            Condition::Any(parts) => {
                let mut truth = Truth::False;
                for part in parts {
                    truth = truth.max(self.holds(part));
                    if truth == Truth::True {
                        break;
                    }
                }
                truth
            }
            Condition::None(parts) => {
                let any = parts.iter().map(|part| self.holds(part)).max().unwrap_or(Truth::False);
                any.not()
            }
            Condition::AtLeast { count, of } => {
                let truths = of.iter().map(|part| self.holds(part));
                at_least(self.case.framework.count(count), truths)
            }
            Condition::Indicator(id) => self
                .case
                .framework
                .indicator(id)
                .map_or(Truth::False, |indicator| self.holds(&indicator.when)),
            Condition::Test(test) => {
                let judged = &self.judged[test.index];
                judged.get().unwrap_or_else(|| {
                    let truth = self.judge(&test.fact, None);
                    judged.set(Some(truth));
                    truth
                })
            }
        }
    }

    fn all(&self, parts: &[Condition]) -> Truth {
        let mut truth = Truth::True;
        for part in parts {
            truth = truth.min(self.holds(part));
            if truth == Truth::False {
                break;
            }
        }
        truth
    }

    fn judge(&self, fact: &Fact, readings: Option<&mut Vec<Reading>>) -> Truth {
        match fact {
            Fact::Inspection(grades) => {
                self.grade().map_or(Truth::Unknown, |grade| Truth::from(grades.contains(&grade)))
            }
            Fact::Answer { question, is } => {
                self.answer(question).map_or(Truth::Unknown, |answer| Truth::from(is.contains(answer)))
            }
            Fact::AnswerAtLeast { question, rung } => {
                let Some(asked) = self.case.framework.question(question) else { return Truth::False };
                self.answer(question)
                    .map_or(Truth::Unknown, |answer| Truth::from(asked.rung(answer) >= asked.rung(rung)))
            }
            Fact::Figure(test) => self.judge_measures(
                self.case.measures.of(&test.measures),
                &test.over,
                |measure| self.read_figure(test, measure),
                readings,
            ),
            Fact::Trend { measures, over, trend } => self.judge_measures(
                self.case.measures.of(measures),
                over,
                |measure| self.read_trend(*trend, measure),
                readings,
            ),
            Fact::Phase(phases) => self
                .case
                .plan
                .school
                .phase
                .map_or(Truth::Unknown, |phase| Truth::from(phases.contains(&phase))),
            Fact::Status(statuses) => {
                self.status().map_or(Truth::Unknown, |status| Truth::from(statuses.contains(&status)))
            }
            Fact::Outcome(categories) => match self.outcome {
                None => Truth::Unknown,
                Some(Possible { categories: possible, or_none }) => {
                    let fitting = possible.iter().filter(|category| categories.contains(category)).count();
                    match fitting {
                        0 => Truth::False,
                        all if all == possible.len() && !or_none => Truth::True,
                        _ => Truth::Unknown,
                    }
                }
            },
        }
    }

    fn judge_measures(
        &self,
        measures: &[MeasureId],
        over: &Over,
        read: impl Fn(&Measure) -> Reading,
        mut readings: Option<&mut Vec<Reading>>,
    ) -> Truth {
        let truths = measures.iter().filter_map(|id| self.case.catalogue.get(id)).map(|measure| {
            let reading = read(measure);
            let truth = reading.truth;
            if let Some(readings) = readings.as_deref_mut() {
                readings.push(reading);
            }
            truth
        });
        match over {
            Over::Any => truths.max().unwrap_or(Truth::False),
            Over::Every => truths.min().unwrap_or(Truth::False),
            Over::AtLeast(count) => at_least(self.case.framework.count(count), truths),
        }
    }

    fn read_figure(&self, test: &FigureTest, measure: &Measure) -> Reading {
        let latest = self.case.framework.latest_results;
        let Some(year) = latest.back(test.years_back) else { return Reading::nothing(measure, latest) };
        let mut reading = Reading::nothing(measure, year);
        let threshold = self.case.framework.threshold_value(&test.threshold, Some(&measure.id), year);
        // A measure for which the scheme sets no threshold, or that was not measured that year, cannot meet the test.
        let Some(threshold) = threshold.map(|value| value.value) else { return reading };
        reading.threshold = Some(threshold);
        let Some(years) = comparable_years(test.quantity, measure, year) else { return reading };
        reading.value = self.result(&measure.id, year);
        reading.need(reading.value.is_none(), Input::Result(measure.id.clone(), year));
        let mut nationals = Vec::new();
        for &compared in &years {
            let (level, input) = match test.quantity {
                Quantity::Gap => {
                    (self.national(&measure.id, compared), Input::National(measure.id.clone(), compared))
                }
                Quantity::TestLessTeacher => {
                    (self.teacher(&measure.id, compared), Input::Teacher(measure.id.clone(), compared))
                }
                _ => (self.result(&measure.id, compared), Input::Result(measure.id.clone(), compared)),
            };
            reading.need(level.is_none(), input);
            reading.comparators.extend(level.map(|level| (compared, level)));
        }
        if matches!(test.quantity, Quantity::RelativeChange(_)) {
            for compared in [Some(year), years.first().copied()].into_iter().flatten() {
                let level = self.national(&measure.id, compared);
                reading.need(level.is_none(), Input::National(measure.id.clone(), compared));
                nationals.extend(level);
            }
        }
        if !reading.missing.is_empty() {
            reading.truth = match test.when_missing {
                WhenMissing::Unknown => Truth::Unknown,
                WhenMissing::False => Truth::False,
            };
            return reading;
        }
        reading.amount =
            reading.value.and_then(|value| reckon(test.quantity, value, &reading.comparators, &nationals));
        reading.truth = reading.amount.map_or(Truth::False, |amount| {
            Truth::from(match test.relation {
                Relation::Below => amount < threshold.exact(),
                Relation::AtMost => amount <= threshold.exact(),
                Relation::AtLeast => amount >= threshold.exact(),
                Relation::Above => amount > threshold.exact(),
            })
        });
        reading
    }

    fn read_trend(&self, trend: Trend, measure: &Measure) -> Reading {
        let year = self.case.framework.latest_results;
        let mut reading = Reading::nothing(measure, year);
        let Some(years) = two_previous(measure, year) else { return reading };
        reading.value = self.result(&measure.id, year);
        reading.need(reading.value.is_none(), Input::Result(measure.id.clone(), year));
        for previous in years {
            let level = self.result(&measure.id, previous);
            reading.need(level.is_none(), Input::Result(measure.id.clone(), previous));
            reading.comparators.extend(level.map(|level| (previous, level)));
        }
        let Some(value) = reading.value else {
            reading.truth = Truth::Unknown;
            return reading;
        };
        let by = self.case.plan.one_pupil(measure, year);
        // A single year that did not go that way is enough to say no, whatever the other was.
        let goes = |previous: AcademicYear, level: Level| {
            let distance = if worse_when_lower(measure, trend) { level - value } else { value - level };
            if previous == years[0] { distance > by } else { distance > Difference::ZERO }
        };
        reading.truth = if !reading.comparators.iter().all(|(year, level)| goes(*year, *level)) {
            Truth::False
        } else if reading.missing.is_empty() {
            Truth::True
        } else {
            Truth::Unknown
        };
        reading
    }

    /// The first rule that holds or may hold, and which it is; `None` where none can.
    fn first_standing(&self, from: usize) -> Option<(usize, Truth)> {
        self.case.framework.rules.iter().enumerate().skip(from).find_map(|(place, rule)| {
            let truth = self.holds(&rule.when);
            (truth != Truth::False).then_some((place, truth))
        })
    }

    pub(super) fn framework(&self) -> &'a Framework {
        self.case.framework
    }

    /// The trace of `condition`, with all parts judged, also where the outcome was clear before.
    pub(super) fn trace(&self, condition: &Condition) -> Trace {
        let traces = |parts: &[Condition]| parts.iter().map(|part| self.trace(part)).collect::<Vec<_>>();
        let (kind, parts, readings) = match condition {
            Condition::All(parts) => (TraceKind::All, traces(parts), vec![]),
            Condition::Any(parts) => (TraceKind::Any, traces(parts), vec![]),
            Condition::None(parts) => (TraceKind::None, traces(parts), vec![]),
            Condition::AtLeast { count, of } => {
                (TraceKind::AtLeast(self.case.framework.count(count)), traces(of), vec![])
            }
            Condition::Indicator(id) => {
                let inner = self.case.framework.indicator(id).map(|indicator| self.trace(&indicator.when));
                (TraceKind::Indicator(id.clone()), inner.into_iter().collect(), vec![])
            }
            Condition::Test(test) => {
                let mut readings = Vec::new();
                self.judge(&test.fact, Some(&mut readings));
                (TraceKind::Test(test.index), vec![], readings)
            }
        };
        Trace { kind, truth: self.holds(condition), parts, readings }
    }

    /// What would have to be known to judge the unknown parts of `condition`, first things first.
    pub(super) fn unknowns(&self, condition: &Condition, found: &mut Vec<Input>) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) => {
                parts
                    .iter()
                    .filter(|part| self.holds(part) == Truth::Unknown)
                    .for_each(|p| self.unknowns(p, found));
            }
            Condition::AtLeast { of, .. } => {
                of.iter()
                    .filter(|part| self.holds(part) == Truth::Unknown)
                    .for_each(|p| self.unknowns(p, found));
            }
            Condition::Indicator(id) => {
                if let Some(indicator) = self.case.framework.indicator(id) {
                    self.unknowns(&indicator.when, found);
                }
            }
            Condition::Test(test) => {
                let mut readings = Vec::new();
                if self.judge(&test.fact, Some(&mut readings)) != Truth::Unknown {
                    return;
                }
                let missing =
                    readings.into_iter().filter(|r| r.truth == Truth::Unknown).flat_map(|r| r.missing);
                let asked = match &test.fact {
                    Fact::Inspection(_) => Some(Input::Grade),
                    Fact::Answer { question, .. } | Fact::AnswerAtLeast { question, .. } => {
                        Some(Input::Answer(question.clone()))
                    }
                    Fact::Status(_) => Some(Input::Status),
                    _ => None,
                };
                for input in asked.into_iter().chain(missing) {
                    if !found.contains(&input) {
                        found.push(input);
                    }
                }
            }
        }
    }

    /// Values of `input` that stand for all of them: every answer, or one level in each interval between the levels
    /// at which some test changes, and those levels themselves.
    pub(super) fn values(&self, input: &Input) -> Vec<Assumed> {
        match input {
            Input::Grade => {
                let never = (!self.case.framework.grades.contains(&Grade::NeverInspected))
                    .then_some(Grade::NeverInspected);
                self.case.framework.grades.iter().copied().chain(never).map(Assumed::Grade).collect()
            }
            Input::Answer(question) => {
                let options =
                    self.case.framework.question(question).map(|question| question.options.as_slice());
                options.unwrap_or_default().iter().map(|option| Assumed::Answer(option.id.clone())).collect()
            }
            Input::Status => Status::ALL.map(Assumed::Status).to_vec(),
            Input::Result(measure, _) | Input::Teacher(measure, _) | Input::National(measure, _) => {
                let Some(measure) = self.case.catalogue.get(measure) else { return vec![] };
                let mut levels = self.critical_levels(input);
                levels.extend([measure.lowest, measure.highest]);
                levels.retain(|level| (measure.lowest..=measure.highest).contains(level));
                sort_by_key(&mut levels, |level| *level);
                levels.dedup();
                let between = levels.windows(2).map(|pair| pair[0].midpoint(pair[1])).collect::<Vec<_>>();
                levels.extend(between);
                levels.into_iter().map(Assumed::Level).collect()
            }
        }
    }
}

impl Truth {
    fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

impl Reading {
    fn nothing(measure: &Measure, year: AcademicYear) -> Self {
        Self {
            measure: measure.id.clone(),
            year,
            truth: Truth::False,
            value: None,
            comparators: Vec::new(),
            amount: None,
            threshold: None,
            missing: Vec::new(),
        }
    }

    fn need(&mut self, is_missing: bool, input: Input) {
        if is_missing && !self.missing.contains(&input) {
            self.missing.push(input);
        }
    }
}

fn at_least(needed: usize, truths: impl Iterator<Item = Truth>) -> Truth {
    let (mut hold, mut may_hold) = (0, 0);
    for truth in truths {
        hold += usize::from(truth == Truth::True);
        may_hold += usize::from(truth != Truth::False);
    }
    if hold >= needed {
        Truth::True
    } else if may_hold >= needed {
        Truth::Unknown
    } else {
        Truth::False
    }
}

/// The years whose figures `quantity` sets the result of `year` against; `None` where there are none to compare,
/// because the measure did not exist or changed in between.
pub(super) fn comparable_years(
    quantity: Quantity,
    measure: &Measure,
    year: AcademicYear,
) -> Option<Vec<AcademicYear>> {
    let comparable = |other: AcademicYear| measure.exists_in(other) && measure.same_series(other, year);
    if !measure.exists_in(year) {
        return None;
    }
    match quantity {
        Quantity::Result => Some(vec![]),
        Quantity::Gap | Quantity::TestLessTeacher => Some(vec![year]),
        Quantity::Change(years) | Quantity::RelativeChange(years) => {
            year.back(years).filter(|other| comparable(*other)).map(|other| vec![other])
        }
        Quantity::Mean(years) => (1..years)
            .map(|back| year.back(back).filter(|other| comparable(*other)))
            .collect::<Option<Vec<_>>>(),
    }
}

fn reckon(
    quantity: Quantity,
    value: Level,
    comparators: &[(AcademicYear, Level)],
    nationals: &[Level],
) -> Option<Exact> {
    let first = comparators.first().map(|(_, level)| *level);
    match quantity {
        Quantity::Result => Some(value.exact()),
        Quantity::Gap | Quantity::TestLessTeacher | Quantity::Change(_) => Some((value - first?).exact()),
        Quantity::RelativeChange(_) => match nationals {
            [now, then] => Some(((value - first?) - (*now - *then)).exact()),
            _ => None,
        },
        Quantity::Mean(_) => {
            let levels =
                std::iter::once(value).chain(comparators.iter().map(|(_, level)| *level)).collect::<Vec<_>>();
            Level::mean(&levels).map(Level::exact)
        }
    }
}

/// The two years before `year` in which `measure` existed, latest first, in the same series; `None` where there are not
/// two, or it does not exist in `year`.
pub(super) fn two_previous(measure: &Measure, year: AcademicYear) -> Option<[AcademicYear; 2]> {
    if !measure.exists_in(year) {
        return None;
    }
    // No test has been missed for more than two years running.
    let mut years = (1..=4)
        .filter_map(|back| year.back(back))
        .filter(|other| measure.exists_in(*other) && measure.same_series(*other, year));
    Some([years.next()?, years.next()?])
}

/// Whether `trend` is a fall of the number rather than a rise.
pub(super) fn worse_when_lower(measure: &Measure, trend: Trend) -> bool {
    (measure.better == Better::Higher) == (trend == Trend::Declining)
}

fn depends_on(fact: &Fact, input: &Input) -> bool {
    match (fact, input) {
        (Fact::Inspection(_), Input::Grade) | (Fact::Status(_), Input::Status) => true,
        (Fact::Answer { question, .. } | Fact::AnswerAtLeast { question, .. }, Input::Answer(asked)) => {
            question == asked
        }
        (Fact::Figure(_), Input::Result(..) | Input::Teacher(..) | Input::National(..)) => true,
        (Fact::Trend { .. }, Input::Result(..)) => true,
        _ => false,
    }
}

/// A set of outcomes: a bit for each rule, and one for "no description".
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Outcomes(u64);

const NONE_FITS: u32 = 63;

impl Outcomes {
    fn of(bit: u32) -> Self {
        Self(1 << bit)
    }

    fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn rules(self) -> impl Iterator<Item = usize> {
        (0..NONE_FITS).filter(move |bit| self.0 & (1 << bit) != 0).map(|bit| bit as usize)
    }

    fn none_fits(self) -> bool {
        self.0 & (1 << NONE_FITS) != 0
    }
}

/// What a search has found: outcomes by what is left to read.
pub(super) type Memo = Map<MemoKey, Outcomes>;

type MemoKey = (usize, Vec<u8>, Vec<(Input, Level)>);

/// Every outcome that some consistent world of the unknowns gives, and the unknowns that were asked on the way.
fn reachable(world: &World<'_>, from: usize, memo: &mut Memo, asked: &mut Map<Input, ()>) -> Outcomes {
    let (place, rule) = match world.first_standing(from) {
        None => return Outcomes::of(NONE_FITS),
        Some((place, Truth::True)) => return Outcomes::of(place.min(NONE_FITS as usize - 1) as u32),
        Some((place, _)) => (place, &world.case.framework.rules[place]),
    };
    let key = memo_key(world, place);
    if let Some(known) = memo.get(&key) {
        return *known;
    }
    let mut unknowns = Vec::new();
    world.unknowns(&rule.when, &mut unknowns);
    let Some(input) = unknowns.into_iter().next() else { return Outcomes::default() };
    let mut outcomes = Outcomes::default();
    for value in world.values(&input) {
        outcomes = outcomes.or(reachable(&world.assuming(&input, value), place, memo, asked));
    }
    asked.insert(input, ());
    memo.insert(key, outcomes);
    outcomes
}

/// What the outcomes from rule `place` on depend on: the tests still to be read, and the levels assumed while tests of
/// figures are unknown.
fn memo_key(world: &World<'_>, place: usize) -> MemoKey {
    let mut truths = Vec::new();
    let mut figures_open = false;
    for rule in &world.case.framework.rules[place..] {
        push_truths(world, &rule.when, &mut truths, &mut figures_open);
    }
    let levels = world.assumed.iter().filter_map(|(input, value)| match value {
        Assumed::Level(level) if figures_open => Some((input.clone(), *level)),
        _ => None,
    });
    (place, truths, levels.collect())
}

fn push_truths(world: &World<'_>, condition: &Condition, truths: &mut Vec<u8>, figures_open: &mut bool) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) => {
            parts.iter().for_each(|part| push_truths(world, part, truths, figures_open));
        }
        Condition::AtLeast { of, .. } => {
            of.iter().for_each(|part| push_truths(world, part, truths, figures_open))
        }
        Condition::Indicator(id) => {
            if let Some(indicator) = world.case.framework.indicator(id) {
                push_truths(world, &indicator.when, truths, figures_open);
            }
        }
        Condition::Test(test) => {
            let truth = world.holds(condition);
            *figures_open |=
                truth == Truth::Unknown && matches!(test.fact, Fact::Figure(_) | Fact::Trend { .. });
            truths.push(truth as u8);
        }
    }
}

/// Whether, in some world of the others, it changes the category what `input` turns out to be.
///
/// Unknowns are independent of each other, so the smallest set that settles the outcome is that of all unknowns of
/// which this is so, and no other set of its size does.
fn matters(world: &World<'_>, from: usize, input: &Input, memo: &mut Map<MemoKey, bool>) -> bool {
    let Some((place, Truth::Unknown)) = world.first_standing(from) else { return false };
    let key = memo_key(world, place);
    if let Some(known) = memo.get(&key) {
        return *known;
    }
    let framework = world.case.framework;
    let category = |place: usize| &framework.rules[place].category;
    let mut other = None;
    let mut categories = Vec::new();
    for value in world.values(input) {
        let world = world.assuming(input, value);
        match world.first_standing(place) {
            Some((place, Truth::Unknown)) => {
                let mut unknowns = Vec::new();
                world.unknowns(&framework.rules[place].when, &mut unknowns);
                other = unknowns.into_iter().next();
                if other.is_some() {
                    break;
                }
            }
            standing => categories.push(standing.map(|(place, _)| category(place))),
        }
    }
    let matters = match other {
        Some(other) => world
            .values(&other)
            .into_iter()
            .any(|value| matters(&world.assuming(&other, value), place, input, memo)),
        None => categories.windows(2).any(|pair| pair[0] != pair[1]),
    };
    memo.insert(key, matters);
    matters
}

/// A short form of an outcome, for comparing one world with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Decided(usize),
    Open,
    NoDescription,
}

/// The verdict of the rules as they stand, without looking into unknowns: quick. What it decides is decided; what it
/// leaves open may turn out to be one category, whatever the unknowns are.
fn verdict_as_it_stands(world: &World<'_>) -> Verdict {
    match world.first_standing(0) {
        None => Verdict::NoDescription,
        Some((place, Truth::True)) => Verdict::Decided(place),
        Some(_) => Verdict::Open,
    }
}

/// The verdict of the rules.
pub(super) fn verdict(world: &World<'_>, memo: &mut Memo) -> Verdict {
    let standing = verdict_as_it_stands(world);
    if standing != Verdict::Open {
        return standing;
    }
    let outcomes = reachable(world, 0, memo, &mut Map::new());
    match (categories_of(world.case.framework, outcomes).as_slice(), outcomes.none_fits()) {
        ([_], false) => outcomes.rules().next().map_or(Verdict::Open, Verdict::Decided),
        ([], true) => Verdict::NoDescription,
        _ => Verdict::Open,
    }
}

/// The outcome of the rules.
pub(super) fn outcome(world: &World<'_>) -> Outcome {
    let framework = world.case.framework;
    let decided = |place: usize| Outcome::Decided {
        rule: framework.rules[place].id.clone(),
        category: framework.rules[place].category.clone(),
    };
    match verdict_as_it_stands(world) {
        Verdict::Decided(place) => return decided(place),
        Verdict::NoDescription => return Outcome::NoDescription { nearest: nearest_rules(world) },
        Verdict::Open => {}
    }
    let mut asked = Map::new();
    let outcomes = reachable(world, 0, &mut Memo::new(), &mut asked);
    let categories = categories_of(framework, outcomes);
    match (categories.as_slice(), outcomes.none_fits()) {
        ([_], false) => outcomes.rules().next().map_or(Outcome::NoDescription { nearest: vec![] }, decided),
        ([], _) => Outcome::NoDescription { nearest: nearest_rules(world) },
        (_, or_none) => {
            // What the planner does not hold, the school cannot answer.
            let settles = |input: &&Input| {
                !matches!(input, Input::National(..)) && matters(world, 0, input, &mut Map::new())
            };
            let settled_by = asked.keys().filter(settles).cloned().collect();
            Outcome::Between { settled_by, categories, or_none }
        }
    }
}

fn categories_of(framework: &Framework, outcomes: Outcomes) -> Vec<CategoryId> {
    let reached: Vec<&CategoryId> = outcomes.rules().map(|place| &framework.rules[place].category).collect();
    framework
        .categories
        .iter()
        .map(|category| &category.id)
        .filter(|id| reached.contains(id))
        .cloned()
        .collect()
}

/// The rules with the fewest tests in their way. Another inspection grade is further away than any answer; the first
/// inspection of a school that had none is not.
fn nearest_rules(world: &World<'_>) -> Vec<Near> {
    let regrading = if world.grade() == Some(Grade::NeverInspected) { 1 } else { 100 };
    let weigh = |unmet: &Unmet| -> usize {
        let weight = |test: usize| match world.tests[test].fact {
            Fact::Inspection(_) => regrading,
            _ => 1,
        };
        unmet.iter().map(|(test, _)| weight(*test)).sum()
    };
    let ways: Vec<_> = world
        .case
        .framework
        .rules
        .iter()
        .map(|rule| {
            let unmet = in_the_way(&world.trace(&rule.when), true, &weigh);
            (weigh(&unmet), Near { rule: rule.id.clone(), unmet })
        })
        .collect();
    let least = ways.iter().map(|(weight, _)| *weight).min().unwrap_or(0);
    ways.into_iter().filter(|(weight, _)| *weight == least).map(|(_, near)| near).collect()
}

/// Tests that stand in the way, by their index, and whether each would have to hold.
type Unmet = Vec<(usize, bool)>;

/// The lightest set of tests that must change for `trace` to hold, or not to hold; of equal sets the first printed.
fn in_the_way(trace: &Trace, must_hold: bool, weigh: &impl Fn(&Unmet) -> usize) -> Unmet {
    let each = |must_hold| trace.parts.iter().map(move |part| in_the_way(part, must_hold, weigh));
    // So many of the parts, those that are nearest.
    let lightest = |must_hold, count| -> Unmet {
        let mut ways: Vec<Unmet> = each(must_hold).collect();
        sort_by_key(&mut ways, weigh);
        ways.into_iter().take(count).flatten().collect()
    };
    match (&trace.kind, must_hold) {
        (TraceKind::Test(index), _) => {
            let met = if must_hold { trace.truth == Truth::True } else { trace.truth == Truth::False };
            if met { vec![] } else { vec![(*index, must_hold)] }
        }
        (TraceKind::Indicator(_) | TraceKind::All, true)
        | (TraceKind::Indicator(_) | TraceKind::Any, false) => each(must_hold).flatten().collect(),
        (TraceKind::Any, true) | (TraceKind::All, false) => lightest(must_hold, 1),
        (TraceKind::None, true) => each(false).flatten().collect(),
        (TraceKind::None, false) => lightest(true, 1),
        (TraceKind::AtLeast(count), true) => lightest(true, *count),
        (TraceKind::AtLeast(count), false) => {
            lightest(false, trace.parts.len().saturating_sub(count.saturating_sub(1)))
        }
    }
}
