//! The schemes: side by side, their numbers changed and set back, another from a file, and a category of one's own.

use std::fs;

use e2e::planner::source;
use e2e::{Browser, Key, Server, dist};
use serde_json::{Value, json};

const DONCASTER: &str = "frameworks/doncaster/2015-16.json";
const FLOOR: &str = "threshold-floor-ks2-rwm-l4-2014-15";

/// The worked example, at one of its pages.
fn example(page: &str) -> Browser {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.button("See the worked example").click();
    browser.wait_for_text("This is the worked example");
    browser.turn_to(page);
    browser
}

/// What the table of schemes says of the scheme in the row with this heading.
fn outcome(browser: &Browser, scheme: &str) -> Option<String> {
    let rows = browser.table("schemes");
    rows.into_iter()
        .find(|row| row.first().is_some_and(|heading| heading == scheme))
        .map(|row| row[2].clone())
}

#[test]
fn the_same_school_stands_under_each_scheme() {
    let browser = example("rules");
    // By hand: below the floor this year, and last year not known.
    assert_eq!(outcome(&browser, "Doncaster 2015/16").as_deref(), Some("Between categories 4 and 5"));
    // Its figures are of 2014/15 only, which is after the years that Norfolk judges.
    assert_eq!(outcome(&browser, "Norfolk 2013/14").as_deref(), Some("Not applicable"));
    let schemes: Vec<String> = browser.table("schemes").into_iter().map(|row| row[0].clone()).collect();
    for council in ["Staffordshire", "Suffolk", "East Sussex", "England"] {
        assert!(schemes.iter().any(|scheme| scheme.starts_with(council)), "{schemes:?}");
    }
    browser.shot("schemes");
    for width in [1280, 320] {
        browser.resize(width, 900);
        assert_eq!(browser.axe(), []);
        let wide = browser.script("return document.documentElement.scrollWidth").as_u64().unwrap();
        assert!(wide <= u64::from(width), "{wide} wide at {width}");
    }
    browser.shot("schemes-320");
}

#[test]
fn a_number_that_the_council_published_is_changed_and_set_back() {
    let browser = example("rules");
    browser.button("Numbers that the council published").click();
    browser.wait_for_text("With one of them changed, the rules are no longer the council’s.");
    assert_eq!(browser.field("The floor standard, key stage 2 reading, writing and mathematics combined, level 4 or above, 2014/15 (per cent)").value(), "65");
    browser.put(FLOOR, "6o");
    browser.wait_for_words(&format!("#{FLOOR}-error"), "Enter a number");
    assert_eq!(outcome(&browser, "Doncaster 2015/16").as_deref(), Some("Between categories 4 and 5"));
    // By hand: 62.3 is not below 60, so the year before matters no more, and the need for support gives category 4.
    browser.put(FLOOR, "60");
    browser.wait_for_text("One number of the rules is changed for this plan");
    let changed = "Doncaster 2015/16, with the numbers changed for this plan";
    assert_eq!(outcome(&browser, changed).as_deref(), Some("Category 4"));
    assert_eq!(outcome(&browser, "Doncaster 2015/16").as_deref(), Some("Between categories 4 and 5"));
    browser.shot("schemes-changed");

    // It is marked where it is used, and travels with the plan.
    browser.turn_to("category");
    browser.wait_for_text("One number of the rules is changed for this plan");
    assert!(browser.words("#main").contains("changed by you"), "{}", browser.words("#main"));
    browser.shot("category-changed");
    browser.chord(&[Key::Control], 's');
    let saved = browser.downloaded("attainment-plan-sample-partnership-worked-example.json");
    let saved: Value = serde_json::from_str(&saved).unwrap();
    let kept = &saved["schemes"][0]["thresholds"];
    assert_eq!(
        *kept,
        json!([{"threshold": "floor", "measure": "ks2.rwm.l4", "year": "2014/15", "value": "60"}])
    );

    browser.turn_to("rules");
    browser.css(&format!("#reset-{FLOOR}")).click();
    browser.wait_for("the council’s own number", || outcome(&browser, changed).is_none());
    assert_eq!(browser.css(&format!("#{FLOOR}")).value(), "65");
    browser.button("Undo change of the rules").click();
    browser.wait_for("the changed number", || outcome(&browser, changed).is_some());
}

/// A scheme of a made-up council, in a file.
fn another_scheme(change: impl FnOnce(&mut Value)) -> (tempfile::TempDir, std::path::PathBuf) {
    let mut scheme: Value = serde_json::from_str(&fs::read_to_string(source(DONCASTER)).unwrap()).unwrap();
    scheme["id"] = json!("elsewhere/2015-16");
    scheme["council"] = json!("Elsewhere");
    change(&mut scheme);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scheme.json");
    fs::write(&file, scheme.to_string()).unwrap();
    (folder, file)
}

/// How many questions of the page have an answer that is known.
fn answered(browser: &Browser) -> u64 {
    let count = "return document.querySelectorAll('main input:checked:not([value=\"\"])').length";
    browser.script(count).as_u64().unwrap()
}

