//! The whole flow: the shortest way to a first answer, what is done and what is missing, and the way back.

use std::time::Instant;

use e2e::planner::START;
use e2e::{Browser, Facility, Key, Server, dist};
use serde_json::json;

const FIGURE: &str = "figure-ks2-rwm-l4-2014-15";
const BEFORE: &str = "figure-ks2-rwm-l4-2013-14";
const SIZE: &str = "cohort-year-6-2014-15";
const FIGURE_LABEL: &str = "Key stage 2 reading, writing and mathematics combined, level 4 or above, 2014/15";
const SIZE_LABEL: &str = "Number of Year 6 pupils, 2014/15";

/// Types into a field that Tab comes to.
fn type_by_keys(browser: &Browser, label: &str, text: &str) {
    browser.tab_to("textbox", label);
    browser.type_text(text);
}

/// Opens the planner and gives the four answers with the mouse.
fn first_answer(browser: &Browser) {
    browser.open_planner(&dist::single_file());
    browser.choice("phase", "Primary").click();
    browser.choice("grade", "Good").click();
    browser.put(FIGURE, "62.3");
    browser.put(SIZE, "231");
}

/// The place of an element on the screen, in whole pixels: left, top, width, height.
fn place(browser: &Browser, id: &str) -> Vec<i64> {
    let place = browser.script(&format!(
        "const box = document.getElementById('{id}').getBoundingClientRect();
         return [box.left, box.top, box.width, box.height].map(Math.round)"
    ));
    serde_json::from_value(place).expect("a place is four numbers")
}

