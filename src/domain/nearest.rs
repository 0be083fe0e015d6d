//! What would change the category: the fewest pupils, and the answers.

use super::category::Case;
use super::cohort::Cohort;
use super::ids::{AnswerId, CategoryId, MeasureId, QuestionId};
use super::search::{Search, Verdict};

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
pub(super) fn nearest(case: &Case<'_>, search: &Search<'_>) -> Nearest {
    let now = search.verdict_now();
    let changed = |verdict: Verdict<'_>| {
        (verdict != now).then(|| match verdict {
            Verdict::Decided(category) => Then::Category(category.clone()),
            Verdict::Open => Then::Open,
            Verdict::NoDescription => Then::NoDescription,
        })
    };
    let read: Vec<&MeasureId> = case.measures.headline.iter().chain(&case.measures.progress).collect();
    let by_measure: Vec<_> = read
        .into_iter()
        .filter_map(|measure| {
            let year = case.framework.latest_results;
            let pupils = case.plan.figures.result(measure, year)?.pupils().filter(|p| p.fewest == p.most)?;
            let by_count = search.by_count(measure, year, pupils.of);
            let crossings = by_count.as_ref().map_or(vec![], |by_count| by_count.crossings());
            let then = |count: u32| by_count.as_ref()?.verdict(count).and_then(changed);
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
    let questions = case.framework.questions.iter().enumerate();
    for (place, question) in questions.filter(|(place, _)| search.is_read(*place)) {
        let given = case.plan.answers.get(&question.id);
        for (rung, option) in
            question.options.iter().enumerate().filter(|(_, option)| Some(&option.id) != given)
        {
            if let Some(then) = search.verdict_with_answer(place, rung).and_then(changed) {
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
