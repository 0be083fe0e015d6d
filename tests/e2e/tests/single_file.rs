//! The single file does its whole job wherever it is opened, and asks nothing of anybody.

use e2e::planner::{PAGES, START};
use e2e::{Browser, Key, Server, dist};
use serde_json::json;

fn no_complaint(browser: &Browser) {
    assert_eq!(browser.console(), Vec::<String>::new(), "the console was told something");
}

/// The main job on the worked example: a category, and a figure typed that moves it.
fn works(browser: &Browser) {
    browser.wait_for_heading(START);
    browser.button("See the worked example").click();
    browser.wait_for_heading("Category under Doncaster’s scheme");
    assert_eq!(browser.words("#outcome-heading"), "Between categories: 4 and 5");
    browser.turn_to("figures");
    browser.css("#figure-ks2-rwm-l4-2013-14").click();
    browser.type_text("68.0");
    browser.wait_for("the result to move", || {
        browser.words("#result-heading") == "Category: 4, School of Concern"
    });
}

#[test]
fn from_the_disk() {
    let browser = Browser::open();
    browser.go(&dist::single_file());
    works(&browser);
    assert_eq!(browser.requests(), [dist::single_file()]);
    no_complaint(&browser);
}

#[test]
fn no_page_asks_for_anything_or_styles_itself() {
    let browser = Browser::open();
    browser.go(&dist::single_file());
    works(&browser);
    for (page, title, _) in PAGES {
        browser.turn_to(page);
        assert_eq!(browser.title(), format!("{title} – Attainment planner"));
        let styled = "return [...document.querySelectorAll('[style]')].map((element) => element.outerHTML.slice(0, 200))";
        assert_eq!(browser.script(styled), json!([]), "on {title}");
    }
    assert_eq!(browser.requests(), [dist::single_file()]);
    no_complaint(&browser);
}

#[test]
fn in_a_sandboxed_frame() {
    let server = Server::start();
    let browser = Browser::open();
    browser.go(&server.framing("/planner.html", "sandbox=\"allow-scripts\""));
    browser.enter_frame("frame");
    browser.wait_for_words(".planner-toolbar__kept", "Not kept in this browser: save your plan to a file");
    browser.wait_for_text(
        "This browser, or the page that the planner stands in, does not let it keep anything.",
    );
    works(&browser);
    assert_eq!(server.requests(), ["/frame", "/planner.html"]);
    let asked = browser.requests();
    assert!(asked.iter().all(|address| address.starts_with(&server.address("/"))), "{asked:?}");
    no_complaint(&browser);
}

#[test]
fn in_a_sandboxed_frame_a_plan_is_saved_and_opened_as_text() {
    let server = Server::start();
    let browser = Browser::open();
    browser.go(&server.framing("/planner.html", "sandbox=\"allow-scripts\""));
    browser.enter_frame("frame");
    works(&browser);
    browser.button("Save to a file").click();
    browser.button("Show the text").click();
    browser.field("The text").click();
    browser.chord(&[Key::Control], 'a');
    browser.chord(&[Key::Control], 'c');

    browser.turn_to("start");
    browser.button("Start a new plan").click();
    browser.wait_for_heading("The school");
    assert_eq!(browser.words("#result-heading"), "No category yet");
    browser.turn_to("start");
    browser.button("Open a plan or a scheme from its text").click();
    browser.field("Text of a saved plan or a scheme").click();
    browser.chord(&[Key::Control], 'v');
    browser.wait_for("the text to be pasted", || {
        browser.field("Text of a saved plan or a scheme").value().contains("attainment-planner plan")
    });
    browser.button("Open this text").click();
    browser.wait_for_text("The plan is open");
    browser.turn_to("category");
    assert_eq!(browser.words("#outcome-heading"), "Category: 4, School of Concern");
}

#[test]
fn in_a_frame_of_another_site() {
    let server = Server::start();
    let browser = Browser::open();
    browser.go(&server.framing(&server.other_site("/planner.html"), ""));
    browser.enter_frame("frame");
    works(&browser);
    assert_eq!(server.requests(), ["/frame", "/planner.html"]);
    no_complaint(&browser);
}

#[test]
fn its_policy_forbids_every_connection_and_any_other_script() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    let policy =
        browser.css("meta[http-equiv=Content-Security-Policy]").attribute("content").unwrap_or_default();
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    assert!(policy.contains("connect-src 'none'; form-action 'none'; base-uri 'none'"), "{policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    no_complaint(&browser);

    // The page itself is the witness: what is tried is refused, and said to be.
    browser.script(
        "window.refused = [];
         document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
         const script = document.createElement('script');
         script.textContent = 'window.ranAnyway = true';
         document.head.append(script);
         new Image().src = 'http://127.0.0.1:9/picture.png';
         fetch('http://127.0.0.1:9/').catch(() => refused.push('fetch failed'));",
    );
    let expected = json!(["connect-src", "fetch failed", "img-src", "script-src-elem"]);
    browser.wait_for("the page's refusals", || browser.script("return [...refused].sort()") == expected);
    assert_eq!(browser.script("return window.ranAnyway === undefined"), true);
}

#[test]
fn an_old_browser_is_told_which_to_use() {
    let browser = Browser::open();
    // As near to a browser without WebAssembly as this one can be made: the page finds none.
    let (_folder, address) = dist::single_file_after("delete globalThis.WebAssembly;");
    browser.go(&address);
    assert!(browser.text().contains("this browser is too old"), "{}", browser.text());
    no_complaint(&browser);
}

#[test]
fn a_page_that_may_not_run_webassembly_says_so() {
    let browser = Browser::open();
    let (_folder, address) = dist::single_file_after(
        "WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError('not allowed'));",
    );
    browser.go(&address);
    browser.wait_for_heading("The planner could not start");
    assert_eq!(browser.axe(), []);
}
