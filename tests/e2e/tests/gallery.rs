//! Every component by its own examples, in a browser: nothing wrong by axe, nothing wider than the screen, and nothing of
//! it in what ships.

use std::fs;

use e2e::{Browser, Facility, dist};
use serde_json::Value;

fn open(browser: &Browser) {
    browser.go(&format!("file://{}", dist::path("gallery.html").display()));
    browser.wait_for_heading("Components, each by its own examples");
}

/// How many examples the kind with the most has.
fn most(browser: &Browser) -> u64 {
    let most =
        "return Math.max(...[...document.querySelectorAll('[data-place]')].map((e) => +e.dataset.place)) + 1";
    browser.script(most).as_u64().unwrap()
}

/// Leaves one example of each kind: several of one kind are several headers and notices, which no page has.
fn leave(browser: &Browser, place: u64) {
    open(browser);
    browser.script(&format!(
        "document.querySelectorAll('[data-place]:not([data-place=\"{place}\"])').forEach((e) => e.remove())"
    ));
}

#[test]
fn axe_finds_nothing_in_any_example() {
    let browser = Browser::open();
    open(&browser);
    for place in 0..most(&browser) {
        leave(&browser, place);
        for (width, colours) in [(1280, "none"), (320, "none"), (1280, "active")] {
            browser.resize(width, 900);
            if colours == "active" && !browser.can(Facility::ForcedColours) {
                continue;
            }
            browser.emulate("", &[("forced-colors", colours)]);
            assert_eq!(
                browser.axe(),
                [],
                "example {place} of each kind at {width}, forced colours {colours}"
            );
        }
    }
}

#[test]
fn every_example_stands_at_every_width() {
    let browser = Browser::open();
    open(&browser);
    for width in [1280, 320, 768, 1920] {
        browser.resize(width, 900);
        browser.shot(&format!("gallery-{width}"));
        // As GOV.UK has it, a group of buttons reaches fifteen pixels into the margin beside it.
        let wide = browser.script(
            "return [...document.querySelectorAll('.planner-example')].filter((e) => e.scrollWidth > e.clientWidth)
               .map((e) => e.parentElement.dataset.kind + ': ' + e.previousSibling.textContent)",
        );
        assert_eq!(wide, Value::Array(Vec::new()), "wider than the page at {width}");
    }
    if browser.can(Facility::ForcedColours) {
        browser.resize(1280, 900);
        browser.emulate("", &[("forced-colors", "active")]);
        browser.shot("gallery-forced-colours");
    }
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// The examples are for developers. Their words are nowhere in the files that people are sent.
#[test]
fn nothing_of_it_ships() {
    let word = b"Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";
    let has = |bytes: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    assert!(has(&fs::read(dist::path("gallery.html")).unwrap()), "the gallery says it");
    let site = fs::read_dir(dist::path("site")).unwrap().map(|entry| entry.unwrap().path());
    let mut programs = 0;
    for file in site.filter(|file| file.extension().is_some_and(|end| end != "br" && end != "gz")) {
        assert!(!has(&fs::read(&file).unwrap()), "{}", file.display());
        programs += usize::from(file.extension().is_some_and(|end| end == "wasm"));
    }
    // The single file holds the same program, packed.
    assert_eq!(programs, 1);
}
