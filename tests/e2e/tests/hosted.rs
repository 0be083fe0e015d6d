//! The hosted build keeps its work, and goes back and forward.

use e2e::planner::START;
use e2e::{Browser, Facility, Server};

const NAME: &str = "Name of the school (optional)";

#[test]
fn what_was_typed_is_there_after_a_reload() {
    let server = Server::start();
    let browser = Browser::open();
    browser.open_planner(&server.address("/site/"));
    browser.wait_for_text("Kept in this browser");
    browser.turn_to("school");
    browser.tab_to("textbox", NAME);
    browser.type_text("Hill Top");
    if !browser.can(Facility::WritingWhileLeaving) {
        browser.wait_for("the name to be kept", || kept(&browser).contains("Hill Top"));
    }
    browser.reload();
    // And the page is the one that was in view.
    browser.wait_for_heading("The school");
    browser.wait_for("the text to be back", || browser.field(NAME).value() == "Hill Top");
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// Everything that the planner has kept in the browser.
fn kept(browser: &Browser) -> String {
    let kept = browser.later(
        "indexedDB.databases().then(([{ name }]) => {
           const open = indexedDB.open(name);
           open.onsuccess = () => {
             const all = open.result.transaction('texts').objectStore('texts').getAll();
             all.onsuccess = () => { open.result.close(); done(all.result.join()); };
           };
         });",
    );
    kept.as_str().unwrap_or_default().to_owned()
}

#[test]
fn back_and_forward_move_between_pages() {
    let server = Server::start();
    let browser = Browser::open();
    browser.open_planner(&server.address("/site/"));
    browser.press_by_keys("Next: School");
    browser.wait_for_heading("The school");
    browser.back();
    browser.wait_for_heading(START);
    browser.forward();
    browser.wait_for_heading("The school");
}

#[test]
fn it_asks_for_its_own_files_and_nothing_else() {
    let server = Server::start();
    let browser = Browser::open();
    browser.open_planner(&server.address("/site/"));
    let asked = browser.requests();
    assert!(asked.iter().all(|address| address.starts_with(&server.address("/site/"))), "{asked:?}");
    let served = server.requests();
    assert!(served.iter().all(|path| path.starts_with("/site/")), "{served:?}");
    assert!((4..=5).contains(&served.len()), "{served:?}");
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn a_phone_and_axe_find_nothing_wrong() {
    let server = Server::start();
    let browser = Browser::open();
    browser.open_planner(&server.address("/site/"));
    assert_eq!(browser.axe(), []);
    browser.resize(320, 640);
    let overflow = "const page = document.documentElement; return page.scrollWidth - page.clientWidth";
    assert_eq!(browser.script(overflow), 0);
    if browser.can(Facility::Print) {
        assert!(browser.pdf().starts_with(b"%PDF"));
    }
}
