//! Targets and what becomes of them: set in several ways, found out at milestones, suggested, and kept side by side.

use e2e::{Browser, Key, dist};
use serde_json::{Value, json};

const COMBINED: &str = "ks2-rwm-exs";

/// A school of today: 12 of 28 in 2024/25 against 62% nationally, on its trajectory page.
fn school_of_today() -> Browser {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.choice("framework", "England (template) 2025/26").click();
    browser.turn_to("school");
    browser.choice("phase", "Primary").click();
    browser.put("cohort-year-6-2024-25", "28");
    browser.turn_to("figures");
    browser.put("figure-ks2-rwm-exs-2024-25", "12 of 28");
    browser.turn_to("trajectory");
    browser.wait_for_text("The latest result is 42.9%, in 2024/25.");
    browser
}

fn open(browser: &Browser, summary: &str) {
    browser.script(&format!(
        "[...document.querySelectorAll('summary')].find(one => one.textContent.trim() === {}).click()",
        Value::from(summary)
    ));
}

/// The words of a cell of a table of steps: row and column from 0, the row's heading not counted.
fn cell(browser: &Browser, table: &str, row: usize, column: usize) -> String {
    let script = format!(
        "const row = document.querySelectorAll('#{table} tbody tr')[{row}];
         return row ? row.querySelectorAll('td')[{column}]?.innerText ?? '' : '';"
    );
    browser.script(&script).as_str().unwrap_or_default().trim().to_owned()
}

/// Nothing sticks out at 320 px, and axe finds nothing there or on a wide screen.
fn stands_at_every_width(browser: &Browser, name: &str) {
    for width in [1280, 320] {
        browser.resize(width, 900);
        assert_eq!(browser.axe(), []);
        let wide = browser.script("return document.documentElement.scrollWidth").as_u64().unwrap();
        assert!(wide <= u64::from(width), "{wide} wide at {width}");
        browser.shot(&format!("trajectory-{name}-{width}"));
    }
    browser.resize(1280, 900);
}

#[test]
fn a_target_is_suggested_and_taken() {
    let browser = school_of_today();
    open(&browser, "Suggest a target");
    // By the growth table, 21 to 30 pupils and 10 to 20 below: 17 at the 75th percentile over one year, 20 over two.
    browser.wait_for_text("Suggested: 62.0% in 2026/27, the national figure: within two years.");
    browser.choice("target-ambition-ks2-rwm-exs", "At least 1 in 10 did: more ambitious").click();
    browser.wait_for_text("Suggested: 62.0% in 2025/26, the national figure.");
    stands_at_every_width(&browser, "suggested");
    browser.button("Use this target").click();
    browser.wait_for_text("To the target year by year");
    assert!(browser.words("#main").contains("The target is the national figure, held as it was in 2024/25."));
    // 62% of 28 is 17.36: 18 pupils.
    assert_eq!(cell(&browser, "own-target-ks2-rwm-exs-years", 0, 1), "18 of 28");
    browser.wait_for_text("Between 1 in 10 and 1 in 4 schools with 21 to 30 pupils");
    stands_at_every_width(&browser, "to-national");
    browser.button("Undo target").click();
    browser.wait_for("no target", || !browser.words("#main").contains("To the target year by year"));
}

