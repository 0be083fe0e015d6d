//! What cannot be used gets its own words beside the place, stays as it was typed, and changes nothing else.

use std::fs;

use e2e::planner::START;
use e2e::{Browser, Key, dist};

const LAST_YEAR: &str = "figure-ks2-rwm-l4-2013-14";
const THIS_YEAR: &str = "figure-ks2-rwm-l4-2014-15";

/// A primary school with 30 pupils in Year 6 last year and 68.0% the year before, at one of its pages.
fn at(page: &str) -> Browser {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.begin_primary();
    browser.put("cohort-year-6-2014-15", "30");
    browser.turn_to("figures");
    browser.put(LAST_YEAR, "68.0");
    browser.turn_to(page);
    browser
}

/// What stands in the fields of the page, but for the question that is asked only while a target goes beyond a change of
/// tests.
fn answers(browser: &Browser) -> serde_json::Map<String, serde_json::Value> {
    browser.fields().into_iter().filter(|(id, _)| !id.starts_with("accept-")).collect()
}

/// Types something that cannot be used, and looks at everything that the planner says and does about it.
fn refuses(browser: &Browser, field: &str, typed: &str, words: &str) {
    let (heading, title, result) = (browser.heading(), browser.title(), browser.words("#result"));
    let mut expected = answers(browser);
    browser.put(field, typed);
    expected.insert(field.to_owned(), typed.into());
    assert_eq!(browser.words(&format!("#{field}-error")), "", "blamed before it is finished");

    browser.button("Continue").click();
    browser.wait_for_focus("error-summary");
    assert_eq!(browser.words("#error-summary h2"), "There is a problem");
    assert_eq!(browser.words("#error-summary li"), words);
    assert_eq!(browser.all("#error-summary li").len(), 1);
    assert_eq!(browser.title(), format!("Error: {title}"));
    assert_eq!(browser.words(&format!("#{field}-error")), format!("Error: {words}"));
    let box_ = browser.css(&format!("#{field}"));
    assert_eq!(box_.attribute("aria-invalid").as_deref(), Some("true"));
    let described = box_.attribute("aria-describedby").unwrap_or_default();
    assert!(described.split(' ').any(|id| id == format!("{field}-error")), "described by {described:?}");
    browser.link(words).click();
    browser.wait_for_focus(field);

    // What was typed is kept, and nothing else is other than it was.
    assert_eq!(answers(browser), expected);
    assert_eq!(browser.heading(), heading);
    assert_eq!(browser.words("#result"), result);
}

/// Puts it right, and sees that the planner has nothing more to say.
fn accepts(browser: &Browser, field: &str, typed: &str) {
    let title = browser.title();
    browser.put(field, typed);
    browser.wait_for("the summary to go", || browser.all("#error-summary").is_empty());
    assert_eq!(browser.words(&format!("#{field}-error")), "");
    assert_eq!(Some(browser.title().as_str()), title.strip_prefix("Error: "));
    assert_eq!(browser.focus_id(), field, "the keyboard stays in the field");
    assert_eq!(browser.css(&format!("#{field}")).value(), typed);
}

#[test]
fn figures_that_cannot_be_read() {
    for (typed, words) in [
        ("sixty", "Enter a number, such as 62.3 or 18 of 30"),
        ("19 of 18", "19 of 18 is more pupils than there are: check the two numbers"),
        ("62.345", "Enter a number with at most two decimal places"),
    ] {
        let browser = at("figures");
        refuses(&browser, THIS_YEAR, typed, words);
        accepts(&browser, THIS_YEAR, "19 of 30");
    }
}

#[test]
fn a_percentage_above_100_is_said_as_it_is_typed() {
    let browser = at("figures");
    let place = || {
        browser.script(&format!(
            "const box = document.getElementById('{THIS_YEAR}').getBoundingClientRect();
             return [box.left, box.top, box.width, box.height]"
        ))
    };
    let error = format!("#{THIS_YEAR}-error");
    browser.put(THIS_YEAR, "100");
    assert_eq!(browser.words(&error), "");
    let before = place();
    browser.type_text("1");
    let words = "Error: A percentage is from 0 to 100";
    browser.wait_for(words, || browser.words(&error) == words);
    assert_eq!(place(), before, "the box stays where it is");
    assert_eq!(browser.focus_id(), THIS_YEAR, "the keyboard stays in the field");
    assert_eq!(browser.title(), "Figures – Attainment planner");
    // With the rest of it, it is a share.
    browser.put(THIS_YEAR, "101 of 231");
    browser.wait_for("no error", || browser.words(&error) != words);
    // Unlike one that no number of pupils gives, it cannot be used: Continue stays.
    browser.put(THIS_YEAR, "101%");
    browser.wait_for(words, || browser.words(&error) == words);
    browser.button("Continue").click();
    browser.wait_for_focus("error-summary");
    assert_eq!(browser.words("#error-summary li"), "A percentage is from 0 to 100");
    accepts(&browser, THIS_YEAR, "19 of 30");
}

