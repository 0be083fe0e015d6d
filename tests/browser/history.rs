use std::cell::RefCell;
use std::rc::Rc;

use attainment_planner::browser::history;
use gloo::timers::future::TimeoutFuture;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn back_and_forward_tell_the_page_until_the_listener_is_dropped() {
    let travelled = Rc::new(RefCell::new(Vec::new()));
    let told = Rc::clone(&travelled);
    let listener = history::on_travel(move |state| told.borrow_mut().push(state)).unwrap();
    history::replace("start").unwrap();
    history::push("school").unwrap();
    history::push("figures").unwrap();
    assert_eq!(history::current(), Ok(Some("figures".to_owned())));

    let browser = web_sys::window().unwrap().history().unwrap();
    browser.back().unwrap();
    until(|| travelled.borrow().len() == 1).await;
    assert_eq!(history::current(), Ok(Some("school".to_owned())));
    browser.forward().unwrap();
    until(|| travelled.borrow().len() == 2).await;
    assert_eq!(*travelled.borrow(), [Some("school".to_owned()), Some("figures".to_owned())]);

    drop(listener);
    browser.back().unwrap();
    until(|| history::current() == Ok(Some("school".to_owned()))).await;
    assert_eq!(travelled.borrow().len(), 2);
}

/// Waits until something holds, for at most five seconds.
async fn until(holds: impl Fn() -> bool) {
    for _ in 0..500 {
        if holds() {
            return;
        }
        TimeoutFuture::new(10).await;
    }
    panic!("waited in vain");
}
