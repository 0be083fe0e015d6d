//! What the other journeys rely on holds in each engine: the page is as narrow as it is told to be, follows another
//! medium, is pictured whole, and what goes wrong in it is told.

use e2e::{Browser, Engine, Facility, dist};
use serde_json::json;

/// Width and height of a PNG.
fn size(picture: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
    assert_eq!(&picture[1..4], b"PNG");
    (number(16), number(20))
}

#[test]
fn the_page_has_the_size_that_is_asked_for_and_is_pictured_whole() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    for (width, height) in [(320, 640), (1920, 900), (768, 1024)] {
        browser.resize(width, height);
        assert_eq!(browser.script("return [innerWidth, innerHeight]"), json!([width, height]));
        // Parts of the page may still be on their way.
        browser.wait_for("a picture of the whole page", || {
            let (wide, high) = size(&browser.picture());
            // Some engines leave out the bar by which the page is scrolled.
            (width - 20..=width).contains(&wide)
                && browser.script("return document.documentElement.scrollHeight") == high.max(height)
        });
        assert_eq!(browser.script("return innerHeight"), height);
    }
}

#[test]
fn the_page_follows_another_medium_and_media_features() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    let navigation = "return getComputedStyle(document.querySelector('.planner-nav')).display";
    let scrolling = "return getComputedStyle(document.documentElement).scrollBehavior";
    browser.script("document.documentElement.style.scrollBehavior = 'smooth'");
    let shown = browser.script(navigation);
    assert_ne!(shown, "none");
    browser.emulate("print", &[("prefers-reduced-motion", "reduce")]);
    assert_eq!((browser.script(navigation), browser.script(scrolling)), ("none".into(), "auto".into()));
    browser.emulate("", &[]);
    assert_eq!((browser.script(navigation), browser.script(scrolling)), (shown, "smooth".into()));
    if browser.can(Facility::ForcedColours) {
        browser.emulate("", &[("forced-colors", "active")]);
        assert_eq!(browser.script("return matchMedia('(forced-colors: active)').matches"), true);
        browser.emulate("", &[]);
        assert_eq!(browser.script("return matchMedia('(forced-colors: active)').matches"), false);
    }
}

#[test]
fn what_goes_wrong_in_a_page_is_told() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    assert_eq!(browser.console(), Vec::<String>::new());
    browser.script(
        "setTimeout(() => { throw new Error('thrown by the test'); });
         new Image().src = 'http://127.0.0.1:9/refused.png';",
    );
    // WebKit tells a page nothing of an error in a script that has no address.
    let error = if browser.engine() == Engine::WebKit { "Script error" } else { "thrown by the test" };
    let mut told = String::new();
    browser.wait_for("the error and the refusal", || {
        told += &browser.console().join("\n");
        told.contains(error) && told.contains("refused.png")
    });
    if browser.can(Facility::WholeConsole) {
        browser.script("console.log('written by the test')");
        browser.wait_for("what is written", || browser.console().join("").contains("written by the test"));
    }
}
