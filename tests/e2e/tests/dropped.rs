//! Files that are dropped on the page: a plan, a scheme, figures, and what is no file.

use std::fs;

use e2e::planner::source;
use e2e::{Browser, dist};
use serde_json::{Value, json};

/// Drops a file on the page as the browser tells the page of it; the answers are whether the page takes what is dragged
/// over it, and whether it kept the browser from opening what was dropped in its place.
fn drop_file(browser: &Browser, name: &str, bytes: &[u8]) -> Value {
    // Each byte as a character; the sizes here are small.
    let letters: String = bytes.iter().copied().map(char::from).collect();
    dropped(
        browser,
        &format!(
            "transfer.items.add(new File([Uint8Array.from({}, (letter) => letter.charCodeAt(0))], {}))",
            Value::from(letters),
            Value::from(name)
        ),
    )
}

fn dropped(browser: &Browser, what: &str) -> Value {
    browser.script(&format!(
        "const transfer = new DataTransfer();
         {what};
         const main = document.querySelector('main');
         return ['dragover', 'drop'].map((kind) =>
           !main.dispatchEvent(new DragEvent(kind, {{ bubbles: true, cancelable: true, dataTransfer: transfer }})));"
    ))
}

const TAKEN: [bool; 2] = [true, true];

#[test]
fn a_plan_a_scheme_and_figures_are_opened_where_they_are_dropped() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    let address = browser.script("return location.href");
    let plan = json!({"format": "attainment-planner plan", "version": 1, "school": {"name": "Hill Top"}});
    browser.turn_to("report");
    assert_eq!(drop_file(&browser, "plan.json", plan.to_string().as_bytes()), json!(TAKEN));
    browser.wait_for_text("The plan is open");
    browser.turn_to("school");
    assert_eq!(browser.css("#name").value(), "Hill Top");

    let mut scheme: Value =
        serde_json::from_str(&fs::read_to_string(source("frameworks/doncaster/2015-16.json")).unwrap())
            .unwrap();
    scheme["id"] = "elsewhere/2015-16".into();
    scheme["council"] = "Elsewhere".into();
    assert_eq!(drop_file(&browser, "scheme.json", scheme.to_string().as_bytes()), json!(TAKEN));
    browser.wait_for_text("The scheme Elsewhere 2015/16 is open");
    assert_eq!(browser.css("#name").value(), "Hill Top", "the plan stays");

    // The department's own file, on the page of figures.
    browser.choice("phase", "Primary").click();
    browser.turn_to("figures");
    let figures = fs::read(source("tests/data/dfe/excerpts/ks2_2024-2025_919_excerpt.csv")).unwrap();
    assert_eq!(drop_file(&browser, "ks2_2024-2025_919_excerpt.csv", &figures), json!(TAKEN));
    browser.wait_for_text("Performance tables of key stage 2, 2024/25: 5 schools.");

    assert_eq!(drop_file(&browser, "picture.png", b"\x89PNG\r\n\x1a\n"), json!(TAKEN));
    browser.wait_for_text("The file was not opened, and your plan is as it was");
    browser.turn_to("school");
    assert_eq!(browser.css("#name").value(), "Hill Top");
    assert_eq!(
        browser.script("return location.href"),
        address,
        "the browser does not open it in the planner's place"
    );
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn what_is_no_file_is_left_to_the_browser() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    assert_eq!(dropped(&browser, "transfer.setData('text/plain', 'words')"), json!([false, false]));
    assert!(browser.all("#notice").is_empty());
}
