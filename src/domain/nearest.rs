//! What would change the category: the fewest pupils, and the answers.

use std::cell::RefCell;

use super::category::{Assumed, Case, Input, Memo, Verdict, World, verdict};
use super::cohort::Cohort;
use super::ids::{AnswerId, CategoryId, MeasureId, QuestionId};
use super::map::sort_by_key;
use super::quantity::Level;

/// What would change the category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nearest {
    /// For each measure that the rules read and whose pupils are known: what more or fewer pupils would change.
    pub by_measure: Vec<MeasureChange>,
    /// For each question: the answers that would change the outcome, and to what.
    pub by_answer: Vec<AnswerChange>,
    /// Whether no single pupil either way, in any one of these measures, changes the outcome; `None` where no
    /// measure's pupils are known or the outcome is open.
    pub is_stable: Option<bool>,
}

/// What more or fewer pupils in one measure would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureChange {
    /// The measure.
    pub measure: MeasureId,
    /// The pupils who reached it.
    pub pupils: u32,
    /// Of how many.
    pub of: Cohort,
    /// The fewest more that change the outcome, and the outcome then.
    pub more: Option<(u32, Then)>,
    /// The fewest fewer that change the outcome, and the outcome then.
    pub fewer: Option<(u32, Then)>,
}

/// An answer that would change the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerChange {
    /// The question.
    pub question: QuestionId,
    /// The answer.
    pub answer: AnswerId,
    /// The outcome then.
    pub then: Then,
}

/// The outcome after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// This category.
    Category(CategoryId),
    /// It would depend on something that is not known.
    Open,
    /// No description would fit.
    NoDescription,
}

/// What would change the outcome of `case`.
pub(super) fn nearest(case: Case<'_>, world: &World<'_>) -> Nearest {
    let memo = RefCell::new(Memo::new());
    let then = |world: &World<'_>| then(world, &mut memo.borrow_mut());
    let now = then(world);
    let read: Vec<&MeasureId> = case.measures.headline.iter().chain(&case.measures.progress).collect();
    let by_measure: Vec<_> = read
        .into_iter()
        .filter_map(|measure| {
            let year = case.framework.latest_results;
            let pupils = case.plan.figures.result(measure, year)?.pupils().filter(|p| p.fewest == p.most)?;
            let input = Input::Result(measure.clone(), year);
            let crossings = crossings(world, &input, pupils.of);
            let outcome_at = |count: u32| {
                let level = Assumed::Level(Level::share(count, pupils.of.pupils()));
                Some(then(&world.assuming(&input, level))).filter(|then| *then != now)
            };
            Some(MeasureChange {
                measure: measure.clone(),
                pupils: pupils.fewest,
                of: pupils.of,
                more: crossings
                    .iter()
                    .filter(|count| **count > pupils.fewest)
                    .find_map(|count| outcome_at(*count).map(|then| (count - pupils.fewest, then))),
                fewer: crossings
                    .iter()
                    .rev()
                    .filter(|count| **count < pupils.fewest)
                    .find_map(|count| outcome_at(*count).map(|then| (pupils.fewest - count, then))),
            })
        })
        .collect();
    let mut by_answer = Vec::new();
    for question in &case.framework.questions {
        let given = case.plan.answers.get(&question.id);
        let input = Input::Answer(question.id.clone());
        for option in question.options.iter().filter(|option| Some(&option.id) != given) {
            let changed = then(&world.assuming(&input, Assumed::Answer(option.id.clone())));
            if changed != now {
                by_answer.push(AnswerChange {
                    question: question.id.clone(),
                    answer: option.id.clone(),
                    then: changed,
                });
            }
        }
    }
    let is_stable = (now != Then::Open && !by_measure.is_empty()).then(|| {
        let turns = |change: &Option<(u32, Then)>| change.as_ref().is_some_and(|(pupils, _)| *pupils == 1);
        !by_measure.iter().any(|change| turns(&change.more) || turns(&change.fewer))
    });
    Nearest { by_measure, by_answer, is_stable }
}

/// The outcome of `world` as its rules stand.
pub(super) fn then(world: &World<'_>, memo: &mut Memo) -> Then {
    match verdict(world, memo) {
        Verdict::Decided(place) => Then::Category(world.framework().rules[place].category.clone()),
        Verdict::Open => Then::Open,
        Verdict::NoDescription => Then::NoDescription,
    }
}

/// The counts of pupils at which some test may change, in order: those next to each level that a test looks at.
fn crossings(world: &World<'_>, input: &Input, of: Cohort) -> Vec<u32> {
    let mut counts: Vec<u32> = world
        .critical_levels(input)
        .into_iter()
        .flat_map(|level| {
            let reached = of.fewest_reaching(level.max(Level::hundredths(0)));
            [reached.saturating_sub(1), reached, reached + 1]
        })
        .filter(|count| *count <= of.pupils())
        .collect();
    sort_by_key(&mut counts, |count| *count);
    counts.dedup();
    counts
}
