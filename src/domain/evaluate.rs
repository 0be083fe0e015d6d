//! Everything that the planner works out of a plan.

use std::sync::Arc;

use super::category::{NotApplicable, Outcome, RuleTrace, Trace, Truth};
use super::draft::TargetKey;
use super::framework::{Framework, Overlay};
use super::gap::{CrossCheck, Gap, cross_checks, gaps};
use super::ids::{AnswerId, CategoryId, OverlayId, QuestionId};
use super::measure::Catalogue;
use super::nearest::{Nearest, Then, nearest};
use super::plan::Plan;
use super::prepared::{Prepared, Ready};
use super::record::Record;
use super::reference::Reference;
use super::search::Search;
use super::settling::{Settling, settling};
use super::trajectory::{Paths, Trajectory, paths, trajectory};
use super::world::{Possible, World};

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
    /// The paths of each plan of targets; at least one.
    pub paths: Vec<Paths>,
    /// The plan in view, by its place.
    pub in_view: usize,
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
    /// The paths to the targets in view, and to national.
    pub fn trajectories(&self) -> &[Trajectory] {
        self.paths.get(self.in_view).map_or(&[], |paths| &paths.trajectories)
    }

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
    evaluate_keeping(&mut None, plan, framework, catalogue, reference)
}

/// The same with a scheme that stays while a plan changes: `kept` holds what it is made ready as from one plan to the
/// next. With another framework, catalogue or reference it must be emptied.
pub fn evaluate_keeping(
    kept: &mut Option<Arc<Ready>>,
    plan: &Plan,
    framework: &Framework,
    catalogue: &Catalogue,
    reference: &Reference,
) -> Evaluation {
    #[cfg(feature = "crash-test")]
    crate::crash::point("domain");
    let prepared = match plan.school.phase {
        Some(phase) => Prepared::keeping(kept, framework, phase, catalogue, reference),
        None => Err(NotApplicable::NoPhase),
    };
    match prepared {
        Ok(prepared) => prepared.evaluate(plan),
        Err(why) => without_category(plan, framework, catalogue, reference, why),
    }
}

/// The paths of each plan of targets alone.
pub fn planned(
    plan: &Plan,
    framework: &Framework,
    catalogue: &Catalogue,
    reference: &Reference,
) -> Vec<Paths> {
    paths(plan, framework, &Record::all(plan, catalogue, reference))
}

/// The paths of one measure and group in the plan of targets in view, also where it has no target.
pub fn trajectory_of(
    plan: &Plan,
    framework: &Framework,
    catalogue: &Catalogue,
    reference: &Reference,
    key: &TargetKey,
) -> Option<Trajectory> {
    let records = Record::all(plan, catalogue, reference);
    let record = records.iter().find(|record| record.measure.id == key.measure)?;
    trajectory(plan, framework, plan.scenarios.get(plan.in_view)?, record, key.group)
}

fn without_category(
    plan: &Plan,
    framework: &Framework,
    catalogue: &Catalogue,
    reference: &Reference,
    why: NotApplicable,
) -> Evaluation {
    let records = Record::all(plan, catalogue, reference);
    Evaluation {
        outcome: Outcome::NotApplicable(why),
        settling: None,
        rules: vec![],
        overlays: vec![],
        support: vec![],
        follows: vec![],
        proposals: vec![],
        nearest: Nearest::default(),
        gaps: gaps(plan, framework, &records),
        cross_checks: cross_checks(framework, &records),
        paths: paths(plan, framework, &records),
        in_view: plan.in_view,
    }
}

impl Prepared<'_> {
    /// Works out everything from a valid plan of a school of the phase.
    pub fn evaluate(&self, plan: &Plan) -> Evaluation {
        let why = NotApplicable::NoResultsInItsYears;
        let mut evaluation = without_category(plan, self.framework, self.catalogue, self.reference, why);
        judge(&World::new(self, plan), &mut evaluation);
        evaluation
    }

    /// The category alone, as quickly as it can be had: for running a whole country. What would settle an open one, and
    /// what comes near where none fits, is for [`Prepared::outcome`].
    pub fn category(&self, plan: &Plan) -> Result<Then, NotApplicable> {
        let world = World::new(self, plan);
        match Then::from(Search::new(&world).verdict_now()) {
            Then::Open if has_results_of_other_years_only(&world) => Err(NotApplicable::NoResultsInItsYears),
            then => Ok(then),
        }
    }

    /// The outcome of the rules.
    pub fn outcome(&self, plan: &Plan) -> Outcome {
        let world = World::new(self, plan);
        outcome(&world, &Search::new(&world))
    }

    /// The category with the trace of every rule.
    pub fn traced(&self, plan: &Plan) -> (Outcome, Vec<RuleTrace>) {
        let world = World::new(self, plan);
        (outcome(&world, &Search::new(&world)), rule_traces(&world))
    }
}

fn outcome(world: &World<'_>, search: &Search<'_>) -> Outcome {
    let outcome = search.outcome();
    if matches!(outcome, Outcome::Between { .. }) && has_results_of_other_years_only(world) {
        return Outcome::NotApplicable(NotApplicable::NoResultsInItsYears);
    }
    outcome
}