#[test]
fn a_percentage_that_no_number_of_pupils_gives_is_said_as_it_is_typed() {
    let browser = at("figures");
    browser.put(THIS_YEAR, "62.3");
    let words = "Error: 62.3% is not possible with 30 pupils: 18 pupils is 60.0%, 19 is 63.3%";
    browser.wait_for(words, || browser.words(&format!("#{THIS_YEAR}-error")) == words);
    assert_eq!(browser.css(&format!("#{THIS_YEAR}")).value(), "62.3");
    assert_eq!(browser.focus_id(), THIS_YEAR, "the keyboard stays in the field");
    assert_eq!(browser.title(), "Figures – Attainment planner");
    // It is used, and nothing is said in pupils; so Continue goes on.
    browser.button("Continue").click();
    browser.wait_for_heading("Judgements");
    browser.turn_to("gap");
    let row = &browser.table("gaps")[0];
    assert_eq!(row[1..5], ["62.3%", "80.0%", "−17.7", "not known"]);
}

#[test]
fn a_year_group_and_a_date_that_cannot_be() {
    let browser = at("school");
    refuses(&browser, "cohort-year-2-2014-15", "many", "Enter a whole number of pupils from 1 to 5,000");
    accepts(&browser, "cohort-year-2-2014-15", "31");

    browser.put("inspected-day", "31");
    browser.put("inspected-month", "2");
    browser.put("inspected-year", "2014");
    browser.button("Continue").click();
    browser.wait_for_focus("error-summary");
    let words = "Enter a real date, such as 27 3 2014";
    assert_eq!(browser.words("#inspected-error"), format!("Error: {words}"));
    assert_eq!(browser.title(), "Error: School – Attainment planner");
    browser.link(words).click();
    browser.wait_for_focus("inspected-day");
    assert_eq!(browser.css("#inspected-day").value(), "31");
}

#[test]
fn a_target_year_that_is_none() {
    let browser = at("trajectory");
    browser.put("target-ks2-rwm-l4", "73");
    refuses(
        &browser,
        "target-year-ks2-rwm-l4",
        "2014/16",
        "An academic year runs over two years that follow each other, such as 2014/15",
    );
    accepts(&browser, "target-year-ks2-rwm-l4", "2014/15");
}

#[test]
fn a_target_beyond_the_change_of_tests_asks_whether_one_knows() {
    let browser = at("trajectory");
    refuses(
        &browser,
        "target-ks2-rwm-l4",
        "73",
        "The tests change after 2014/15, so results then cannot be compared with today’s. To plan for this target all \
         the same, say that you know",
    );
    browser
        .choice(
            "accept-target-ks2-rwm-l4",
            "I know that the tests change before this target, and that results then \
         cannot be compared with today’s",
        )
        .click();
    browser.wait_for_text("To your target of 73%");
    assert!(browser.all("#error-summary").is_empty());
}

/// Only the phase is asked for by Continue: everything else may be missing, and each page says what it waits for.
#[test]
fn empty_pages_say_what_is_missing() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.button("Start a plan").click();
    browser.wait_for_heading("The school");
    assert_eq!(browser.words("#result-heading"), "No category yet");
    assert!(browser.words("#result").contains("Choose the school’s phase to begin."));
    browser.button("Continue").click();
    browser.wait_for_text("There is a problem");
    assert!(browser.words("#phase-error").contains("Choose the school’s phase"));
    assert!(browser.title().starts_with("Error: "));
    assert_eq!(browser.script("return document.activeElement.id"), "error-summary");
    browser.turn_to("figures");
    assert!(browser.text().contains("The school’s phase decides which figures are asked for."));
    for (next, words) in [
        ("Judgements", "“not known yet” is never taken as no"),
        ("Category under Doncaster’s scheme", "Choose the school’s phase to begin."),
    ] {
        browser.button("Continue").click();
        browser.wait_for_heading(next);
        assert!(browser.text().contains(words), "{words:?} is not on {next}");
        assert!(browser.all("#error-summary").is_empty());
    }
    for (page, words) in [
        ("gap", "No results of 2014/15 are entered yet."),
        ("trajectory", "Choose the school’s phase first: it decides which measures are planned."),
    ] {
        browser.turn_to(page);
        assert!(browser.text().contains(words), "{words:?} is not on {page}");
    }
}

