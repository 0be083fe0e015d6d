//! What follows from digits comes once the typing rests, and whatever else is done goes by all that was typed.

use std::rc::Rc;

use attainment_planner::app::state::{Action, Shipped, State};
use proptest::prelude::*;
use proptest::sample::select;

use crate::pages::{press, type_in};
use crate::random::proptest_config;
use crate::school::today;

const FIGURE: &str = "figure-ks2-rwm-l4-2014-15";

fn example() -> State {
    let state = State::new(Rc::new(Shipped::load().unwrap()), today()).unwrap();
    state.step(press("example")).step(press("nav-figures"))
}

#[test]
fn what_follows_from_digits_comes_once_typing_rests() {
    let before = example();
    let typed = before.step(type_in(FIGURE, "9")).step(type_in(FIGURE, "90"));
    assert_eq!(typed.draft.figures.values().filter(|text| *text == "90").count(), 1);
    assert!(Rc::ptr_eq(&typed.worked, &before.worked));
    let rested = typed.step(Action::Rested);
    assert_ne!(rested.worked.headline.sentence, before.worked.headline.sentence);
    // Both digits are one step back, as before.
    assert_eq!(rested.step(Action::Undo).draft, before.draft);
}

/// One of the things that a person does on a page of figures.
fn deed() -> impl Strategy<Value = Action> {
    let boxes = [FIGURE, "figure-ks2-reading-l4-2014-15", "cohort-year-6-2014-15", "target-ks2-rwm-l4"];
    let texts = ["", "6", "63", "63.3", "18", "x", "101"];
    let others = [
        type_in("name", "A school"),
        type_in("phase", "junior"),
        type_in("phase", "primary"),
        Action::Undo,
        Action::Redo,
        Action::Paused,
        press("nav-figures"),
        press("nav-trajectory"),
        press("plan-ks2-rwm-l4"),
        press("see-school"),
        press("new"),
    ];
    prop_oneof![
        3 => (select(boxes.to_vec()), select(texts.to_vec())).prop_map(|(id, text)| type_in(id, text)),
        1 => select(others.to_vec()),
        // What Continue finds wrong is in what was typed last.
        1 => Just(press("continue")),
    ]
}

proptest! {
    #![proptest_config(proptest_config(96))]

    /// However quickly it is typed, and whatever is done in between, it comes to the same.
    #[test]
    fn how_quickly_it_is_typed_makes_no_difference(deeds in prop::collection::vec(deed(), 1..12)) {
        let (mut quick, mut slow) = (example(), example());
        for deed in deeds {
            quick = quick.step(deed.clone());
            slow = slow.step(deed).step(Action::Rested);
        }
        let quick = quick.step(Action::Rested);
        prop_assert_eq!(&quick.draft, &slow.draft);
        prop_assert_eq!(&quick.worked.evaluation, &slow.worked.evaluation);
        prop_assert_eq!(&quick.worked.issues, &slow.worked.issues);
        prop_assert_eq!(&quick.sections, &slow.sections);
        prop_assert_eq!((quick.page, quick.checks, quick.turns), (slow.page, slow.checks, slow.turns));
        prop_assert_eq!(quick.undo_words(), slow.undo_words());
        prop_assert_eq!(quick.redo_words(), slow.redo_words());
    }
}