#[test]
fn what_is_found_at_milestones_turns_the_path_while_it_is_typed() {
    let browser = school_of_today();
    browser.put("target-ks2-rwm-exs", "20 of 28");
    let (table, box_id) = ("own-target-ks2-rwm-exs-milestones", "actual-ks2-rwm-exs-2025-12-20");
    // 42.86 + 28.57 × 110/322 = 52.62%: 14.7 of 28.
    browser.wait_for("the milestones", || cell(&browser, table, 0, 2) == "15 of 28");
    browser.put(box_id, "13 of 28");
    browser.wait_for("its standing", || cell(&browser, table, 0, 5).starts_with("2 pupils behind"));
    // Columns came while it was typed in, and the keyboard is where it was.
    assert_eq!(
        (browser.focus_id(), browser.css(&format!("#{box_id}")).value()),
        (box_id.into(), "13 of 28".into())
    );
    // To the same 20 by July; the planned steps from 46.43% lead to 65.2%.
    assert_eq!(cell(&browser, table, 2, 6), "71.4%, 20 of 28");
    assert!(cell(&browser, table, 2, 7).starts_with("65.2%, 19 of 28"), "{}", cell(&browser, table, 2, 7));
    // The planned count turns nothing.
    browser.put(box_id, "15 of 28");
    browser.wait_for("as planned", || cell(&browser, table, 0, 5) == "On the path");
    assert_eq!(cell(&browser, table, 2, 6), "");
    // What is no figure is said beside it once the page is left by Continue, and nothing typed is lost.
    browser.put(box_id, "some");
    browser.button("Continue").click();
    browser.wait_for_words(&format!("#{box_id}-error"), "Enter a number");
    stands_at_every_width(&browser, "found");
    assert_eq!(browser.css(&format!("#{box_id}")).value(), "some");
}

#[test]
fn dates_are_changed_added_and_kept_with_the_plan() {
    let browser = school_of_today();
    browser.put("target-ks2-rwm-exs", "20 of 28");
    let table = "own-target-ks2-rwm-exs-milestones";
    browser.put("actual-ks2-rwm-exs-2025-12-20", "15 of 28");
    browser.put("date-2025-12-20", "12 December 2025");
    // An earlier date, with what was found then: 42.86 + 28.57 × 102/322 = 51.9%.
    browser.wait_for("the changed date", || cell(&browser, table, 0, 1) == "51.9%");
    assert_eq!(browser.css("#actual-ks2-rwm-exs-2025-12-20").value(), "15 of 28");
    browser.put("date-2025-26-1", "14 February 2026");
    browser.wait_for("a date more", || browser.table(table).len() == 5);
    browser.put("date-2026-03-31", "");
    browser.wait_for("a date less", || {
        cell(&browser, table, 2, 0).is_empty() && cell(&browser, table, 2, 1) == "71.4%"
    });
    browser.chord(&[Key::Control], 's');
    let saved: Value = serde_json::from_str(&browser.downloaded("attainment-plan.json")).unwrap();
    assert_eq!(
        saved["dates"],
        json!([
            {"milestone": "2025-12-20", "date": "12 December 2025"},
            {"milestone": "2026-03-31", "date": ""},
            {"milestone": "2025/26 1", "date": "14 February 2026"},
        ])
    );
    assert_eq!(saved["actuals"][0]["text"], "15 of 28");
}

#[test]
fn plans_stand_side_by_side_and_one_is_taken_away() {
    let browser = school_of_today();
    browser.put("target-ks2-rwm-exs", "60");
    open(&browser, "Plans side by side, and the national figure to come");
    browser.button("Add another plan").click();
    browser.wait_for_text("Plan 2 (in view)");
    browser.put("scenario-name", "Ours");
    browser.put("target-ks2-rwm-exs", "75");
    let row = || browser.table("overview").pop().unwrap_or_default();
    let both = ["60%, 17 of 28, by 2025/26", "75%, 21 of 28, by 2025/26"];
    browser.wait_for("both plans", || row().len() == 4 && row()[2..] == both);
    stands_at_every_width(&browser, "plans");
    browser.button("Show Plan 1").click();
    browser.wait_for("the first plan", || browser.css("#target-ks2-rwm-exs").value() == "60");
    browser.button("Show Ours").click();
    browser.button("Take the plan in view away").click();
    browser.wait_for("one plan", || row().len() == 3);
    assert_eq!(row()[2], "60%, 17 of 28, by 2025/26");
    browser.button("Undo change of the plans side by side").click();
    browser.wait_for("both again", || row().len() == 4);
}

