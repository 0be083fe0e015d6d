//! Every page of the worked example, as a person sees it: nothing wrong by axe, nothing wider than the screen.

use e2e::{Browser, Server};

const PAGES: [(&str, &str); 11] = [
    ("Start", "Plan your school’s attainment"),
    ("School", "The school"),
    ("Figures", "Figures"),
    ("Judgements", "Judgements"),
    ("Category", "Category under Doncaster’s scheme"),
    ("Gap to national", "Gap to national"),
    ("Trajectory", "Trajectory"),
    ("What if", "What if"),
    ("Report", "Summary for governors"),
    ("Schemes and rules", "Schemes and rules"),
    ("About", "About this planner"),
];

fn id(page: &str) -> String {
    let name = match page {
        "Gap to national" => "gap",
        "Schemes and rules" => "rules",
        "What if" => "what-if",
        page => page,
    };
    format!("#nav-{}", name.to_lowercase())
}

#[test]
fn every_page_stands_at_every_width() {
    let server = Server::start();
    let browser = Browser::open();
    browser.go(&server.address("/site/"));
    browser.button("See the worked example").click();
    browser.wait_for_text("This is the worked example");
    browser.button("Close this message").click();
    for width in [1280, 320, 768, 1920] {
        browser.resize(width, 900);
        for (page, _) in PAGES {
            browser.css(&id(page)).click();
            browser.wait_for(page, || browser.title().starts_with(page));
            browser.shot(&format!("{}-{width}", &id(page)[5..]));
            let wide = browser.script("return document.documentElement.scrollWidth").as_u64().unwrap_or(0);
            assert!(wide <= u64::from(width), "{page} is {wide} wide at {width}");
            if width == 1280 || width == 320 {
                assert_eq!(browser.axe(), [], "{page} at {width}");
            }
        }
    }
    assert_eq!(browser.console(), Vec::<String>::new());
}
