//! The category: rules read in order over three values, with a trace of every part.

use std::borrow::Cow;
use std::cell::Cell;

use super::figure::Figure;
use super::framework::{
    Condition, Fact, FigureTest, Framework, MeasureSet, Over, PhaseMeasures, Quantity, Relation, Test, Trend,
    WhenMissing,
};
use super::ids::{CategoryId, IndicatorId, MeasureId, QuestionId, RuleId};
use super::map::sort_by_key;
use super::measure::{Better, Catalogue, Measure};
use super::plan::Plan;
use super::quantity::{Difference, Exact, Level};
use super::record::Record;
use super::reference::Reference;
use super::school::Grade;
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
pub(super) struct Case<'a> {
    pub(super) framework: &'a Framework,
    pub(super) catalogue: &'a Catalogue,
    pub(super) reference: &'a Reference,
    pub(super) plan: &'a Plan,
    pub(super) measures: &'a PhaseMeasures,
    headline: Vec<Record<'a>>,
    progress: Vec<Record<'a>>,
    teacher: Vec<Record<'a>>,
}

/// The categories that are possible.
#[derive(Clone, Copy)]
pub(super) struct Possible<'a> {
    pub(super) categories: &'a [CategoryId],
    /// Whether it is possible that no description fits.
    pub(super) or_none: bool,
}

/// A case with the tests that have been judged so far.
#[derive(Clone)]
pub(super) struct World<'a> {
    pub(super) case: &'a Case<'a>,
    pub(super) tests: &'a [&'a Test],
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
        let records = |ids| records(plan, catalogue, reference, ids);
        let [headline, progress, teacher] =
            [&measures.headline, &measures.progress, &measures.teacher].map(|ids| records(ids));
        Ok(Self { framework, catalogue, reference, plan, measures, headline, progress, teacher })
    }

    /// What is known of the measures that `set` means.
    pub(super) fn records(&self, set: &MeasureSet) -> Cow<'_, [Record<'a>]> {
        match set {
            MeasureSet::Headline => (&self.headline).into(),
            MeasureSet::Progress => (&self.progress).into(),
            MeasureSet::TeacherAssessed => (&self.teacher).into(),
            MeasureSet::Named(ids) => records(self.plan, self.catalogue, self.reference, ids).into(),
        }
    }
}

fn records<'a>(
    plan: &'a Plan,
    catalogue: &'a Catalogue,
    reference: &'a Reference,
    ids: &[MeasureId],
) -> Vec<Record<'a>> {
    let measures = ids.iter().filter_map(|id| catalogue.get(id));
    measures.map(|measure| Record::of(plan, measure, reference)).collect()
}