#[test]
fn targets_that_do_not_fit_together_are_said() {
    let browser = school_of_today();
    browser.turn_to("figures");
    for subject in ["reading", "writing", "maths"] {
        browser.put(&format!("figure-ks2-{subject}-exs-2024-25"), "15 of 28");
        browser.put(&format!("target-ks2-{subject}-exs"), "70");
    }
    browser.put(&format!("target-{COMBINED}"), "71");
    browser.turn_to("trajectory");
    browser.wait_for_text("The targets for 2025/26 do not fit together");
    // Another measure comes into view by its name, and the keyboard goes to its form.
    browser.button("Key stage 2 mathematics, expected standard").click();
    browser.wait_for_focus("target-way-ks2-maths-exs");
    browser.put("target-ks2-maths-exs", "72");
    browser.button("Key stage 2 reading, writing and mathematics combined, expected standard").click();
    browser.put(&format!("target-{COMBINED}"), "70");
    browser.wait_for("no word of it", || !browser.words("#main").contains("do not fit together"));
}

#[test]
fn a_count_is_reduced_term_by_term() {
    let browser = school_of_today();
    open(&browser, "Plan another measure or group");
    browser.button("Suspensions (fixed-period exclusions)").click();
    browser.wait_for_focus("target-way-exclusion-suspensions");
    browser.choice("target-way-exclusion-suspensions", "Reduce the count by a percentage").click();
    for (term, count) in (1..).zip(["20", "16", "12", "10", "14", "8"]) {
        browser.put(&format!("term-exclusion-suspensions-2024-25-{term}"), count);
    }
    browser.put("target-amount-exclusion-suspensions", "25");
    browser.put("target-each-term-exclusion-suspensions", "5");
    // By hand, beside the case in `tests/it/targets.rs`.
    let table = "terms-target-exclusion-suspensions";
    browser.wait_for("the ceilings", || {
        let ceilings: Vec<String> = browser.table(table).into_iter().map(|row| row[3].clone()).collect();
        ceilings == ["19", "32", "40", "46", "54", "60"]
    });
    browser.put("term-exclusion-suspensions-2025-26-1", "22");
    browser.wait_for("the first term", || browser.table(table)[0][5] == "3 above it");
    stands_at_every_width(&browser, "terms");
}

#[test]
fn what_norfolk_printed_is_taken_by_one_press() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.choice("framework", "Norfolk 2013/14").click();
    browser.turn_to("school");
    browser.choice("phase", "Primary").click();
    browser.turn_to("figures");
    browser.put("figure-eyfs-gld-2012-13", "50");
    browser.put("figure-ks2-rwm-l4-2012-13", "60");
    browser.turn_to("trajectory");
    browser.button("Take Norfolk’s printed targets for these measures").click();
    // The strategy's table of targets prints 55, 60 and 70 in its row 1.1 for 2013/14 to 2015/16, and 77, 81 and 85 in 1.2, whose
    // measure ended after 2014/15.
    browser.wait_for("both targets", || browser.table("overview").len() == 2);
    let asked: Vec<String> = browser.table("overview").into_iter().map(|row| row[2].clone()).collect();
    assert_eq!(asked, ["70.0%, by 2015/16", "81.0%, by 2014/15"]);
    browser.css("#plan-eyfs-gld").click();
    browser.wait_for_focus("target-way-eyfs-gld");
    browser.wait_for("the years between", || browser.table("own-target-eyfs-gld-years").len() == 3);
    let years = browser.table("own-target-eyfs-gld-years");
    assert_eq!(
        years.iter().map(|row| [row[0].as_str(), &row[1]]).collect::<Vec<_>>(),
        [["2013/14", "55.0%"], ["2014/15", "60.0%"], ["2015/16", "70.0%"]]
    );
    // That it was set for the county is said with every one of them.
    let words = browser.words("#main");
    assert_eq!(words.matches("Norfolk set it for all its schools together, not for one school.").count(), 3);
}

