//! The charts of the gap page as people use them: by keyboard, by screen reader, on a narrow screen, on paper.

use e2e::{Browser, Facility, Key, Server};

/// What is typed on the figures page, by the ids of its boxes.
const FIGURES: [(&str, &str); 9] = [
    ("figure-ks2-rwm-l4-2012-13", "16/30"),
    ("figure-ks2-rwm-l4-2013-14", "17/28"),
    ("figure-ks2-rwm-l4-2014-15", "19/30"),
    ("figure-ks2-reading-l4-2012-13", "24/30"),
    ("figure-ks2-reading-l4-2013-14", "22/28"),
    ("figure-ks2-reading-l4-2014-15", "20/30"),
    ("figure-ks2-reading-l4-2014-15-teacher", "26/30"),
    ("figure-ks2-rwm-l4-2014-15-disadvantaged", "4/12"),
    ("figure-ks2-rwm-l4-2014-15-other", "15/18"),
];

const CHARTS: [&str; 3] = ["gap-chart", "trend-chart-ks2-rwm-l4", "groups-ks2-rwm-l4"];

fn gap_page(server: &Server) -> Browser {
    let browser = Browser::open();
    browser.open_planner(&server.address("/site/"));
    browser.begin_primary();
    browser.turn_to("figures");
    for (field, text) in FIGURES {
        browser.put(field, text);
    }
    browser.turn_to("gap");
    browser
}

#[test]
fn charts_are_read_scrolled_and_opened_by_keyboard() {
    let server = Server::start();
    let browser = gap_page(&server);
    for width in [1280, 768, 1920, 320] {
        browser.resize(width, 900);
        browser.shot(&format!("gap-full-{width}"));
        let wide = browser.script("return document.documentElement.scrollWidth").as_u64().unwrap_or(0);
        assert!(wide <= u64::from(width), "{wide} wide at {width}");
    }
    assert_eq!(browser.axe(), []);
    for id in CHARTS {
        let drawing = browser.css(&format!("#{id} .planner-chart__drawing"));
        let sentence = browser.words(&format!("#{id}-sentence"));
        assert_eq!((drawing.role().as_str(), drawing.name()), ("group", sentence.clone()), "{id}");
        // Each is reached by the Tab key, and scrolls by the arrow keys where the screen is narrow.
        browser.tab_to("group", &sentence);
        browser.press_times(Key::Right, 3);
        let scrolled = format!("return document.querySelector('#{id} .planner-chart__drawing').scrollLeft");
        browser.wait_for("the drawing to scroll", || browser.script(&scrolled).as_f64() > Some(0.0));
        // The next stop opens the same figures as a table.
        browser.press(Key::Tab);
        // What is for screen readers alone is part of the text in some engines.
        assert!(browser.focused().text().starts_with("Show the figures as a table"), "{id}");
        browser.press(Key::Enter);
        browser.wait_for("the table", || browser.css(&format!("#{id}-table")).is_displayed());
        assert!(!browser.table(&format!("{id}-table")).is_empty());
    }
    // Another measure, opened by its name.
    let trend = "document.getElementById('trend-of-ks2-reading-l4')";
    browser.script(&format!("{trend}.querySelector('summary').focus()"));
    browser.press(Key::Enter);
    browser.wait_for("the trend", || browser.css("#trend-chart-ks2-reading-l4").is_displayed());
    assert_eq!(browser.table("trend-chart-ks2-reading-l4-table").len(), 3);
    assert_eq!(browser.axe(), []);
    if browser.can(Facility::ForcedColours) {
        browser.emulate("", &[("forced-colors", "active")]);
        browser.resize(1280, 900);
        browser.shot("gap-forced-colours");
    }
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// Closed trends stay off the paper, and so do groups of five pupils or fewer.
#[test]
fn small_groups_are_not_printed() {
    let server = Server::start();
    let browser = gap_page(&server);
    let is_there = |selector: &str| browser.css(selector).is_displayed();
    browser.emulate("print", &[]);
    assert!(is_there("#groups-ks2-rwm-l4") && is_there("#trend-chart-ks2-rwm-l4"));
    assert!(!is_there("#trend-of-ks2-reading-l4"));
    browser.emulate("screen", &[]);
    browser.turn_to("figures");
    browser.put("figure-ks2-rwm-l4-2014-15-disadvantaged", "2/5");
    browser.turn_to("gap");
    assert!(is_there("#small-groups-ks2-rwm-l4"));
    browser.emulate("print", &[]);
    browser.shot("gap-print-small");
    assert!(!is_there("#small-groups-ks2-rwm-l4"));
    assert!(browser.text().contains("This chart is left out on paper"));
}
