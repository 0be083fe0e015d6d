//! Everything that the planner works out of a plan.

use super::category::{Case, NotApplicable, Outcome, Possible, RuleTrace, Trace, Truth, World};
use super::framework::{Framework, Overlay, Test};
use super::gap::{CrossCheck, Gap, cross_checks, gaps};
use super::ids::{AnswerId, CategoryId, OverlayId, QuestionId};
use super::measure::Catalogue;
use super::nearest::{Nearest, nearest};
use super::plan::Plan;
use super::record::Record;
use super::reference::Reference;
use super::search::Search;
use super::settling::{Settling, settling};
use super::trajectory::{Trajectory, trajectories};

/// What the planner makes of a plan. The same on every platform for the same input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The category, or why there is none yet.
    pub outcome: Outcome,
    /// Where a single unknown would settle it: the outcome for each of its values.
    pub settling: Option<Settling>,
    /// Every rule's trace, in reading order; empty where the framework does not apply.
    pub rules: Vec<RuleTrace>,
    /// What is derived beside the category.
    pub overlays: Vec<OverlayOutcome>,
    /// Support visits that the school gets (true) or may get (unknown), by their place in the framework.
    pub support: Vec<(usize, Truth)>,
    /// What follows from the category, by its place in the category's list, as far as it is decided.
    pub follows: Vec<(usize, Truth)>,
    /// Answers that the figures suggest for questions that have none.
    pub proposals: Vec<(QuestionId, AnswerId)>,
    /// What would change the category.
    pub nearest: Nearest,
    /// Results beside national figures, in the catalogue's order.
    pub gaps: Vec<Gap>,
    /// Test results beside teacher assessments.
    pub cross_checks: Vec<CrossCheck>,
    /// Paths to the targets and to national.
    pub trajectories: Vec<Trajectory>,
}

/// What an overlay says of the school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayOutcome {
    /// The overlay.
    pub overlay: OverlayId,
    /// The levels that are possible, by their place; one where it is decided.
    pub possible: Vec<usize>,
    /// Whether it is possible that none fits.
    pub or_none: bool,
    /// The trace of each level, in the order in which they are read.
    pub traces: Vec<Trace>,
}

impl Evaluation {
    /// The category, where it is decided.
    pub fn category(&self) -> Option<&CategoryId> {
        match &self.outcome {
            Outcome::Decided { category, .. } => Some(category),
            _ => None,
        }
    }
}

/// Works out everything from a valid plan. Cannot fail; what does not apply is said in the outcome.
pub fn evaluate(
    plan: &Plan,
    framework: &Framework,
    catalogue: &Catalogue,
    reference: &Reference,
) -> Evaluation {
    let records = Record::all(plan, catalogue, reference);
    let mut evaluation = Evaluation {
        outcome: Outcome::NotApplicable(NotApplicable::NoPhase),
        settling: None,
        rules: vec![],
        overlays: vec![],
        support: vec![],
        follows: vec![],
        proposals: vec![],
        nearest: Nearest::default(),
        gaps: gaps(plan, framework, &records),
        cross_checks: cross_checks(framework, &records),
        trajectories: trajectories(plan, framework, &records),
    };
    match Case::new(plan, framework, catalogue, reference) {
        Err(why) => evaluation.outcome = Outcome::NotApplicable(why),
        Ok(case) => judge(&case, &mut evaluation),
    }
    evaluation
}

/// The category alone, as quickly as it can be had: for running a whole country.
pub fn category_only(
    plan: &Plan,
    framework: &Framework,
    catalogue: &Catalogue,
    reference: &Reference,
    tests: &[&Test],
) -> Outcome {
    match Case::new(plan, framework, catalogue, reference) {
        Err(why) => Outcome::NotApplicable(why),
        Ok(case) => Search::new(&World::new(&case, tests)).outcome(),
    }
}

