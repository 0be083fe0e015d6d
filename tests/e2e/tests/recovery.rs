//! After a failure the plan is handed over and a restart really works.

use e2e::{Browser, Key, Server, dist};

fn typed(browser: &Browser, text: &str) {
    browser.field("Figure").click();
    browser.press(Key::End);
    browser.type_text(text);
}

fn stopped(browser: &Browser, plan: &str) {
    browser.wait_for_heading("The planner stopped");
    assert_eq!(browser.field("Your plan as text").value(), plan);
    assert!(browser.title().starts_with("The planner stopped"), "{}", browser.title());
    assert_eq!(browser.focused().text(), "The planner stopped");
    assert!(browser.all("#figure").is_empty(), "the broken app is still on the page");
}

#[test]
fn a_panic_hands_the_plan_over_and_a_restart_works_again_and_again() {
    let browser = Browser::open();
    browser.go(&dist::crash_test_file());
    let mut plan = String::new();
    for more in ["62.3", " and", " 73"] {
        typed(&browser, more);
        plan += more;
        browser.crash("panic");
        stopped(&browser, &plan);
        browser.shot("recovery");
        assert_eq!(browser.axe(), []);
        browser.button("Start again").click();
        browser.wait_for_heading("Attainment planner");
        assert_eq!(browser.field("Figure").value(), plan);
        assert_eq!(browser.focused().text(), "Attainment planner", "focus is where the page begins");
    }
}

#[test]
fn every_way_to_fail_ends_on_the_recovery_page() {
    for way in ["panic", "memory", "stack", "throw"] {
        let browser = Browser::open();
        browser.go(&dist::crash_test_file());
        typed(&browser, "62.3");
        browser.crash(way);
        stopped(&browser, "62.3");
        browser.button("Start again").click();
        browser.wait_for_heading("Attainment planner");
        assert_eq!(browser.field("Figure").value(), "62.3", "after {way}");
    }
}

#[test]
fn the_report_says_where_and_holds_no_figure_and_no_folder() {
    let browser = Browser::open();
    browser.go(&dist::crash_test_file());
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
    browser.go(&dist::crash_test_file());
    typed(&browser, "62.3");
    browser.crash("panic");
    stopped(&browser, "62.3");
    // Its listener on the document is still there, and would fail again.
    browser.crash("panic");
    browser.button("Start again").click();
    browser.wait_for_heading("Attainment planner");
    typed(&browser, "!");
    browser.wait_for_text("5 characters");
    assert!(browser.all("textarea").is_empty());
}

#[test]
fn the_plan_is_saved_as_a_file() {
    let browser = Browser::open();
    browser.go(&dist::crash_test_file());
    typed(&browser, "62.3");
    browser.crash("panic");
    browser.button("Save your plan as a file").click();
    assert_eq!(browser.downloaded("attainment-plan.json"), "62.3");
}

#[test]
fn nothing_is_promised_when_nothing_is_held() {
    let browser = Browser::open();
    browser.go(&dist::crash_test_file());
    browser.wait_for_heading("Attainment planner");
    browser.crash("panic");
    browser.wait_for_heading("The planner stopped");
    assert!(!browser.text().contains("Nothing you entered was lost"));
    browser.button("Start again").click();
    browser.wait_for_heading("Attainment planner");
}

#[test]
fn a_plan_that_fails_at_once_can_be_left_out() {
    let browser = Browser::open();
    browser.go(&dist::crash_test_file());
    typed(&browser, "62.3");
    browser.crash("panic");
    stopped(&browser, "62.3");
    assert!(!browser.text().contains("Start without the plan"));
    // As quick as a plan that fails on being opened.
    browser.script(
        "new MutationObserver((_, observer) => {
           if (!document.getElementById('figure')) return;
           observer.disconnect();
           setTimeout(() => document.dispatchEvent(new CustomEvent('planner-crash', { detail: 'panic' })));
         }).observe(document.getElementById('planner'), { childList: true, subtree: true });",
    );
    browser.button("Start again").click();
    browser.wait_for_text("Start without the plan");
    stopped(&browser, "62.3");
    browser.button("Start without the plan").click();
    browser.wait_for_heading("Attainment planner");
    assert_eq!(browser.field("Figure").value(), "");
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
        typed(&browser, "62.3");
        browser.crash("panic");
        browser.wait_for_heading("The planner stopped");
        assert_eq!(browser.field("Your plan as text").value(), "62.3");
        browser.button("Start again").click();
        browser.wait_for_heading("Attainment planner");
        assert_eq!(browser.field("Figure").value(), "62.3");
        browser.leave_frame();
    }
}

#[test]
fn what_ships_cannot_be_made_to_fail() {
    let browser = Browser::open();
    browser.go(&dist::single_file());
    typed(&browser, "62.3");
    browser.crash("panic");
    typed(&browser, "!");
    browser.wait_for_text("5 characters");
}