#[test]
fn everything_is_done_with_the_keyboard_alone() {
    let browser = school_of_today();
    browser.tab_to("textbox", "Target");
    browser.type_text("20 of 28");
    browser.wait_for("the milestones", || {
        browser.words("#own-target-ks2-rwm-exs-milestones").contains("15 of 28")
    });
    assert_eq!(browser.focus_id(), format!("target-{COMBINED}"));
    browser.tab_to("textbox", "Autumn: found then");
    browser.type_text("13 of 28");
    browser.wait_for("its standing", || browser.words("#main").contains("2 pupils behind"));
    assert_eq!(browser.focus_id(), "actual-ks2-rwm-exs-2025-12-20");
    let is_at = |words: &str| browser.script("return document.activeElement.textContent.trim()") == words;
    browser.css("#page-heading");
    browser.script("document.getElementById('page-heading').focus()");
    browser.tab_until("the suggestion", || is_at("Suggest a target"));
    browser.press(Key::Enter);
    browser.tab_to("radio", "At least 1 in 4 schools like this one moved as far");
    browser.press(Key::Down);
    browser.press(Key::Down);
    browser.wait_for_text("Suggested: 62.0% in 2025/26, the national figure.");
    assert_eq!(browser.focused().name(), "At least 1 in 10 did: more ambitious");
    browser.press_by_keys("Use this target");
    browser.wait_for_text("The target is the national figure, held as it was in 2024/25.");
    assert_eq!(browser.focus_id(), "use-suggestion");
}

