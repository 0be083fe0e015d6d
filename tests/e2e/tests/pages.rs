//! Every page of the worked example, as a person sees it: nothing wrong by axe, nothing wider than the screen.

use e2e::planner::PAGES;
use e2e::{Browser, Server};

#[test]
fn every_page_stands_at_every_width() {
    let server = Server::start();
    let browser = Browser::open();
    browser.open_planner(&server.address("/site/"));
    browser.button("See the worked example").click();
    browser.wait_for_text("This is the worked example");
    browser.button("Close this message").click();
    for width in [1280, 320, 768, 1920] {
        browser.resize(width, 900);
        for (name, page, _) in PAGES {
            browser.turn_to(name);
            browser.shot(&format!("{name}-{width}"));
            let wide = browser.script("return document.documentElement.scrollWidth").as_u64().unwrap_or(0);
            assert!(wide <= u64::from(width), "{page} is {wide} wide at {width}");
            if width == 1280 || width == 320 {
                assert_eq!(browser.axe(), [], "{page} at {width}");
            }
        }
    }
    assert_eq!(browser.console(), Vec::<String>::new());
}
