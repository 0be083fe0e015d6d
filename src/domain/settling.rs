//! What a single unknown would settle, value by value.

use std::cell::RefCell;

use super::category::{Assumed, Input, Memo, World};
use super::ids::AnswerId;
use super::map::sort_by_key;
use super::nearest::{Then, then};
use super::quantity::Level;
use super::school::Grade;

/// The outcome for every value of one unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settling {
    /// The unknown.
    pub input: Input,
    /// Its values, each with the outcome; levels from the lowest up, neighbours with one outcome joined.
    pub cases: Vec<(When, Then)>,
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
    },
}

/// The outcome of `world` for every value of `input`; a value that leaves it open gives [`Then::Open`].
pub(super) fn settling(world: &World<'_>, input: &Input) -> Settling {
    let memo = RefCell::new(Memo::new());
    let outcome = |value: Assumed| then(&world.assuming(input, value), &mut memo.borrow_mut());
    let mut levels = Vec::new();
    let mut cases = Vec::new();
    for value in world.values(input) {
        match value.clone() {
            Assumed::Level(level) => levels.push(level),
            Assumed::Answer(answer) => cases.push((When::Answer(answer), outcome(value))),
            Assumed::Grade(grade) => cases.push((When::Grade(grade), outcome(value))),
            Assumed::Status(_) => {}
        }
    }
    sort_by_key(&mut levels, |level| *level);
    let ends: Vec<Level> = levels.iter().copied().step_by(2).collect();
    let stretches = levels.into_iter().map(|level| (level, outcome(Assumed::Level(level)))).collect();
    cases.extend(join(stretches, &ends));
    Settling { input: input.clone(), cases }
}

/// Joins neighbouring levels with one outcome. `levels` are, in turn, a level at which some test may change and one
/// between it and the next; `ends` are the former.
fn join(levels: Vec<(Level, Then)>, ends: &[Level]) -> Vec<(When, Then)> {
    let mut joined: Vec<(When, Then)> = Vec::new();
    let mut previous: Option<(Level, Then)> = None;
    for (level, then) in levels {
        let is_end = ends.contains(&level);
        match (&previous, joined.last_mut()) {
            (Some((_, before)), Some((When::Levels { to, .. }, _))) if *before == then => *to = None,
            (Some((before, _)), Some((When::Levels { to, .. }, _))) => {
                // The change lies at whichever of the two is an end: the other only stands for what lies between.
                let (bound, belongs_below) = if is_end { (level, false) } else { (*before, true) };
                *to = Some((bound, belongs_below));
                joined.push((When::Levels { from: Some((bound, !belongs_below)), to: None }, then.clone()));
            }
            _ => joined.push((When::Levels { from: None, to: None }, then.clone())),
        }
        previous = Some((level, then));
    }
    joined
}
