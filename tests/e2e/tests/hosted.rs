//! The hosted build keeps its work, and goes back and forward.

use e2e::planner::START;
use e2e::{Browser, Facility, Key, Server, dist};

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
    // At once: the last key has not been written yet.
    browser.reload();
    // And the page is the one that was in view.
    browser.wait_for_heading("The school");
    browser.wait_for("the text to be back", || browser.field(NAME).value() == "Hill Top");
    assert_eq!(browser.console(), Vec::<String>::new());
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

/// As on a slow line: the program comes when the test lets it.
const HELD: &str = "const compile = WebAssembly.compile;
    WebAssembly.compile = async (bytes) => {
      await new Promise((resolve) => { window.letCome = resolve; });
      return compile(bytes);
    };";

fn let_come(browser: &Browser) {
    browser.wait_for("the program to be asked for", || browser.script("return !!window.letCome") == true);
    browser.script("window.letCome()");
    browser.wait_for("the program", || {
        browser.script("return !document.getElementById('planner-first')") == true
    });
}

#[test]
fn what_is_pressed_before_the_program_is_there_is_done_once_it_is() {
    let folder = dist::site_after(HELD);
    let server = Server::of_site(folder.path());
    let browser = Browser::open();
    browser.go(&server.address("/site/"));
    browser.wait_for_heading(START);
    browser.wait_for_text("The planner is starting");
    assert_eq!(browser.axe(), []);
    browser.button("Start a plan").click();
    assert_eq!(browser.heading(), START);
    let_come(&browser);
    browser.wait_for_heading("The school");
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn what_has_the_keyboard_keeps_it_when_the_program_comes_and_nothing_moves() {
    let folder = dist::site_after(HELD);
    let server = Server::of_site(folder.path());
    let browser = Browser::open();
    // On a phone and on a tablet, where the tool bar takes a line more when it says something.
    for width in [320, 768] {
        browser.go(&server.address("/site/"));
        browser.resize(width, 640);
        browser.tab_to("button", "See the worked example");
        // Below the page's own part stands where the plan is kept, once that is known.
        let places = "return JSON.stringify([...document.querySelectorAll('#planner :is(header, nav, main) :is(button, h1, input)')]
            .map((e) => [e.id, e.offsetTop, e.offsetHeight]).filter(([id]) => id && !id.startsWith('kept-')))";
        let before = browser.script(places);
        // In between as well.
        browser.script(
            "const tops = window.tops = new Set();
             const look = () => {
               tops.add(document.querySelector('nav')?.getBoundingClientRect().top + scrollY);
               requestAnimationFrame(look);
             };
             look();",
        );
        let_come(&browser);
        browser.wait_for("the keyboard to be where it was", || {
            browser.focused().name() == "See the worked example"
        });
        browser.wait_for_text("Kept in this browser");
        assert_eq!(browser.script(places), before);
        assert_eq!(browser.script("return window.tops.size"), 1, "{width} wide");
    }
    browser.press(Key::Enter);
    browser.wait_for_text("This is the worked example");
}

#[test]
fn where_it_cannot_start_it_says_why() {
    let refuse = "WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError('not allowed'));";
    for (script, words) in [
        (refuse, "The planner could not start"),
        ("delete globalThis.WebAssembly;", "The planner cannot start, because this browser is too old"),
    ] {
        let folder = dist::site_after(script);
        let server = Server::of_site(folder.path());
        let browser = Browser::open();
        browser.go(&server.address("/site/"));
        browser.wait_for_text(words);
        assert!(!browser.text().contains(START), "{}", browser.text());
    }
}