impl<'a> World<'a> {
    pub(super) fn new(case: &'a Case<'a>, tests: &'a [&'a Test]) -> Self {
        Self { case, tests, outcome: None, judged: vec![Cell::new(None); tests.len()] }
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

    pub(super) fn judge(&self, fact: &Fact, readings: Option<&mut Vec<Reading>>) -> Truth {
        let Plan { school, answers, .. } = self.case.plan;
        match fact {
            Fact::Inspection(grades) => {
                school.grade.map_or(Truth::Unknown, |grade| Truth::from(grades.contains(&grade)))
            }
            Fact::Answer { question, is } => {
                answers.get(question).map_or(Truth::Unknown, |answer| Truth::from(is.contains(answer)))
            }
            Fact::AnswerAtLeast { question, rung } => {
                let Some(asked) = self.case.framework.question(question) else { return Truth::False };
                answers
                    .get(question)
                    .map_or(Truth::Unknown, |answer| Truth::from(asked.rung(answer) >= asked.rung(rung)))
            }
            Fact::Figure(test) => self.judge_measures(
                &self.case.records(&test.measures),
                &test.over,
                |record| self.read_figure(test, record),
                readings,
            ),
            Fact::Trend { measures, over, trend } => self.judge_measures(
                &self.case.records(measures),
                over,
                |record| self.read_trend(*trend, record),
                readings,
            ),
            Fact::Phase(phases) => {
                school.phase.map_or(Truth::Unknown, |phase| Truth::from(phases.contains(&phase)))
            }
            Fact::Status(statuses) => {
                school.status.map_or(Truth::Unknown, |status| Truth::from(statuses.contains(&status)))
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
        records: &[Record<'_>],
        over: &Over,
        read: impl Fn(&Record<'_>) -> Reading,
        mut readings: Option<&mut Vec<Reading>>,
    ) -> Truth {
        if let Some(readings) = readings.as_deref_mut() {
            readings.reserve_exact(records.len());
        }
        let truths = records.iter().map(|record| {
            let reading = read(record);
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

    pub(super) fn read_figure(&self, test: &FigureTest, record: &Record<'_>) -> Reading {
        let measure = record.measure;
        let latest = self.case.framework.latest_results;
        let Some(year) = latest.back(test.years_back) else { return Reading::nothing(measure, latest) };
        let mut reading = Reading::nothing(measure, year);
        let threshold = self.case.framework.threshold_value(&test.threshold, Some(&measure.id), year);
        // A measure for which the scheme sets no threshold, or that was not measured that year, cannot meet the test.
        let Some(threshold) = threshold.map(|value| value.value) else { return reading };
        reading.threshold = Some(threshold);
        let Some(years) = comparable_years(test.quantity, measure, year) else { return reading };
        reading.value = record.result(year).map(Figure::level);
        reading.need(reading.value.is_none(), || Input::Result(measure.id.clone(), year));
        let mut nationals = Vec::new();
        for compared in years.clone() {
            let input = match test.quantity {
                Quantity::Gap => Input::National(measure.id.clone(), compared),
                Quantity::TestLessTeacher => Input::Teacher(measure.id.clone(), compared),
                _ => Input::Result(measure.id.clone(), compared),
            };
            let level = record.level(&input);
            reading.need(level.is_none(), || input);
            reading.comparators.extend(level.map(|level| (compared, level)));
        }
        if matches!(test.quantity, Quantity::RelativeChange(_)) {
            for compared in std::iter::once(year).chain(years.take(1)) {
                let input = Input::National(measure.id.clone(), compared);
                let level = record.level(&input);
                reading.need(level.is_none(), || input);
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

    pub(super) fn read_trend(&self, trend: Trend, record: &Record<'_>) -> Reading {
        let measure = record.measure;
        let year = self.case.framework.latest_results;
        let mut reading = Reading::nothing(measure, year);
        let Some(years) = two_previous(measure, year) else { return reading };
        reading.value = record.result(year).map(Figure::level);
        reading.need(reading.value.is_none(), || Input::Result(measure.id.clone(), year));
        for previous in years {
            let level = record.result(previous).map(Figure::level);
            reading.need(level.is_none(), || Input::Result(measure.id.clone(), previous));
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

    /// The trace of `condition`, with all parts judged, also where the outcome was clear before.
    pub(super) fn trace(&self, condition: &Condition) -> Trace {
        let traces = |parts: &[Condition]| parts.iter().map(|part| self.trace(part)).collect::<Vec<_>>();
        match condition {
            Condition::All(parts) => {
                let parts = traces(parts);
                let truth = parts.iter().map(|part| part.truth).min().unwrap_or(Truth::True);
                Trace { kind: TraceKind::All, truth, parts, readings: vec![] }
            }
            Condition::Any(parts) => {
                let parts = traces(parts);
                let truth = parts.iter().map(|part| part.truth).max().unwrap_or(Truth::False);
                Trace { kind: TraceKind::Any, truth, parts, readings: vec![] }
            }
            Condition::None(parts) => {
                let parts = traces(parts);
                let truth = parts.iter().map(|part| part.truth).max().unwrap_or(Truth::False).not();
                Trace { kind: TraceKind::None, truth, parts, readings: vec![] }
            }
            Condition::AtLeast { count, of } => {
                let (count, parts) = (self.case.framework.count(count), traces(of));
                let truth = at_least(count, parts.iter().map(|part| part.truth));
                Trace { kind: TraceKind::AtLeast(count), truth, parts, readings: vec![] }
            }
            Condition::Indicator(id) => {
                let inner = self.case.framework.indicator(id).map(|indicator| self.trace(&indicator.when));
                let truth = inner.as_ref().map_or(Truth::False, |inner| inner.truth);
                let parts = inner.into_iter().collect();
                Trace { kind: TraceKind::Indicator(id.clone()), truth, parts, readings: vec![] }
            }
            Condition::Test(test) => {
                let mut readings = Vec::new();
                let truth = self.judge(&test.fact, Some(&mut readings));
                Trace { kind: TraceKind::Test(test.index), truth, parts: vec![], readings }
            }
        }
    }
}

impl Input {
    /// The measure of a figure.
    pub(super) fn measure(&self) -> Option<&MeasureId> {
        match self {
            Self::Result(measure, _) | Self::Teacher(measure, _) | Self::National(measure, _) => {
                Some(measure)
            }
            Self::Grade | Self::Answer(_) | Self::Status => None,
        }
    }
}

impl Truth {
    pub(super) fn not(self) -> Self {
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

    fn need(&mut self, is_missing: bool, input: impl FnOnce() -> Input) {
        if !is_missing {
            return;
        }
        let input = input();
        if !self.missing.contains(&input) {
            self.missing.push(input);
        }
    }
}

pub(super) fn at_least(needed: usize, truths: impl Iterator<Item = Truth>) -> Truth {
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
) -> Option<impl Iterator<Item = AcademicYear> + Clone> {
    let back = match quantity {
        Quantity::Result => 0..0,
        Quantity::Gap | Quantity::TestLessTeacher => 0..1,
        Quantity::Change(years) | Quantity::RelativeChange(years) => years..years.saturating_add(1),
        Quantity::Mean(years) => 1..years,
    };
    let comparable = |other| measure.exists_in(other) && measure.same_series(other, year);
    let is_whole = back.clone().all(|back| year.back(back).is_some_and(comparable));
    (measure.exists_in(year) && is_whole).then(|| back.filter_map(move |back| year.back(back)))
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

/// The rules with the fewest tests in their way. Another inspection grade is further away than any answer; the first
/// inspection of a school that had none is not.
pub(super) fn nearest_rules(world: &World<'_>) -> Vec<Near> {
    let regrading = if world.case.plan.school.grade == Some(Grade::NeverInspected) { 1 } else { 100 };
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
