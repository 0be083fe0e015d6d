//! Files and the clipboard, which only a real click can use.

use e2e::planner::START;
use e2e::{Browser, Key, Server, dist};
use serde_json::Value;

const NAME: &str = "Name of the school (optional)";

#[test]
fn a_plan_is_saved_and_opened_again() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.turn_to("school");
    browser.field(NAME).click();
    browser.type_text("Hill Top");
    browser.button("Save to a file").click();
    let saved = browser.downloaded("attainment-plan-hill-top.json");
    let plan: Value = serde_json::from_str(&saved).unwrap();
    assert_eq!(
        (&plan["format"], &plan["school"]["name"]),
        (&"attainment-planner plan".into(), &"Hill Top".into())
    );

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("other.json");
    std::fs::write(&file, saved.replace("Hill Top", "Dale End")).unwrap();
    browser.turn_to("start");
    browser.choose_file(&browser.button("Open a saved plan or a scheme"), &file);
    browser.wait_for_text("The plan is open");
    browser.turn_to("school");
    assert_eq!(browser.field(NAME).value(), "Dale End");
}

#[test]
fn copying_works_even_where_the_clipboard_is_refused() {
    let server = Server::start();
    let browser = Browser::open();
    browser.open_planner(&server.address("/planner.html"));
    copied(&browser);
    browser.go(&server.framing(&server.other_site("/planner.html"), "sandbox=\"allow-scripts\""));
    browser.enter_frame("frame");
    browser.wait_for_heading(START);
    copied(&browser);
}

/// Copies the plan's text with the button for it, and pastes it where plans are opened.
fn copied(browser: &Browser) {
    browser.turn_to("school");
    browser.field(NAME).click();
    browser.type_text("Hill Top");
    browser.button("Save to a file").click();
    browser.button("Show the text").click();
    let text = browser.field("The text").value();
    assert!(text.contains("Hill Top"), "{text}");
    browser.button("Copy the text").click();
    browser.wait_for_words("#notice [role=status]", "The text is copied.");
    browser.turn_to("start");
    browser.button("Open a plan or a scheme from its text").click();
    browser.field("Text of a saved plan or a scheme").click();
    // The copy may still be on its way: it is pasted again until it is there.
    browser.wait_for("the copied text", || {
        browser.chord(&[Key::Control], 'a');
        browser.chord(&[Key::Control], 'v');
        browser.field("Text of a saved plan or a scheme").value() == text
    });
}

/// The table that goes to the council is copied as a table for documents and as text for spreadsheets, also in a frame
/// where the clipboard is refused; and saved.
#[test]
fn the_action_plan_is_copied_and_saved() {
    let server = Server::start();
    let browser = Browser::open();
    browser.open_planner(&server.address("/planner.html"));
    action_plan_copied(&browser);
    browser.turn_to("start");
    browser.css("#nav-report").click();
    browser.shot("action-plan");
    browser.button("Save as text").click();
    let saved = browser.downloaded("action-plan-sample-partnership-worked-example.txt");
    assert!(saved.contains("Area for improvement 1: Talk in every lesson"), "{saved}");
    browser.go(&server.framing(&server.other_site("/planner.html"), "sandbox=\"allow-scripts\""));
    browser.enter_frame("frame");
    browser.wait_for_heading(START);
    action_plan_copied(&browser);
}

fn action_plan_copied(browser: &Browser) {
    browser.button("See the worked example").click();
    browser.wait_for_text("This is the worked example");
    browser.turn_to("report");
    browser.choice("report-kind", "Action plan for the council").click();
    browser.css("#action-plan > summary").click();
    browser.css("#change-area-1 > summary").click();
    browser.field("Area for improvement 1, in your own words").click();
    browser.type_text("Talk in every lesson");
    browser.wait_for_text("Area for improvement 1: Talk in every lesson");
    assert_eq!(browser.axe(), []);
    browser.button("Copy with its tables").click();
    browser.wait_for_words(".planner-screen [role=status]", "It is copied, with its tables.");
    // Where it is pasted, both forms arrive. A box takes text only, so the paste is looked at on its way.
    browser.script(
        "document.addEventListener('paste', (event) => {
           window.pasted = ['text/html', 'text/plain'].map((kind) => event.clipboardData.getData(kind));
         }, { capture: true, once: false }); window.pasted = null",
    );
    browser.turn_to("start");
    browser.button("Open a plan or a scheme from its text").click();
    browser.field("Text of a saved plan or a scheme").click();
    browser.wait_for("the copied table", || {
        browser.chord(&[Key::Control], 'v');
        let pasted = browser.script("return window.pasted");
        let (html, text) = (pasted[0].as_str().unwrap_or_default(), pasted[1].as_str().unwrap_or_default());
        html.contains("<table")
            && html.contains("169 of 231, by 2015/16")
            && text.contains("\t62.3%\t80.0%\t73%, 169 of 231, by 2015/16 (other tests)")
            && text.contains("Talk in every lesson")
    });
}