fn judge(case: &Case<'_>, evaluation: &mut Evaluation) {
    let framework = case.framework;
    let tests = framework.tests();
    let world = World::new(case, &tests);
    let search = Search::new(&world);
    evaluation.outcome = search.outcome();
    if let Outcome::Between { settled_by, .. } = &evaluation.outcome
        && let [input] = settled_by.as_slice()
    {
        evaluation.settling = Some(settling(&search, input));
    }
    evaluation.rules = framework
        .rules
        .iter()
        .map(|rule| RuleTrace { rule: rule.id.clone(), trace: world.trace(&rule.when) })
        .collect();
    evaluation.nearest = nearest(case, &search);
    evaluation.proposals = framework
        .questions
        .iter()
        .filter(|question| !case.plan.answers.contains_key(&question.id))
        .filter_map(|question| {
            // A proposal that is only possible stands in the way of those after it.
            let first =
                question.proposals.iter().find(|proposal| world.holds(&proposal.when) != Truth::False)?;
            (world.holds(&first.when) == Truth::True).then(|| (question.id.clone(), first.answer.clone()))
        })
        .collect();

    let (categories, or_none) = match &evaluation.outcome {
        Outcome::Decided { category, .. } => (vec![category.clone()], false),
        Outcome::Between { categories, or_none, .. } => (categories.clone(), *or_none),
        Outcome::NoDescription { .. } | Outcome::NotApplicable(_) => (vec![], true),
    };
    evaluation.overlays = framework
        .overlays
        .iter()
        .map(|overlay| overlay_outcome(overlay, &world, &categories, or_none))
        .collect();
    let world = world.with_outcome(Possible { categories: &categories, or_none });
    evaluation.support = framework
        .support
        .iter()
        .enumerate()
        .map(|(place, support)| (place, world.holds(&support.when)))
        .filter(|(_, truth)| *truth != Truth::False)
        .collect();
    if let Some(category) = evaluation.category().and_then(|id| framework.category(id)) {
        evaluation.follows = category
            .follows
            .iter()
            .enumerate()
            .map(|(place, follow)| {
                (place, follow.when.as_ref().map_or(Truth::True, |when| world.holds(when)))
            })
            .filter(|(_, truth)| *truth != Truth::False)
            .collect();
    }
}

/// What `overlay` says where the category is one of `categories`, or none.
fn overlay_outcome(
    overlay: &Overlay,
    world: &World<'_>,
    categories: &[CategoryId],
    or_none: bool,
) -> OverlayOutcome {
    let all = world.with_outcome(Possible { categories, or_none });
    let traces: Vec<Trace> = overlay.levels.iter().map(|level| all.trace(&level.when)).collect();
    let (mut possible, mut none_fits) = (vec![false; overlay.levels.len()], false);
    let mut look = |truths: &[Truth]| {
        let certain = truths.iter().position(|truth| *truth == Truth::True);
        let last = certain.unwrap_or(truths.len());
        for place in (0..last).filter(|place| truths[*place] == Truth::Unknown).chain(certain) {
            possible[place] = true;
        }
        none_fits |= certain.is_none();
    };
    if categories.len() + usize::from(or_none) <= 1 {
        look(&traces.iter().map(|trace| trace.truth).collect::<Vec<_>>());
    } else {
        // Levels that go by the category exclude each other: each possible category is looked at by itself.
        let alone = categories.iter().map(std::slice::from_ref);
        for categories in alone.chain(or_none.then_some::<&[CategoryId]>(&[])) {
            let world = world.with_outcome(Possible { categories, or_none: categories.is_empty() });
            look(&overlay.levels.iter().map(|level| world.holds(&level.when)).collect::<Vec<_>>());
        }
    }
    OverlayOutcome {
        overlay: overlay.id.clone(),
        possible: (0..possible.len()).filter(|place| possible[*place]).collect(),
        or_none: none_fits,
        traces,
    }
}
