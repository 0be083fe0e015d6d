//! Every page of the worked example, as a person sees it: nothing wrong by axe, nothing wider than the screen.

use base64::Engine as _;
use e2e::planner::PAGES;
use e2e::{Browser, Facility, Server};
use serde_json::json;

/// Every word that a line ends in the middle of. An address may be broken, and a word with a hyphen.
const BROKEN: &str = "
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (const word of node.data.matchAll(/(?<=^|[\\s(“])\\p{L}{2,}(?=[,.;:?)”]*(\\s|$))/gu)) {
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const tops = [...range.getClientRects()].map((box) => box.top);
        if (Math.max(...tops) - Math.min(...tops) > 5) found.push(word[0]);
      }
    }
    return found;";

fn example(server: &Server) -> Browser {
    let browser = Browser::open();
    browser.open_planner(&server.address("/site/"));
    browser.button("See the worked example").click();
    browser.wait_for_text("This is the worked example");
    browser.button("Close this message").click();
    browser
}

#[test]
fn every_page_stands_at_every_width() {
    let server = Server::start();
    let browser = example(&server);
    for width in [1280, 320, 768, 1920] {
        browser.resize(width, 900);
        for (name, page, _) in PAGES {
            browser.turn_to(name);
            browser.shot(&format!("{name}-{width}"));
            let wide = browser.script("return document.documentElement.scrollWidth").as_u64().unwrap_or(0);
            assert!(wide <= u64::from(width), "{page} is {wide} wide at {width}");
            assert_eq!(browser.script(BROKEN), json!([]), "{page} at {width}");
            if width == 1280 || width == 320 {
                assert_eq!(browser.axe(), [], "{page} at {width}");
            }
        }
    }
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// On paper there is nothing to press and nothing that was not answered, and no more sheets than a head reads.
#[test]
fn every_page_stands_on_paper() {
    let server = Server::start();
    let browser = example(&server);
    // Sheets of the worked example, as they were when every one of them was looked at.
    let most = [1, 2, 4, 2, 2, 5, 5, 2, 1, 2, 2];
    for ((name, page, _), most) in PAGES.into_iter().zip(most) {
        browser.resize(1280, 900);
        browser.turn_to(name);
        if browser.can(Facility::DevTools) {
            let pdf = browser.devtools("Page.printToPDF", json!({ "preferCSSPageSize": true }));
            let pdf = base64::prelude::BASE64_STANDARD.decode(pdf["data"].as_str().unwrap_or_default());
            let pdf = pdf.expect("the browser sends base64");
            let sheets =
                pdf.windows(12).filter(|at| at.starts_with(b"/Type /Page") && at[11] != b's').count();
            assert!((1..=most).contains(&sheets), "{page} takes {sheets} sheets");
        }
        // The width of A4 between its margins.
        browser.resize(688, 900);
        browser.emulate("print", &[]);
        browser.shot(&format!("{name}-paper"));
        let pressed = browser.script(
            "const shown = (e) => e.checkVisibility() && e.getClientRects().length > 0;
             const controls = 'button:not(.planner-link), input[type=radio], textarea, .govuk-details__summary';
             return [...document.querySelectorAll(controls)].filter(shown).map((e) => e.id || e.textContent)",
        );
        assert_eq!(pressed, json!([]), "{page} on paper");
        let wide = browser.script("return document.documentElement.scrollWidth").as_u64().unwrap_or(0);
        assert!(wide <= 688, "{page} is {wide} wide on paper");
        assert_eq!(browser.script(BROKEN), json!([]), "{page} on paper");
        browser.emulate("", &[]);
    }
    // A reason that is opened is printed open, and one that is closed as a line.
    browser.turn_to("category");
    browser.css("#rule-5 > summary").click();
    browser.wait_for("the rule to open", || {
        browser.script("return document.querySelector('#rule-5').open") == true
    });
    browser.emulate("print", &[]);
    let shown = browser.script(
        "return ['#rule-5 > div', '#rule-4 > div', '#rule-4 > summary']
           .map((part) => document.querySelector(part).checkVisibility())",
    );
    assert_eq!(shown, json!([true, false, true]));
}

/// The chart of all gaps, which takes a sheet, stands after their table there, so that the first sheet is filled.
#[test]
fn the_gaps_begin_on_the_first_sheet() {
    let server = Server::start();
    let browser = example(&server);
    browser.turn_to("gap");
    let first = "const top = (id) => document.getElementById(id).getBoundingClientRect().top;
         return top('gaps') < top('gap-chart') ? 'table' : 'chart'";
    assert_eq!(browser.script(first), json!("chart"));
    browser.emulate("print", &[]);
    assert_eq!(browser.script(first), json!("table"));
}
