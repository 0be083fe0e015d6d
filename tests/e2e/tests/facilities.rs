//! Files and the clipboard, which only a real click can use.

use e2e::{Browser, Server, dist};

#[test]
fn a_plan_is_saved_and_opened_again() {
    let browser = Browser::open();
    browser.go(&dist::single_file());
    browser.field("Figure").click();
    browser.type_text("62.3");
    browser.button("Save").click();
    assert_eq!(browser.downloaded("plan.json"), "62.3");

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("other.json");
    std::fs::write(&file, "73 %").unwrap();
    browser.choose_file(&browser.button("Open"), &file);
    browser.wait_for("the opened text", || browser.field("Figure").value() == "73 %");

    std::fs::write(&file, "9".repeat(1001)).unwrap();
    browser.choose_file(&browser.button("Open"), &file);
    browser.wait_for("the refusal", || browser.field("Figure").value() == "TooLarge");
}

#[test]
fn copying_works_even_where_the_clipboard_is_refused() {
    let server = Server::start();
    let browser = Browser::open();
    browser.go(&server.address("/planner.html"));
    browser.button("Copy").click();
    browser.wait_for_text("Copied");
    browser.go(&server.framing(&server.other_site("/planner.html"), "sandbox=\"allow-scripts\""));
    browser.enter_frame("frame");
    browser.button("Copy").click();
    browser.wait_for_text("Copied");
}
