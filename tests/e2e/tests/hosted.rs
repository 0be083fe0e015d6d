//! The hosted build keeps its work, and goes back and forward.

use e2e::{Browser, Key, Server};

#[test]
fn what_was_typed_is_there_after_a_reload() {
    let server = Server::start();
    let browser = Browser::open();
    browser.go(&server.address("/site/"));
    browser.wait_for_text("Kept in this browser");
    browser.tab_to("textbox", "Figure");
    browser.type_text("62.3");
    browser.reload();
    browser.wait_for("the text to be back", || browser.field("Figure").value() == "62.3");
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn back_and_forward_move_between_pages() {
    let server = Server::start();
    let browser = Browser::open();
    browser.go(&server.address("/site/"));
    browser.tab_to("button", "Next");
    browser.press(Key::Enter);
    browser.wait_for_heading("Second page");
    browser.back();
    browser.wait_for_heading("Attainment planner");
    browser.forward();
    browser.wait_for_heading("Second page");
}

#[test]
fn it_asks_for_its_own_files_and_nothing_else() {
    let server = Server::start();
    let browser = Browser::open();
    browser.go(&server.address("/site/"));
    browser.wait_for_heading("Attainment planner");
    let asked = browser.requests();
    assert!(asked.iter().all(|address| address.starts_with(&server.address("/site/"))), "{asked:?}");
    assert!((4..=5).contains(&asked.len()), "{asked:?}");
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn a_phone_and_axe_find_nothing_wrong() {
    let server = Server::start();
    let browser = Browser::open();
    browser.go(&server.address("/site/"));
    browser.wait_for_heading("Attainment planner");
    assert_eq!(browser.axe(), []);
    browser.resize(320, 640);
    assert_eq!(browser.script("return document.documentElement.scrollWidth"), 320);
    assert!(browser.pdf().starts_with(b"%PDF"));
}