#[test]
fn a_paste_of_the_wrong_shape_changes_nothing() {
    let browser = at("figures");
    let before = browser.fields();
    for (cell, pasted, words) in [
        (
            THIS_YEAR,
            "62.3\t73\n50\t60\n",
            "What you pasted has 2 rows and 2 columns, but from this cell there is room for 1 row and 2 columns. Nothing \
             was changed.",
        ),
        (
            // Far down the page.
            "figure-ks1-maths-l3-2014-15",
            "20.4\t25\t30\r\n",
            "What you pasted has 1 row and 3 columns, but from this cell there is room for 1 row and 2 columns. Nothing \
             was changed.",
        ),
    ] {
        browser.paste(cell, pasted);
        browser.wait_for_words("#notice", words);
        assert!(browser.words("#notice").contains("Nothing was pasted"));
        assert_eq!(browser.fields(), before);
    }
}

#[test]
fn a_refused_paste_is_seen_wherever_it_was_made() {
    let browser = at("figures");
    // Far down the page.
    browser.paste("figure-ks1-maths-l3-2014-15", "20.4\t25\t30\r\n");
    browser.wait_for_words("#notice", "Nothing was pasted");
    let is_in_view = "const place = document.getElementById('notice').getBoundingClientRect();
        return place.top >= 0 && place.bottom <= innerHeight";
    browser.wait_for("the message to be in view", || browser.script(is_in_view) == true);
}

#[test]
fn a_table_of_the_right_shape_lands() {
    let browser = at("figures");
    let mut expected = browser.fields();
    browser.paste("figure-ks2-rwm-l4b-2013-14", "45.0\t47.6\r\n10\t9.5\r\n70.1\t74.0\r\n");
    for (measure, last, this) in
        [("rwm-l4b", "45.0", "47.6"), ("rwm-l5", "10", "9.5"), ("reading-l4", "70.1", "74.0")]
    {
        expected.insert(format!("figure-ks2-{measure}-2013-14"), last.into());
        expected.insert(format!("figure-ks2-{measure}-2014-15"), this.into());
    }
    browser.wait_for_focus("paste-heading");
    browser.press(Key::Enter);
    browser.wait_for("the six figures and no other", || browser.fields() == expected);
    // It is one step.
    browser.button("Undo paste").click();
    browser
        .wait_for("the fields as before", || browser.css("#figure-ks2-rwm-l4b-2013-14").value().is_empty());
    assert_eq!(browser.css(&format!("#{LAST_YEAR}")).value(), "68.0");
}

#[test]
fn a_file_that_cannot_be_opened_changes_nothing() {
    let browser = at("school");
    let before = browser.fields();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.json");
    let plan = "{\"format\":\"attainment-planner plan\",\"version\":1,\"school\":{\"name\":\"Dale End\"}";
    for (bytes, words) in [
        (
            plan.as_bytes().to_vec(),
            "The file is damaged or of another kind: it cannot be read beyond line 1, column",
        ),
        (
            b"{\"format\":\"attainment-planner plan\",\"version\":99,\"magic\":true}".to_vec(),
            "The file was saved by a newer planner (format 99; this one reads up to 6). Open it with that one",
        ),
        (format!("{plan},\"colour\":\"red\"}}").into_bytes(), "“colour” is not a key that belongs here"),
        (
            b"{\"format\":\"recipe\",\"version\":1}".to_vec(),
            "This is not a file of the format “attainment-planner plan”",
        ),
        (vec![0xff, 0xfe, 0x00, 0x80], "The file is not text"),
        (vec![b' '; 2_000_001], "The file is larger than 2 MB, which is more than the planner reads"),
    ] {
        fs::write(&file, &bytes).unwrap();
        browser.turn_to("start");
        browser.choose_file(&browser.button("Open a saved plan or a scheme"), &file);
        browser.wait_for_words("#notice", words);
        assert!(browser.words("#notice").contains("The file was not opened, and your plan is as it was"));
        assert_eq!(browser.heading(), START);
        browser.turn_to("school");
        assert_eq!(browser.fields(), before, "after {words:?}");
    }
}

#[test]
fn a_text_that_cannot_be_opened_stays_where_it_was_typed() {
    let browser = at("start");
    browser.button("Open a plan or a scheme from its text").click();
    browser.field("Text of a saved plan or a scheme").click();
    browser.type_text("not a plan");
    browser.button("Open this text").click();
    browser.wait_for_words("#notice", "The file is damaged or of another kind");
    assert_eq!(browser.field("Text of a saved plan or a scheme").value(), "not a plan");
}
