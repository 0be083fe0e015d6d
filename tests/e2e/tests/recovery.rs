//! After a failure the plan is handed over and a restart really works.

use e2e::planner::START;
use e2e::{Browser, Key, Server, dist};
use serde_json::Value;

const NAME: &str = "Name of the school (optional)";

/// Opens the school page of the planner that can be made to fail.
fn opened(browser: &Browser) {
    browser.open_planner(&dist::crash_test_file());
    browser.turn_to("school");
}

fn typed(browser: &Browser, text: &str) {
    browser.field(NAME).click();
    browser.press(Key::End);
    browser.type_text(text);
}

/// The school's name in a saved plan.
fn name_in(plan: &str) -> String {
    let plan: Value = serde_json::from_str(plan).unwrap_or_else(|error| panic!("{error} in {plan}"));
    plan["school"]["name"].as_str().unwrap_or_default().to_owned()
}

fn stopped(browser: &Browser, name: &str) {
    browser.wait_for_heading("The planner stopped");
    assert_eq!(name_in(&browser.field("Your plan as text").value()), name);
    assert!(browser.title().starts_with("The planner stopped"), "{}", browser.title());
    assert_eq!(browser.focused().text(), "The planner stopped");
    assert!(browser.all("#name").is_empty(), "the broken app is still on the page");
}

/// The planner is back on the page where it was, with what was typed and with the keyboard at its beginning.
fn back(browser: &Browser, name: &str) {
    browser.wait_for_heading("The school");
    browser.wait_for("the name to be back", || browser.field(NAME).value() == name);
    browser.wait_for_focus("page-heading");
}

#[test]
fn a_panic_hands_the_plan_over_and_a_restart_works_again_and_again() {
    let browser = Browser::open();
    opened(&browser);
    let mut name = String::new();
    for more in ["Hill", " Top", " 2"] {
        typed(&browser, more);
        name += more;
        browser.crash("panic");
        stopped(&browser, &name);
        browser.shot("recovery");
        assert_eq!(browser.axe(), []);
        browser.button("Start again").click();
        back(&browser, &name);
    }
}

#[test]
fn every_way_to_fail_ends_on_the_recovery_page() {
    for way in ["panic", "memory", "stack", "throw"] {
        let browser = Browser::open();
        opened(&browser);
        typed(&browser, "Hill Top");
        browser.crash(way);
        stopped(&browser, "Hill Top");
        browser.button("Start again").click();
        back(&browser, "Hill Top");
    }
}

#[test]
fn the_report_says_where_and_holds_no_figure_and_no_folder() {
    let browser = Browser::open();
    opened(&browser);
    typed(&browser, "62.3");
    browser.crash("panic");
    let report = browser.field("Report").value();
    assert!(report.starts_with("Place: src/main.rs:"), "{report}");
    assert!(report.contains("\nVersion: ") && report.contains("\nBrowser: Mozilla"), "{report}");
    assert!(!report.contains("12.3") && !report.contains("62.3"), "{report}");
    let told = browser.console().join("\n");
    assert!(!told.contains("12.3"), "{told}");
}

#[test]
fn a_dead_app_does_nothing_more() {
    let browser = Browser::open();
    opened(&browser);
    typed(&browser, "Hill Top");
    browser.crash("panic");
    stopped(&browser, "Hill Top");
    // Its listeners on the document are still there, and would fail again or act.
    browser.crash("panic");
    browser.chord(&[Key::Control], 'z');
    browser.button("Start again").click();
    back(&browser, "Hill Top");
    typed(&browser, "!");
    browser.wait_for_words(".planner-heading__caption", "Hill Top!");
    assert!(browser.all("textarea").is_empty());
}

#[test]
fn the_plan_is_saved_as_a_file() {
    let browser = Browser::open();
    opened(&browser);
    typed(&browser, "Hill Top");
    browser.crash("panic");
    browser.button("Save your plan as a file").click();
    assert_eq!(name_in(&browser.downloaded("attainment-plan.json")), "Hill Top");
}

#[test]
fn nothing_is_promised_when_nothing_is_held() {
    let browser = Browser::open();
    browser.open_planner(&dist::crash_test_file());
    // Only when the planner has found out what was kept is it at rest.
    browser.wait_for_text("Not kept in this browser");
    browser.crash("panic");
    browser.wait_for_heading("The planner stopped");
    assert!(!browser.text().contains("Nothing you entered was lost"));
    browser.button("Start again").click();
    browser.wait_for_heading(START);
}