#[test]
fn a_scheme_from_a_file_is_used_and_kept() {
    let server = Server::start();
    let browser = Browser::open();
    browser.open_planner(&server.address("/site/"));
    browser.button("See the worked example").click();
    browser.turn_to("rules");
    let (_folder, file) = another_scheme(|_| {});
    browser.choose_file(&browser.button("Open a scheme"), &file);
    browser.wait_for_text("The scheme Elsewhere 2015/16 is open");
    browser.shot("scheme-opened");
    // Its questions have not been answered, whatever was said to another scheme's.
    browser.turn_to("judgements");
    browser.wait_for_text("Elsewhere’s scheme asks these questions");
    assert_eq!(answered(&browser), 0);
    browser.wait_for_text("Kept in this browser");
    browser.reload();
    browser.wait_for_text("Elsewhere’s scheme asks these questions");
    browser.turn_to("start");
    browser.wait_for_text("Opened from a file.");
    browser.choice("framework", "Doncaster 2015/16").click();
    browser.turn_to("judgements");
    browser.wait_for_text("Doncaster’s scheme asks these questions");
    assert!(answered(&browser) > 2);
}

#[test]
fn a_faulty_scheme_is_not_used_and_every_fault_has_its_place() {
    let browser = example("rules");
    let before = browser.table("schemes");
    let (_folder, file) = another_scheme(|scheme| {
        scheme["colour"] = json!("red");
        scheme["rules"][2]["category"] = json!("9");
        scheme["thresholds"][0]["values"][0]["value"] = json!("sixty");
    });
    browser.choose_file(&browser.button("Open a scheme"), &file);
    browser.wait_for_words("#notice", "The file was not opened");
    let notice = browser.words("#notice");
    for words in [
        "“colour” is not a key that belongs here",
        "/rules/2/category",
        "Expected a number (at /thresholds/0/values/0/value)",
    ] {
        assert!(notice.contains(words), "{words:?} is not in {notice:?}");
    }
    assert_eq!(browser.table("schemes"), before);
    browser.shot("scheme-faulty");
}

#[test]
fn thirty_faults_are_all_told() {
    let browser = example("rules");
    let (_folder, file) = another_scheme(|scheme| {
        for number in 1..=30 {
            scheme[format!("wrong-{number}")] = json!(number);
        }
    });
    browser.choose_file(&browser.button("Open a scheme"), &file);
    browser.wait_for_words("#notice", "“wrong-1” is not a key");
    assert!(browser.words("#notice").contains("“wrong-30” is not a key"));
}

#[test]
fn nothing_is_asked_that_a_scheme_has_no_use_for() {
    let browser = example("start");
    browser.choice("framework", "England (template) 2025/26").click();
    browser.turn_to("school");
    browser.wait_for_words("#main", "Who maintains it");
    assert!(!browser.words("#main").contains("Last inspection"));
    browser.turn_to("start");
    browser.choice("framework", "Staffordshire 2007/08").click();
    browser.turn_to("school");
    browser.wait_for_words("#main", "Last inspection");
    assert!(!browser.words("#main").contains("Choose a phase"));
}

#[test]
fn conditions_inside_conditions_stay_within_a_phone() {
    let browser = example("start");
    browser.choice("framework", "Suffolk 2015/16").click();
    browser.css("#nav-category").click();
    browser.wait_for_heading("Category under Suffolk’s scheme");
    browser.script("document.querySelectorAll('details').forEach((details) => details.open = true)");
    browser.resize(320, 900);
    let wide = browser.script("return document.documentElement.scrollWidth").as_u64().unwrap();
    assert!(wide <= 320, "{wide} wide");
}

#[test]
fn a_category_of_ones_own_needs_a_reason_and_stays_beside_the_one_worked_out() {
    let browser = example("category");
    browser.button("Record another category, with a reason").click();
    browser.choice("overruled", "3, Securing Good").click();
    browser.wait_for_text("Say why: the reason is shown beside the category");
    browser.css("#overruled-reason").click();
    browser.type_text("Results were amended after appeal.");
    browser.wait_for_text("You have set the category to 3, Securing Good instead. Your reason: Results were amended after appeal.");
    assert!(browser.words("#outcome").contains("4 and 5"));
    browser.shot("category-overruled");
    assert_eq!(browser.axe(), []);
    browser.button("Undo your own category").click();
    browser.wait_for_text("Your reason: none is given yet.");
    browser.button("Undo your own category").click();
    browser.wait_for("the category gone", || !browser.text().contains("You have set the category to"));
}

#[test]
fn the_explanation_is_saved_for_people_and_for_machines() {
    let browser = example("category");
    browser.button("Save the explanation").click();
    let text = browser.downloaded("category-explained-sample-partnership-worked-example.txt");
    for words in [
        "How the category of Sample partnership (worked example) is worked out",
        "Between categories 4 and 5",
        "62.3% in 2014/15",
        "Appendix 3, section 6, category 5",
        "Assumed by the planner",
    ] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    browser.button("Save it as data (JSON)").click();
    let data = browser.downloaded("category-explained-sample-partnership-worked-example.json");
    let data: Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["format"], "attainment-planner explanation");
    assert_eq!(data["outcome"]["categories"], json!(["4", "5"]));
    assert_eq!(data["outcome"]["settled_by"][0]["year"], "2013/14");
}