#[test]
fn every_table_and_box_is_named_for_who_cannot_see_it() {
    let browser = school_of_today();
    browser.put("target-ks2-rwm-exs", "20 of 28");
    browser.put("actual-ks2-rwm-exs-2025-12-20", "13 of 28");
    browser.wait_for("its standing", || browser.words("#main").contains("2 pupils behind"));
    // Tables without a caption, headings of rows or columns without a scope or words, rows of another length.
    let faulty = "return [...document.querySelectorAll('main table')].filter(table => {
           const headings = [...table.querySelectorAll('th')];
           const rows = [...table.tBodies[0].rows];
           return !table.caption?.textContent.trim()
             || headings.some(one => !one.scope || !one.textContent.trim())
             || rows.some(row => row.cells[0].scope !== 'row' || row.cells.length !== table.rows[0].cells.length);
         }).map(table => table.id)";
    // Its rows are drawn after the table that they stand in.
    browser.wait_for("no such table", || browser.script(faulty) == json!([]));
    // A box in a table says its row, and no two of the page say the same.
    let boxes = browser.script(
        "return [...document.querySelectorAll('main td input')].map(one =>
           [one.closest('tr').cells[0].textContent.trim(), one.getAttribute('aria-label') ?? ''])",
    );
    let mut boxes: Vec<[String; 2]> = serde_json::from_value(boxes).unwrap();
    assert!(boxes.len() >= 9, "{boxes:?}");
    assert_eq!(boxes.iter().find(|[row, label]| !label.contains(row.as_str())), None);
    boxes.sort();
    assert_eq!(boxes.windows(2).find(|pair| pair[0][1] == pair[1][1]), None);
    // No level of headings is left out on the way down.
    let levels = browser.script(
        "return [...document.querySelectorAll('main :is(h1, h2, h3, h4, h5)')].map(one => Number(one.tagName[1]))",
    );
    let levels: Vec<u8> = serde_json::from_value(levels).unwrap();
    assert!(levels[0] == 1 && levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

#[test]
fn adding_and_taking_away_a_plan_keeps_the_keyboard() {
    let browser = school_of_today();
    browser.put("target-ks2-rwm-exs", "60");
    open(&browser, "Plans side by side, and the national figure to come");
    browser.css("#scenario-add");
    browser.script("document.getElementById('scenario-add').focus()");
    browser.press(Key::Enter);
    browser.wait_for_text("Plan 2 (in view)");
    assert_ne!(browser.focus_id(), "");
    browser.script("document.getElementById('scenario-remove').focus()");
    browser.press(Key::Enter);
    browser.wait_for("one plan", || !browser.words("#main").contains("Plan 2 (in view)"));
    assert_ne!(browser.focus_id(), "");
}

#[test]
fn how_a_finding_stands_is_said_once_typing_pauses() {
    let browser = school_of_today();
    browser.put("target-ks2-rwm-exs", "20 of 28");
    browser.put("actual-ks2-rwm-exs-2025-12-20", "13 of 28");
    browser.wait_for_words("#planner-status", "2 pupils behind");
}

/// A school of a scheme and phase on its trajectory page, with some figures.
fn school_of(scheme: &str, phase: &str, figures: &[(&str, &str)]) -> Browser {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.choice("framework", scheme).click();
    browser.turn_to("school");
    browser.choice("phase", phase).click();
    browser.turn_to("figures");
    for (figure, text) in figures {
        browser.put(&format!("figure-{figure}"), text);
    }
    browser.turn_to("trajectory");
    browser
}

#[test]
fn suffolk_prints_96_for_the_attendance_of_primary_schools_and_95_for_that_of_secondary_ones() {
    for (phase, asked) in [("Primary", "96.0%, by 2015/16"), ("Secondary", "95.0%, by 2015/16")] {
        let browser = school_of("Suffolk 2015/16", phase, &[("attendance-rate-2014-15", "94.1")]);
        browser.button("Take Suffolk’s printed targets for these measures").click();
        browser.wait_for("the target", || browser.table("overview").len() == 1);
        assert_eq!(browser.table("overview")[0][2], asked);
    }
}

#[test]
fn the_target_of_a_sample_partnership_is_not_doncasters_for_every_school() {
    let browser = school_of(
        "Doncaster 2015/16",
        "Primary",
        &[("ks2-rwm-l4-2014-15", "62.3"), ("y1-phonics-2014-15", "70")],
    );
    browser.button("Take Doncaster’s printed targets for these measures").click();
    browser.wait_for("phonics", || browser.words("#overview").contains("77"));
    assert!(!browser.words("#overview").contains("73"));
    browser.choice("target-way-ks2-rwm-l4", "Take one that the council printed").click();
    browser.wait_for_text("Partnership target: 73% in 2015/16");
    assert!(!browser.words("#main").contains("Doncaster set it for all its schools together"));
}

#[test]
fn results_before_a_change_of_tests_can_be_entered_beside_a_path_beyond_it() {
    let browser = school_of("Norfolk 2013/14", "Primary", &[("ks2-rwm-l4-2012-13", "60")]);
    browser.choice("target-way-ks2-rwm-l4", "Take one that the council printed").click();
    browser.choice("target-printed-ks2-rwm-l4", "85% in 2015/16").click();
    browser.wait_for("three years", || browser.table("own-target-ks2-rwm-l4-years").len() == 3);
    // Level 4 went on to 2014/15.
    browser.css("#own-target-ks2-rwm-l4-years #figure-ks2-rwm-l4-2013-14");
    browser.css("#own-target-ks2-rwm-l4-years #figure-ks2-rwm-l4-2014-15");
}

#[test]
fn attainment_8_is_set_beside_what_schools_did() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.choice("framework", "England (template) 2025/26").click();
    browser.turn_to("school");
    browser.choice("phase", "Secondary").click();
    browser.put("cohort-year-11-2024-25", "150");
    browser.turn_to("figures");
    browser.put("figure-ks4-a8-2024-25", "43");
    browser.turn_to("trajectory");
    browser.put("target-ks4-a8", "45");
    browser.wait_for_text("How often schools have moved that far");
    assert!(!browser.words("#main").contains("the size of the year group is not known"));
}

#[test]
fn a_problem_with_a_target_that_is_not_in_view_can_be_gone_to() {
    let browser = school_of_today();
    browser.put("target-ks2-rwm-exs", "often");
    browser.button("Continue").click();
    browser.wait_for_words("#error-summary", "Enter a number");
    open(&browser, "Plan another measure or group");
    browser.css("#plan-attendance-rate").click();
    browser.wait_for_focus("target-way-attendance-rate");
    browser.css("#error-summary a").click();
    browser.wait_for_focus("target-ks2-rwm-exs");
}