#[test]
fn a_plan_that_fails_at_once_can_be_left_out() {
    let browser = Browser::open();
    opened(&browser);
    typed(&browser, "Hill Top");
    browser.crash("panic");
    stopped(&browser, "Hill Top");
    assert!(!browser.text().contains("Start without the plan"));
    // As quick as a plan that fails on being opened.
    browser.script(
        "new MutationObserver((_, observer) => {
           if (!document.getElementById('name')) return;
           observer.disconnect();
           setTimeout(() => document.dispatchEvent(new CustomEvent('planner-crash', { detail: 'panic' })));
         }).observe(document.getElementById('planner'), { childList: true, subtree: true });",
    );
    browser.button("Start again").click();
    browser.wait_for_text("Start without the plan");
    stopped(&browser, "Hill Top");
    browser.button("Start without the plan").click();
    back(&browser, "");
}

#[test]
fn it_recovers_in_a_sandboxed_frame_and_in_the_hosted_build() {
    let server = Server::start();
    let browser = Browser::open();
    for address in
        [server.framing("/test/planner.html", "sandbox=\"allow-scripts\""), server.framing("/test/site/", "")]
    {
        browser.go(&address);
        browser.enter_frame("frame");
        browser.wait_for_program();
        browser.turn_to("school");
        typed(&browser, "Hill Top");
        browser.crash("panic");
        browser.wait_for_heading("The planner stopped");
        assert_eq!(name_in(&browser.field("Your plan as text").value()), "Hill Top");
        browser.button("Start again").click();
        back(&browser, "Hill Top");
        browser.leave_frame();
    }
}

#[test]
fn what_ships_cannot_be_made_to_fail() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.turn_to("school");
    typed(&browser, "Hill Top");
    browser.crash("panic");
    typed(&browser, "!");
    browser.wait_for_words(".planner-heading__caption", "Hill Top!");
}

/// A fault in each room while its code is at work, and in what the browser calls back.
#[test]
fn a_panic_in_any_room_ends_on_the_recovery_page_and_a_restart_works() {
    let server = Server::start();
    let browser = Browser::open();
    for (room, file) in [
        ("domain", "src/domain/"),
        ("format", "src/format/"),
        ("present", "src/present/"),
        ("app", "src/app/"),
        ("browser", "src/browser/"),
        // After storage has answered, and when a timer rings.
        ("storage", "src/browser/storage.rs"),
        ("timer", "src/app/keeping/"),
    ] {
        browser.open_planner(&server.address("/test/site/"));
        browser.wait_for_words(".planner-toolbar__kept", "Kept in this browser");
        browser.turn_to("school");
        browser.put("name", "Hill Top");
        browser.wait_for("the plan to be kept", || {
            browser.script("return document.getElementById('name').value") == "Hill Top"
        });
        browser.crash(&format!("in {room}"));
        match room {
            // A page turned gets a title.
            "browser" => browser.css("#nav-figures").click(),
            // The start page lists the plans that are kept, and reads them for it.
            "format" => browser.css("#nav-start").click(),
            // What is typed last is in the plan that is held where the fault comes later.
            _ => browser.type_text("!"),
        }
        browser.wait_for_heading("The planner stopped");
        let held = name_in(&browser.field("Your plan as text").value());
        assert!(held == "Hill Top" || held == "Hill Top!", "{room}: {held}");
        let report = browser.field("Report").value();
        let place = report.lines().next().unwrap_or_default();
        assert!(place.starts_with(&format!("Place: {file}")), "{room}: {report}");
        assert_eq!(report.lines().count(), 3, "{report}");
        assert!(!report.contains("12.3") && !report.contains("Hill Top"), "{report}");
        browser.button("Save your plan as a file").click();
        browser.button("Start again").click();
        browser.wait_for_words(".planner-toolbar__kept", "Kept in this browser");
        assert!(!browser.text().contains("changed in another tab"), "{room}: {}", browser.text());
        browser.turn_to("school");
        browser.wait_for("the name to be back", || browser.field(NAME).value() == held);
        // It goes on, and what it goes on with is kept, as the same plan.
        browser.put("name", "Mill Lane");
        browser.wait_for("it to be kept", || kept_names(&browser).contains(&"Mill Lane".to_owned()));
        assert_eq!(kept_names(&browser), ["Mill Lane"], "after a panic in {room}");
        browser.turn_to("start");
        browser.button("Clear this computer").click();
        browser.button("Clear everything now").click();
        browser.wait_for_text("This computer is cleared");
    }
}

/// The names of the schools of every plan that is kept.
fn kept_names(browser: &Browser) -> Vec<String> {
    let texts = browser.later(
        "const open = indexedDB.open('attainment-planner');
         open.onsuccess = () => {
           const all = open.result.transaction('records').objectStore('records').getAll();
           all.onsuccess = () => { open.result.close(); done(all.result.map((record) => record.text)); };
         };",
    );
    texts.as_array().unwrap().iter().map(|text| name_in(text.as_str().unwrap())).collect()
}
