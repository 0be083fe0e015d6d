//! What would change the category: the fewest pupils, and the answers.

use super::category::Input;
use super::cohort::Cohort;
use super::ids::{AnswerId, CategoryId, MeasureId, QuestionId};
use super::map::sort_by_key;
use super::prepared::Answer;
use super::quantity::Level;
use super::reference::Group;
use super::search::{ByLevel, Search, Verdict};
use super::world::World;

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

/// What would change the outcome of the school of `world`.
pub(super) fn nearest(world: &World<'_>, search: &Search<'_>) -> Nearest {
    let (prepared, plan) = (world.prepared, world.plan);
    let framework = prepared.framework;
    let now = search.verdict_now();
    let changed = |verdict: Verdict<'_>| (verdict != now).then(|| Then::from(verdict));
    let read: Vec<&MeasureId> =
        prepared.measures.headline.iter().chain(&prepared.measures.progress).collect();
    let by_measure: Vec<_> = read
        .into_iter()
        .filter_map(|measure| {
            let year = framework.latest_results;
            let pupils = plan.figures.result(measure, year)?.pupils().filter(|p| p.fewest == p.most)?;
            let by_level = search.by_level(&Input::Result(measure.clone(), Group::All, year));
            let levels = by_level.as_ref().map_or(vec![], ByLevel::critical_levels);
            let crossings = crossings(levels, pupils.of);
            let then = |count: u32| {
                by_level.as_ref()?.verdict(Level::share(count, pupils.of.pupils())).and_then(changed)
            };
            Some(MeasureChange {
                measure: measure.clone(),
                pupils: pupils.fewest,
                of: pupils.of,
                more: crossings
                    .iter()
                    .filter(|count| **count > pupils.fewest)
                    .find_map(|count| then(*count).map(|then| (count - pupils.fewest, then))),
                fewer: crossings
                    .iter()
                    .rev()
                    .filter(|count| **count < pupils.fewest)
                    .find_map(|count| then(*count).map(|then| (pupils.fewest - count, then))),
            })
        })
        .collect();
    let mut by_answer = Vec::new();
    let questions = framework.questions.iter().enumerate();
    for (place, question) in questions.filter(|(place, _)| search.is_read(*place)) {
        let given = plan.answers.get(&question.id);
        let slots = search.slots_of_question(place);
        let mut tried: Vec<(usize, Option<Then>)> = Vec::new();
        for (rung, option) in
            question.options.iter().enumerate().filter(|(_, option)| Some(&option.id) != given)
        {
            // Answers that no test tells apart come to the same.
            let is_same = |other: usize| {
                let [one, other] = [rung, other].map(Answer::Rung);
                slots.iter().all(|slot| slot.is_answered(one) == slot.is_answered(other))
            };
            let known = tried.iter().find(|(other, _)| is_same(*other)).map(|(_, then)| then.clone());
            let then = known.unwrap_or_else(|| {
                let then = search.verdict_with_answer(place, Answer::Rung(rung)).and_then(changed);
                tried.push((rung, then.clone()));
                then
            });
            if let Some(then) = then {
                let (question, answer) = (question.id.clone(), option.id.clone());
                by_answer.push(AnswerChange { question, answer, then });
            }
        }
    }
    let is_stable = (now != Verdict::Open && !by_measure.is_empty()).then(|| {
        let turns = |change: &Option<(u32, Then)>| change.as_ref().is_some_and(|(pupils, _)| *pupils == 1);
        !by_measure.iter().any(|change| turns(&change.more) || turns(&change.fewer))
    });
    Nearest { by_measure, by_answer, is_stable }
}

/// For each of `levels`, at which some test may change: the count below it, that on it or next above, and after one on
/// it the count above. Once each, in order; the outcome is the same from one of them to the next.
fn crossings(levels: Vec<Level>, of: Cohort) -> Vec<u32> {
    let mut counts = Vec::new();
    for level in levels {
        let reached = of.fewest_reaching(level.max(Level::hundredths(0)));
        counts.extend(reached.checked_sub(1));
        counts.push(reached);
        if Level::share(reached, of.pupils()) == level {
            counts.push(reached + 1);
        }
    }
    counts.retain(|count| *count <= of.pupils());
    sort_by_key(&mut counts, |count| *count);
    counts.dedup();
    counts
}

impl From<Verdict<'_>> for Then {
    fn from(verdict: Verdict<'_>) -> Self {
        match verdict {
            Verdict::Decided(category) => Self::Category(category.clone()),
            Verdict::Open => Self::Open,
            Verdict::NoDescription => Self::NoDescription,
        }
    }
}