/// Whether there are results, but none that the scheme judges.
fn has_results_of_other_years_only(world: &World<'_>) -> bool {
    let framework = world.prepared.framework;
    let figures = &world.plan.figures;
    let measures = &world.prepared.measures.all;
    let has = |year| measures.iter().any(|measure| figures.result(measure, year).is_some());
    figures.measures().next().is_some() && !framework.result_years().into_iter().any(has)
}

fn rule_traces(world: &World<'_>) -> Vec<RuleTrace> {
    let rules = world.prepared.framework.rules.iter().zip(&world.prepared.rules);
    rules.map(|(rule, step)| RuleTrace { rule: rule.id.clone(), trace: world.trace(*step) }).collect()
}

fn judge(world: &World<'_>, evaluation: &mut Evaluation) {
    let prepared = world.prepared;
    let framework = prepared.framework;
    let search = Search::new(world);
    evaluation.outcome = outcome(world, &search);
    if let Outcome::Between { settled_by, .. } = &evaluation.outcome
        && let [input] = settled_by.as_slice()
    {
        evaluation.settling = settling(&search, input);
    }
    evaluation.rules = rule_traces(world);
    evaluation.nearest = nearest(world, &search);
    let questions = framework.questions.iter().zip(&prepared.proposals);
    let open = questions.enumerate().filter(|(place, _)| world.answer(*place).is_none());
    evaluation.proposals = open
        .filter_map(|(_, (question, steps))| {
            // A proposal that is only possible stands in the way of those after it.
            let place = steps.iter().position(|step| world.holds(*step) != Truth::False)?;
            (world.holds(steps[place]) == Truth::True)
                .then(|| (question.id.clone(), question.proposals[place].answer.clone()))
        })
        .collect();

    let (categories, or_none) = match &evaluation.outcome {
        Outcome::Decided { category, .. } => (vec![category.clone()], false),
        Outcome::Between { categories, or_none, .. } => (categories.clone(), *or_none),
        Outcome::NoDescription { .. } | Outcome::NotApplicable(_) => (vec![], true),
    };
    let places = framework.categories.iter().enumerate();
    let places: Vec<usize> =
        places.filter(|(_, category)| categories.contains(&category.id)).map(|(place, _)| place).collect();
    let overlays = framework.overlays.iter().zip(&prepared.overlays);
    let of_all = search.of_all();
    evaluation.overlays =
        overlays.map(|(overlay, steps)| overlay_outcome(overlay, steps, &of_all, &places, or_none)).collect();
    world.set_outcome(Possible::of(&places, or_none));
    let support = prepared.support.iter().enumerate();
    evaluation.support = support
        .map(|(place, step)| (place, world.holds(*step)))
        .filter(|(_, truth)| *truth != Truth::False)
        .collect();
    if let ([place], false) = (places.as_slice(), or_none) {
        let follows = prepared.follows[*place].iter().enumerate();
        evaluation.follows = follows
            .map(|(place, step)| (place, step.map_or(Truth::True, |step| world.holds(step))))
            .filter(|(_, truth)| *truth != Truth::False)
            .collect();
    }
}

/// What `overlay` says where the category is one of those at `categories`, or none.
fn overlay_outcome(
    overlay: &Overlay,
    steps: &[usize],
    search: &Search<'_>,
    categories: &[usize],
    or_none: bool,
) -> OverlayOutcome {
    let world = search.world();
    world.set_outcome(Possible::of(categories, or_none));
    let traces: Vec<Trace> = steps.iter().map(|step| world.trace(*step)).collect();
    let (mut possible, mut none_fits) = (vec![false; steps.len()], false);
    let mut look = |truths: &[Truth]| {
        let certain = truths.iter().position(|truth| *truth == Truth::True);
        let last = certain.unwrap_or(truths.len());
        for place in (0..last).filter(|place| truths[*place] == Truth::Unknown).chain(certain) {
            possible[place] = true;
        }
        none_fits |= certain.is_none();
    };
    let is_clear =
        |truths: &[Truth]| truths.iter().find(|truth| **truth != Truth::False) != Some(&Truth::Unknown);
    let truths: Vec<Truth> = traces.iter().map(|trace| trace.truth).collect();
    // Where levels are open, the worlds of the unknowns say which there can be; where there are too many of them, all
    // that may fit are named.
    let worlds = if is_clear(&truths) && categories.len() + usize::from(or_none) <= 1 {
        None
    } else {
        search.levels(steps)
    };
    if let Some(levels) = worlds {
        (possible, none_fits) = (levels.reached, levels.or_none);
    } else if categories.len() + usize::from(or_none) <= 1 {
        look(&truths);
    } else {
        // Levels that go by the category exclude each other: each possible category is looked at by itself.
        let alone = categories.iter().map(std::slice::from_ref);
        for categories in alone.chain(or_none.then_some::<&[usize]>(&[])) {
            world.set_outcome(Possible::of(categories, categories.is_empty()));
            look(&steps.iter().map(|step| world.holds(*step)).collect::<Vec<_>>());
        }
    }
    OverlayOutcome {
        overlay: overlay.id.clone(),
        possible: (0..possible.len()).filter(|place| possible[*place]).collect(),
        or_none: none_fits,
        traces,
    }
}
