//! Making the app fail while a room's code is at work, for the tests of what happens then. Not in the build that ships.

use std::cell::RefCell;

thread_local! {
    static DUE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Lets the next [`point`] of this name fail.
pub fn arm(place: &str) {
    DUE.with(|due| place.clone_into(&mut due.borrow_mut()));
}

/// A place that fails when it is armed. The panic's place is the caller's, as that of any fault there would be.
#[track_caller]
pub fn point(place: &str) {
    if DUE.with(|due| due.borrow().as_str() == place) {
        arm("");
        panic!("a message that holds a figure: 12.3");
    }
}