/// What makes the page wider than the screen.
fn sideways(browser: &Browser) -> serde_json::Value {
    browser.script(
        "const width = document.documentElement.clientWidth;
         return document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll('#planner *')]
           .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > width)
           .map((e) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 40)}`).slice(-3)",
    )
}

/// Phase, last judgement, one headline figure, one cohort size: without a mouse, within a minute and sixty keys.
#[test]
fn a_first_answer_by_keyboard_alone_in_under_a_minute() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.script("window.presses = 0; addEventListener('keydown', () => window.presses += 1, true)");
    let begun = Instant::now();
    browser.answer_by_keys("Phase", "Primary");
    browser.answer_by_keys("Last inspection", "Requires improvement");
    type_by_keys(&browser, FIGURE_LABEL, "62.3");
    type_by_keys(&browser, SIZE_LABEL, "231");
    browser.wait_for_words("#result-heading", "categories");
    let (presses, taken) = (browser.script("return window.presses").as_u64().unwrap(), begun.elapsed());
    println!("A first answer: {presses} keys in {} ms", taken.as_millis());
    assert!(presses <= 60, "{presses} keys");
    // What is missing is said, with a way to the next of it.
    browser.wait_for_words("#result", "What would settle it:");
    browser.wait_for_words("#task-school-status", "Done");
    assert_eq!(browser.words("#task-figures-status"), "1 of 3 headline figures");
    assert_eq!(browser.words("#task-judgements-status"), "0 of 12 answered");
    assert_eq!(browser.axe(), []);

    // Enter goes on, and everything typed is there to be deepened.
    browser.press(Key::Enter);
    browser.wait_for_heading("The school");
    browser.wait_for_focus("page-heading");
    assert_eq!(browser.css(&format!("#{SIZE}")).value(), "231");
    browser.turn_to("figures");
    assert_eq!(browser.css(&format!("#{FIGURE}")).value(), "62.3");
    // A link goes to the question that it names, and the keyboard with it.
    browser.turn_to("start");
    let link = browser.css("#result li button");
    let id = link.attribute("id").unwrap();
    link.click();
    browser.wait_for_focus(id.strip_prefix("go-").unwrap());
}

#[test]
fn what_is_wrong_with_a_first_answer_is_said_there() {
    let browser = Browser::open();
    first_answer(&browser);
    // As it is typed, below the boxes; once Carry on is pressed, beside the box and in the summary.
    browser.put(FIGURE, "232 of 231");
    browser.button("Carry on").click();
    browser.wait_for_focus("error-summary");
    assert_eq!(browser.heading(), START);
    assert!(browser.words(&format!("#{FIGURE}-error")).contains("more pupils than there are"));
    assert_eq!(browser.axe(), []);
    browser.put(FIGURE, "144 of 231");
    browser.button("Carry on").click();
    browser.wait_for_heading("The school");
}

/// Where a result comes in or a message does, the box that is typed in stays where it is.
#[test]
fn what_is_typed_in_does_not_move() {
    let browser = Browser::open();
    for (width, height) in [(1280, 900), (768, 1024), (320, 640)] {
        // Before the page is there: a press on a page that is still taking its new width may land beside what it is for.
        browser.resize(width, height);
        browser.open_planner(&dist::single_file());
        browser.choice("phase", "Primary").click();
        let stays = |id: &str, texts: &[&str]| {
            browser.css(&format!("#{id}")).click();
            // At the edge of the window, typing itself would scroll to what is typed in.
            browser.script("document.activeElement.scrollIntoView({ block: 'center', behavior: 'instant' })");
            let before = place(&browser, id);
            for text in texts {
                browser.put(id, text);
                // What follows is drawn at once where something is pressed: here the page that is in view already.
                browser.script("document.querySelector('[aria-current=page]').click()");
                assert_eq!(place(&browser, id), before, "{id} after {text:?}, {width} wide");
            }
        };
        // The result comes; then a percentage that is not possible with the size of the group.
        stays(SIZE, &["30"]);
        stays(FIGURE, &["63.3", "62.4", "45 of 30"]);
        browser.turn_to("school");
        stays(SIZE, &["5000", "many", "30"]);
        browser.turn_to("figures");
        stays(FIGURE, &["63.3", "62.4", "140"]);
        stays(BEFORE, &["62.4", "90"]);
        browser.turn_to("start");
        browser.button("Start a new plan").click();
        browser.wait_for_heading("The school");
        browser.turn_to("start");
    }
}

/// A head before a visit: types, leaves, comes back, finishes, prints.
#[test]
fn a_head_before_a_visit() {
    let server = Server::start();
    let browser = Browser::open();
    browser.open_planner(&server.address("/site/"));
    browser.wait_for_text("What you type is kept in this browser");
    browser.choice("phase", "Primary").click();
    browser.choice("grade", "Requires improvement").click();
    browser.put(FIGURE, "62.3");
    browser.put(SIZE, "231");
    browser.button("Carry on").click();
    browser.wait_for_heading("The school");
    browser.put("name", "Hill Top Primary School");
    browser.wait_for_text("Nothing is missing here.");

    // The planner is opened again another day.
    browser.wait_for_text("Kept in this browser");
    let other_day = || {
        browser.go("about:blank");
        browser.open_planner(&server.address("/site/"));
    };
    other_day();
    browser.wait_for_words("main", "Your plan");
    assert_eq!(browser.words("#task-school-status"), "Done");
    assert!(browser.words("main").contains("Next, on the Figures page: 2 headline figures."));
    assert_eq!(browser.axe(), []);
    browser.button("Carry on: Figures").click();
    browser.wait_for_heading("Figures");
    browser.put(BEFORE, "68.0");
    browser.button("Continue").click();
    browser.wait_for_heading("Judgements");
    // Each thing that would settle it is one press away, until nothing is left.
    browser.choice("answer-behaviour-poor", "No").click();
    browser.choice("answer-leadership-ineffective", "No").click();
    browser.choice("answer-capacity", "It needs external support to improve at the pace required").click();
    browser.wait_for_words("#result-heading", "Category: 4, School of Concern");
    browser.button("See every reason").click();
    browser.wait_for_heading("Category under Doncaster’s scheme");
    browser.wait_for_words("#outcome", "School of Concern");
    browser.emulate("print", &[]);
    let shown = |id: &str| browser.css(id).is_displayed();
    assert!(shown("#outcome") && !shown("#words") && !shown("#see-figures") && !shown(".planner-nav"));
    browser.emulate("", &[]);
    if browser.can(Facility::Print) {
        assert!(browser.pdf().starts_with(b"%PDF"));
    }
}

/// A newcomer looks at the worked example, and follows what it says is missing.
#[test]
fn a_newcomer_with_the_worked_example() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.button("See the worked example").click();
    browser.wait_for_heading("Category under Doncaster’s scheme");
    browser.turn_to("start");
    assert_eq!(browser.words("#result-heading"), "Between categories: 4 and 5");
    // One thing would settle it.
    browser.css("#result li button").click();
    browser.wait_for_heading("Figures");
    browser.wait_for_focus(BEFORE);
    browser.type_text("68");
    browser.wait_for_words("#result-heading", "Category: 4, School of Concern");
    // The words and the sources are at hand.
    browser.button("What these words mean").click();
    let words = browser.words("#words");
    for term in ["Level 4: to 2015", "Teacher assessment: ", "Defined by the Department for Education"] {
        assert!(words.contains(term), "{term} is not in {words}");
    }
    assert!(!words.contains("Attainment 8"));
    browser.button("Where the national figures come from").click();
    assert!(browser.words("#national-sources").contains("(as printed): "));
    assert_eq!(browser.axe(), []);
}

#[test]
fn on_a_screen_of_320_pixels_the_result_is_one_press_away() {
    let browser = Browser::open();
    browser.resize(320, 640);
    first_answer(&browser);
    assert_eq!(sideways(&browser), json!([]));
    // The result follows the boxes.
    assert!(place(&browser, "result")[1] > place(&browser, SIZE)[1]);
    assert_eq!(browser.axe(), []);
    browser.turn_to("judgements");
    browser.button("Result so far: one of the categories 1, 2, 3, 4 or 5").click();
    browser.wait_for_heading("Category under Doncaster’s scheme");
    browser.wait_for_focus("page-heading");
    assert_eq!(sideways(&browser), json!([]));
    assert_eq!(browser.axe(), []);
    browser.button("Change the figures").click();
    browser.wait_for_heading("Figures");
    // Where it stands beside the form, no bar is needed.
    browser.resize(1280, 900);
    browser.wait_for("the bar to go", || !browser.css("#see-category").is_displayed());
}

/// Empty, contradictory and very large: nothing goes sideways, and axe finds nothing.
#[test]
fn every_state_holds_on_every_width() {
    let browser = Browser::open();
    let sound = |page: &str| {
        browser.turn_to(page);
        for width in [320, 768, 1280, 1920] {
            browser.resize(width, 900);
            assert_eq!(sideways(&browser), json!([]), "{page}, {width} wide");
        }
        assert_eq!(browser.axe(), [], "{page}");
    };
    let asking = ["start", "school", "figures", "judgements", "category"];
    browser.open_planner(&dist::single_file());
    asking.into_iter().for_each(sound);
    browser.turn_to("school");
    browser.put("name", &"St Mary and All Saints Church of England Primary School ".repeat(4)[..200]);
    browser.choice("phase", "Primary").click();
    browser.put(SIZE, "5000");
    browser.turn_to("figures");
    browser.put(FIGURE, "3114 of 5000");
    asking.into_iter().for_each(sound);
    // More pupils than there are, and a date that is none.
    browser.turn_to("figures");
    browser.put(FIGURE, "5001 of 5000");
    browser.turn_to("school");
    browser.put("inspected-day", "31");
    browser.put("inspected-month", "2");
    for page in ["school", "figures"] {
        browser.turn_to(page);
        browser.button("Continue").click();
        browser.wait_for_focus("error-summary");
    }
    asking.into_iter().for_each(sound);
}
