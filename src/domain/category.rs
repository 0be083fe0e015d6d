//! The category: what the rules make of a school, and the trace of every part.

use super::framework::{Fact, Framework};
use super::ids::{CategoryId, IndicatorId, MeasureId, QuestionId, RuleId};
use super::map::sort_by_key;
use super::measure::Measure;
use super::plan::Plan;
use super::quantity::{Exact, Level};
use super::reference::Group;
use super::school::Grade;
use super::world::World;
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
    /// A result.
    Result(MeasureId, Group, AcademicYear),
    /// A teacher assessment.
    Teacher(MeasureId, AcademicYear),
    /// A national figure, which the planner does not hold.
    National(MeasureId, Group, AcademicYear),
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
    /// There are figures, but none of the years that the scheme judges, and nothing else decides.
    NoResultsInItsYears,
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
    /// Points are counted: what each part gives, and the fewest and the most that they come to.
    Score {
        /// The points of each part.
        points: Vec<i64>,
        /// The points of the parts that hold.
        fewest: i64,
        /// The same with those that may hold.
        most: i64,
    },
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
    /// Whose results.
    pub group: Group,
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

impl Trace {
    /// The trace of the test with this index, here or in a part.
    pub fn of_test(&self, index: usize) -> Option<&Self> {
        if self.kind == TraceKind::Test(index) {
            return Some(self);
        }
        self.parts.iter().find_map(|part| part.of_test(index))
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
    pub(super) fn nothing(measure: &Measure, year: AcademicYear) -> Self {
        Self {
            measure: measure.id.clone(),
            group: Group::All,
            year,
            truth: Truth::False,
            value: None,
            comparators: Vec::new(),
            amount: None,
            threshold: None,
            missing: Vec::new(),
        }
    }
}

/// The rules with the fewest tests in their way.
pub(super) fn nearest_rules(world: &World<'_>) -> Vec<Near> {
    let framework = world.prepared.framework;
    let rules = framework.rules.iter().zip(&world.prepared.rules);
    let ways: Vec<_> = rules
        .map(|(rule, step)| {
            let (weight, unmet) = unmet(framework, world.plan, &world.trace(*step));
            (weight, Near { rule: rule.id.clone(), unmet })
        })
        .collect();
    let least = ways.iter().map(|(weight, _)| *weight).min().unwrap_or(0);
    ways.into_iter().filter(|(weight, _)| *weight == least).map(|(_, near)| near).collect()
}

/// Tests that stand in the way, by their index, and whether each would have to hold.
pub type Unmet = Vec<(usize, bool)>;

/// What stands in the way of a condition, and how much it is. Another inspection grade is further away than any answer;
/// the first inspection of a school that had none is not.
pub fn unmet(framework: &Framework, plan: &Plan, trace: &Trace) -> (usize, Unmet) {
    let tests = framework.tests();
    let regrading = if plan.school.grade == Some(Grade::NeverInspected) { 1 } else { 100 };
    let weigh = |unmet: &Unmet| -> usize {
        let weight = |test: usize| match tests[test].fact {
            Fact::Inspection(_) => regrading,
            // No school changes that.
            Fact::Phase(_) => 1_000,
            _ => 1,
        };
        unmet.iter().map(|(test, _)| weight(*test)).sum()
    };
    let unmet = in_the_way(trace, true, &weigh);
    (weigh(&unmet), unmet)
}

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
        // Which items would give the points depends on how many each gives: all that can help are named.
        (TraceKind::Score { .. }, must_hold) => each(must_hold).flatten().collect(),
        (TraceKind::AtLeast(count), true) => lightest(true, *count),
        (TraceKind::AtLeast(count), false) => {
            lightest(false, trace.parts.len().saturating_sub(count.saturating_sub(1)))
        }
    }
}
