//! The report as people use it: a head prints it, a governor reads it, a clerk pastes it into a document.

use base64::Engine;
use e2e::{Browser, Facility, dist};
use serde_json::json;

const KINDS: [(&str, &str); 3] = [
    ("One page for governors", "Summary for governors"),
    ("Full report, with every rule, the action plan and the sign-off", "Full report"),
    ("Action plan for the council", "Local authority category 4/5 action plan: performance and targets"),
];

fn example(browser: &Browser) {
    browser.open_planner(&dist::single_file());
    browser.button("See the worked example").click();
    browser.wait_for_text("This is the worked example");
    browser.button("Close this message").click();
    browser.turn_to("report");
}

fn choose(browser: &Browser, place: usize) {
    let (kind, heading) = KINDS[place];
    browser.choice("report-kind", kind).click();
    browser.wait_for_heading(heading);
}

/// How many sheets of A4 the page takes, as its style sheet wants them. `None` where they cannot be counted.
fn sheets(browser: &Browser) -> Option<usize> {
    if !browser.can(Facility::DevTools) {
        return None;
    }
    let pdf = browser.devtools("Page.printToPDF", json!({ "preferCSSPageSize": true }));
    let pdf = base64::prelude::BASE64_STANDARD.decode(pdf["data"].as_str().unwrap_or_default());
    let pdf = pdf.expect("the browser sends base64");
    let is_page = |place: &usize| pdf[*place..].starts_with(b"/Type /Page") && pdf[*place + 11] != b's';
    assert!(String::from_utf8_lossy(&pdf).contains("/MediaBox [0 0 59"), "A4 is 595 points wide");
    Some((0..pdf.len() - 12).filter(is_page).count())
}

/// What is wider than the sheet, as it would be clipped on paper.
fn clipped(browser: &Browser) -> serde_json::Value {
    browser.script(
        "const sheet = document.querySelector('.planner-report').getBoundingClientRect().right;
         return [...document.querySelectorAll('.planner-report *')]
           .filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > sheet + 1)
           .map((part) => part.textContent.slice(0, 60))",
    )
}

#[test]
fn a_head_prints_the_summary_on_one_page() {
    let browser = Browser::open();
    example(&browser);
    assert!(sheets(&browser).is_none_or(|sheets| sheets == 1), "the summary is one page");
    // On paper there is the report, and nothing to press.
    browser.emulate("print", &[]);
    browser.shot("report-summary-print");
    let seen = browser.text();
    assert!(
        seen.contains("Sample partnership (worked example)") && seen.contains("Questions to ask"),
        "{seen}"
    );
    for words in ["What do you need?", "Copy with its tables", "Undo", "Next", "Everything you enter stays"] {
        assert!(!seen.contains(words), "{words}: {seen}");
    }
    browser.emulate("", &[]);
    // A long name takes its room, and nothing is cut off.
    browser.turn_to("school");
    browser.put("name", &"Saint Bartholomew-in-the-Wilderness Voluntary Aided Church of England ".repeat(2));
    browser.turn_to("report");
    assert!(sheets(&browser).is_none_or(|sheets| sheets == 1), "also with a long name");
    browser.resize(688, 900);
    browser.emulate("print", &[]);
    assert_eq!(clipped(&browser), json!([]));
    browser.emulate("", &[]);
    for place in [1, 2] {
        browser.resize(1280, 900);
        choose(&browser, place);
        assert!(sheets(&browser).is_none_or(|sheets| sheets > 1));
        // The width of A4 between its margins.
        browser.resize(688, 900);
        browser.emulate("print", &[]);
        assert_eq!(clipped(&browser), json!([]), "{place}");
        browser.shot(&format!("report-{place}-print"));
        browser.emulate("", &[]);
    }
}

#[test]
fn every_report_stands_at_every_width() {
    let browser = Browser::open();
    example(&browser);
    for (place, (_, heading)) in KINDS.iter().enumerate() {
        for width in [1280, 320, 768, 1920] {
            browser.resize(width, 900);
            choose(&browser, place);
            browser.shot(&format!("report-{place}-{width}"));
            let wide = browser.script("return document.documentElement.scrollWidth").as_u64().unwrap_or(0);
            assert!(wide <= u64::from(width), "{heading} is {wide} wide at {width}");
            if width == 1280 || width == 320 {
                assert_eq!(browser.axe(), [], "{heading} at {width}");
            }
        }
        // A document: headings go down one level at a time.
        let skips = browser.script(
            "const levels = [...document.querySelectorAll('main h1, main h2, main h3')].map((h) => +h.tagName[1]);
             return levels.filter((level, place) => place > 0 && level > levels[place - 1] + 1).length",
        );
        assert_eq!(skips, 0, "{heading}");
    }
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn a_clerk_pastes_the_report_into_a_document() {
    let browser = Browser::open();
    example(&browser);
    choose(&browser, 1);
    browser.field("Where the school, its governors and its adviser do not agree").click();
    browser.type_text("The result of 2013/14 is disputed.");
    browser.button("Copy with its tables").click();
    browser.wait_for_words(".planner-screen [role=status]", "It is copied, with its tables.");
    // Where it is pasted, both forms arrive. A box takes text only, so the paste is looked at on its way.
    browser.script(
        "window.pasted = null;
         document.addEventListener('paste', (event) => {
           const [html, text] = ['text/html', 'text/plain'].map((kind) => event.clipboardData.getData(kind));
           // WebKit writes the styles of what was copied into it.
           const page = new DOMParser().parseFromString(html, 'text/html');
           page.querySelectorAll('*').forEach((e) => ['style', 'class'].forEach((name) => e.removeAttribute(name)));
           window.pasted = [page.body.innerHTML, text];
         }, { capture: true })",
    );
    // What was written is there when one comes back, and on paper as words.
    browser.turn_to("start");
    browser.button("Open a plan or a scheme from its text").click();
    browser.field("Text of a saved plan or a scheme").click();
    let mut pasted = json!(null);
    browser.wait_for("the copied report", || {
        browser.chord(&[e2e::Key::Control], 'v');
        pasted = browser.script("return window.pasted");
        pasted[0].as_str().is_some_and(|html| html.contains("<h2>Sign-off</h2>"))
    });
    let (html, text) = (pasted[0].as_str().unwrap_or_default(), pasted[1].as_str().unwrap_or_default());
    for words in ["<table", "<th scope=\"row\"", "<ol><li>", "is disputed.</p>", "41 of 231"] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(text.contains("\t62.3%\t80.0%\t") && text.contains("is disputed."), "{text}");
    browser.css("#nav-report").click();
    browser.wait_for_heading("Full report");
    let field = "Where the school, its governors and its adviser do not agree";
    assert_eq!(browser.field(field).value(), "The result of 2013/14 is disputed.");
    browser.emulate("print", &[]);
    browser.wait_for_text("The result of 2013/14 is disputed.");
    assert_eq!(browser.script("return document.getElementById('disagreement').checkVisibility()"), false);
}
