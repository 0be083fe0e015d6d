//! What a single unknown would settle, value by value.

use super::category::Input;
use super::ids::AnswerId;
use super::map::sort_by_key;
use super::nearest::Then;
use super::prepared::Answer;
use super::quantity::Level;
use super::school::Grade;
use super::search::{ByLevel, Search, Verdict};

/// The outcome for every value of one unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settling {
    /// The unknown.
    pub input: Input,
    /// Its values, each with the outcome; levels from the lowest up, neighbours with one outcome joined.
    pub cases: Vec<(When, Then)>,
    /// Other things that are not known and of which some value, not each, would settle the outcome too: mostly figures
    /// that tests do without while they are missing.
    pub others: Vec<Input>,
}

/// A value of an unknown, or a range of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// This answer.
    Answer(AnswerId),
    /// This grade of inspection.
    Grade(Grade),
    /// A level from one bound to another; `None` is unbounded.
    Levels {
        /// The lower bound, and whether it belongs to the range.
        from: Option<(Level, bool)>,
        /// The upper bound, and whether it belongs to the range.
        to: Option<(Level, bool)>,
        /// The test, by its index, that comes out otherwise beyond the upper bound; `None` where there is no bound, or
        /// where the test still waits for another figure.
        test: Option<usize>,
    },
}

/// The outcome for every value of `input`, which is not known; a value that leaves it open gives [`Then::Open`]. `None`
/// where the values are not listed: of a number, or who maintains the school.
pub(super) fn settling(search: &Search<'_>, input: &Input) -> Option<Settling> {
    let cases = cases(search, input);
    let settles = |other: &Input| self::cases(search, other).iter().any(|(_, then)| *then != Then::Open);
    let mut others = search.missing();
    others.retain(|other| other != input && settles(other));
    (!cases.is_empty()).then(|| Settling { input: input.clone(), cases, others })
}

fn cases(search: &Search<'_>, input: &Input) -> Vec<(When, Then)> {
    // Where no rule notices a value, things stay as they are.
    let then = |verdict: Option<Verdict<'_>>| Then::from(verdict.unwrap_or_else(|| search.verdict_now()));
    match input {
        Input::Grade => {
            let grades = search.framework().possible_grades();
            grades.map(|grade| (When::Grade(grade), search.verdict_with_grade(grade).into())).collect()
        }
        Input::Answer(question) => {
            let mut questions = search.framework().questions.iter();
            let Some(place) = questions.position(|asked| asked.id == *question) else { return vec![] };
            let options = search.framework().questions[place].options.iter().enumerate();
            options
                .map(|(rung, option)| {
                    let verdict = search.verdict_with_answer(place, Answer::Rung(rung));
                    (When::Answer(option.id.clone()), then(verdict))
                })
                .collect()
        }
        Input::Status => vec![],
        Input::Result(..) | Input::Teacher(..) | Input::National(..) => {
            search.by_level(input).map_or(vec![], |by_level| {
                let mut levels = by_level.values();
                sort_by_key(&mut levels, |level| *level);
                let ends: Vec<Level> = levels.iter().copied().step_by(2).collect();
                let stretches =
                    levels.into_iter().map(|level| (level, then(by_level.verdict(level)))).collect();
                join(stretches, &ends, &by_level)
            })
        }
    }
}

/// Joins neighbouring levels with one outcome. `levels` are, in turn, a level at which some test may change and one
/// between it and the next; `ends` are the former.
fn join(levels: Vec<(Level, Then)>, ends: &[Level], by_level: &ByLevel<'_, '_>) -> Vec<(When, Then)> {
    let mut joined: Vec<(When, Then)> = Vec::new();
    let mut previous: Option<(Level, Then)> = None;
    for (level, then) in levels {
        let is_end = ends.contains(&level);
        match (&previous, joined.last_mut()) {
            (Some((_, before)), Some((When::Levels { to, .. }, _))) if *before == then => *to = None,
            (Some((before, _)), Some((When::Levels { to, test, .. }, _))) => {
                // The change lies at whichever of the two is an end: the other only stands for what lies between.
                let (bound, belongs_below) = if is_end { (level, false) } else { (*before, true) };
                *to = Some((bound, belongs_below));
                *test = by_level.turns(*before, level);
                let from = Some((bound, !belongs_below));
                joined.push((When::Levels { from, to: None, test: None }, then.clone()));
            }
            _ => joined.push((When::Levels { from: None, to: None, test: None }, then.clone())),
        }
        previous = Some((level, then));
    }
    joined
}
