//! The main job, as people do it: real figures in, a category, a gap and a path out, each with its reasons.

use std::collections::BTreeMap;
use std::fs;

use e2e::planner::{COMBINED, START, source};
use e2e::{Browser, Key, Server, dist};

const NAME: &str = "Name of the school (optional)";
const LAST_YEAR: &str = "figure-ks2-rwm-l4-2013-14";
const THIS_YEAR: &str = "figure-ks2-rwm-l4-2014-15";

// ---- the sample partnership's printed table ----

/// What is printed of one measure.
struct Printed {
    /// The planner's name for the measure.
    label: String,
    /// The partnership's figure, with one decimal place.
    pyramid: String,
    national: String,
}

/// The printed table by measure: those rows that have a figure of the partnership's.
fn printed() -> BTreeMap<String, Printed> {
    let rows = |path: &str| {
        let mut reader = csv::Reader::from_path(source(path)).unwrap();
        reader.records().map(Result::unwrap).collect::<Vec<_>>()
    };
    let labels: BTreeMap<String, String> =
        rows("data/measures.csv").iter().map(|row| (row[0].to_owned(), row[1].to_owned())).collect();
    let cells: BTreeMap<(String, String), String> = rows("data/source_tables.csv")
        .iter()
        .filter(|row| &row[1] == "Sample partnership plan, performance and targets" && &row[4] == "2014/15")
        .map(|row| ((row[3].to_owned(), row[5].to_owned()), row[6].to_owned()))
        .collect();
    let of = |measure: &str, column: &str| cells.get(&(measure.to_owned(), column.to_owned())).cloned();
    let measures = cells.keys().filter(|(_, column)| column == "pyramid").map(|(measure, _)| measure.clone());
    measures
        .map(|measure| {
            let printed = Printed {
                label: labels[&measure].clone(),
                pyramid: of(&measure, "pyramid").unwrap(),
                national: of(&measure, "national").unwrap(),
            };
            (measure, printed)
        })
        .collect()
}

/// A figure in tenths, from the text `62.3`.
fn tenths(text: &str) -> i64 {
    let (whole, tenth) = text.split_once('.').unwrap_or_else(|| panic!("{text} has no decimal place"));
    assert_eq!(tenth.len(), 1, "{text} has not one decimal place");
    whole.parse::<i64>().unwrap() * 10 + tenth.parse::<i64>().unwrap()
}

/// A difference as it is printed, with a real minus sign.
fn signed(tenths: i64) -> String {
    let sign = if tenths < 0 {
        "−"
    } else if tenths > 0 {
        "+"
    } else {
        ""
    };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

// ---- what a person does ----

/// Continues from a field or elsewhere on the page, as far as the next heading.
fn go_on(browser: &Browser, next: &str) {
    browser.press_by_keys("Continue");
    browser.wait_for_heading(next);
    browser.wait_for_focus("page-heading");
}

/// Types into a field that Tab comes to.
fn type_by_keys(browser: &Browser, field: &str, text: &str) {
    browser.tab_to("textbox", field);
    browser.type_text(text);
}

fn value(browser: &Browser, field: &str) -> String {
    browser.css(&format!("#{field}")).value()
}

// ---- journeys ----

/// Issue 2, "Real input": the sample partnership's figures as one school's, without a mouse.
#[test]
fn the_sample_pyramid_by_keyboard_alone() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());

    browser.press_by_keys("Start a plan");
    browser.wait_for_heading("The school");
    browser.wait_for_focus("page-heading");
    browser.answer_by_keys("Phase", "Primary");
    browser.answer_by_keys("Who maintains it", "Maintained by the council");
    browser.answer_by_keys("Last inspection", "Requires improvement");
    type_by_keys(&browser, "Year 2, 2014/15, number of pupils", "309");
    type_by_keys(&browser, "Year 6, 2014/15, number of pupils", "231");
    go_on(&browser, "Figures");

    let printed = printed();
    assert_eq!(printed.len(), 24);
    let mut left: BTreeMap<String, &str> = printed
        .iter()
        .map(|(measure, printed)| {
            (format!("figure-{}-2014-15", measure.replace('.', "-")), printed.pyramid.as_str())
        })
        .collect();
    while !left.is_empty() {
        browser.tab_until("the fields that are left", || left.contains_key(&browser.focus_id()));
        browser.type_text(left.remove(&browser.focus_id()).unwrap());
    }
    go_on(&browser, "Judgements");

    browser.answer_by_keys(
        "Who can drive improvement in the school?",
        "It needs external support to improve at the pace required",
    );
    browser.answer_by_keys("Is behaviour poor?", "No");
    browser.answer_by_keys("Is leadership ineffective?", "No");
    go_on(&browser, "Category under Doncaster’s scheme");

    // Below the floor this year; a school of extreme concern if it was below last year too.
    assert_eq!(browser.words("#outcome-heading"), "Between categories: 4 and 5");
    let unknown =
        "The 2013/14 result for key stage 2 reading, writing and mathematics combined, level 4 or above";
    let page = browser.text();
    for words in [
        "What would settle it",
        unknown,
        "Below 65% (the floor standard, assumed): category 5, School of Extreme Concern",
        "65% or more: category 4, School of Concern",
    ] {
        assert!(page.contains(words), "{words:?} is not in\n{page}");
    }
    browser.press_by_keys(&format!("Enter it {unknown}"));
    browser.wait_for_heading("Figures");
    browser.wait_for_focus(LAST_YEAR);
    browser.type_text("68.0");
    browser.wait_for("the result beside the form", || {
        browser.words("#result-heading") == "Category: 4, School of Concern"
    });
    // Enter in a field does what Continue does.
    browser.press(Key::Enter);
    browser.wait_for_heading("Judgements");
    go_on(&browser, "Category under Doncaster’s scheme");
    assert_eq!(browser.words("#outcome-heading"), "Category: 4, School of Concern");
    let decided = "Last inspection: requires improvement";
    browser.tab_until("the rule", || {
        browser.script("return document.activeElement.parentElement.id") == "rule-4"
    });
    assert!(browser.focused().name().contains("Fits, and decides"), "{}", browser.focused().name());
    browser.press(Key::Enter);
    let clause = "Published: Appendix 3, section 6, category 4, first point";
    assert!(!browser.text().contains(clause), "the clause is shown before its reason is opened");
    for reason in ["All of these", decided] {
        browser.tab_until(reason, || browser.focused().name().starts_with(reason));
        browser.press(Key::Enter);
    }
    browser.wait_for_text(clause);

    browser.press_by_keys("Next: Gap to national");
    browser.wait_for_heading("Gap to national");
    gaps_are_as_printed(&browser, &printed);

    browser.press_by_keys("Next: Trajectory");
    browser.wait_for_heading("Trajectory");
    type_by_keys(&browser, "Target", "73");
    let knows = "I know that the tests change before this target, and that results then cannot be compared with today’s";
    browser.tab_to("checkbox", knows);
    let page = browser.text();
    assert!(
        !page.contains("To your target"),
        "a path is drawn before the person knows of the change\n{page}"
    );
    browser.type_text(" ");
    browser.wait_for_text("To your target of 73% by July 2016");
    // Beside a target of its own, the path to national opens on request.
    browser.tab_until("the path to national", || {
        browser.script("return document.activeElement.parentElement.id") == "to-national-target-ks2-rwm-l4"
    });
    browser.press(Key::Enter);
    browser.wait_for_text("17.7 percentage points up in one year.");
    let page = browser.text();
    for words in [
        "From 62.3% to 73.0% in one year. In 2015/16 that is 169 of 231 pupils",
        "The tests change between 2014/15 and 2015/16: today’s result and the target are on different scales.",
        "To the national figure of 80.0% by July 2016",
        "17.7 percentage points up in one year. In 2015/16 that is 185 of 231 pupils",
        "No results on this scale exist after 2014/15. The path stays on it, as a yardstick",
    ] {
        assert!(page.contains(words), "{words:?} is not in\n{page}");
    }
    let years = browser.table("own-target-ks2-rwm-l4-years");
    let words = [
        "2015/16",
        "73.0%",
        "169 of 231",
        "73.2%",
        "not comparable",
        "not comparable",
        "",
        "other tests",
        "",
    ];
    assert_eq!(years, [words]);
    let years = browser.table("national-target-ks2-rwm-l4-years");
    assert_eq!(years, [["2015/16", "80.0%", "185 of 231", "80.1%", "80.0%", "0.0"]]);

    assert_eq!(browser.requests(), [dist::single_file()]);
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// Every cell of the gap table and of the chart's table is the printed one, or the difference of two printed ones.
fn gaps_are_as_printed(browser: &Browser, printed: &BTreeMap<String, Printed>) {
    let gaps = browser.table("gaps");
    let charted = browser.table("gap-chart-table");
    assert_eq!((gaps.len(), charted.len()), (printed.len(), printed.len()));
    for Printed { label, pyramid, national } in printed.values() {
        let gap = signed(tenths(pyramid) - tenths(national));
        let row = gaps.iter().find(|row| row[0] == *label).unwrap_or_else(|| panic!("no row for {label}"));
        assert_eq!(row[1..4], [format!("{pyramid}%"), format!("{national}%"), gap.clone()], "{label}");
        let row = charted.iter().find(|row| row[0] == *label).unwrap_or_else(|| panic!("no row for {label}"));
        assert!(row.contains(&gap), "{gap} is not in {row:?}");
    }
    // What matters most comes first.
    assert_eq!(gaps[0][..5], [COMBINED, "62.3%", "80.0%", "−17.7", "41 of 231"]);
    browser.wait_for_text("41 more of 231 pupils are needed to reach national.");
}

#[test]
fn a_school_of_thirty() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.begin_primary();
    browser.choice("grade", "Requires improvement").click();
    browser.put("cohort-year-6-2014-15", "30");
    browser.turn_to("figures");
    browser.put(LAST_YEAR, "60.0");
    browser.put(THIS_YEAR, "19 of 30");
    browser.turn_to("judgements");
    browser.choice("answer-capacity", "It needs external support to improve at the pace required").click();
    for question in ["answer-behaviour-poor", "answer-leadership-ineffective"] {
        browser.choice(question, "No").click();
    }

    browser.turn_to("gap");
    let page = browser.text();
    for words in [
        "63.3% (19 of 30 pupils) in 2014/15 against 80.0% nationally: 16.7 percentage points below.",
        "5 more of 30 pupils are needed to reach national.",
        "One pupil of 30 is worth 3.3 percentage points.",
    ] {
        assert!(page.contains(words), "{words:?} is not in\n{page}");
    }
    assert_eq!(browser.table("gaps")[0][..6], [COMBINED, "63.3%", "80.0%", "−16.7", "5 of 30", "3.3"]);

    // One pupil more and the school is at the floor, so no longer below it for two years.
    browser.turn_to("category");
    assert_eq!(browser.words("#outcome-heading"), "Category: 5, School of Extreme Concern");
    let one = "1 pupil more in key stage 2 reading, writing and mathematics combined, level 4 or above would make it \
               category 4, School of Concern.";
    let page = browser.text();
    assert!(page.contains(one), "{page}");
    assert!(page.contains("One pupil would change it"), "{page}");
    browser.turn_to("figures");
    browser.put(THIS_YEAR, "20 of 30");
    browser.wait_for("the category at the floor", || {
        browser.words("#result-heading") == "Category: 4, School of Concern"
    });
}

#[test]
fn tests_stand_beside_teacher_assessments() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.begin_primary();
    browser.turn_to("figures");
    // The authority's figures in the key stage 2 plan, Background.
    for (subject, test, teacher) in [("reading", "83.7", "87.2"), ("maths", "81.9", "87.1")] {
        browser.put(&format!("figure-ks2-{subject}-l4-2014-15"), test);
        browser.put(&format!("figure-ks2-{subject}-l4-2014-15-teacher"), teacher);
    }
    browser.turn_to("gap");
    let checks = browser.table("cross-checks");
    assert_eq!(
        checks,
        [
            ["Key stage 2 reading, level 4 or above", "83.7%", "87.2%", "−3.5"],
            ["Key stage 2 mathematics, level 4 or above", "81.9%", "87.1%", "−5.2"],
        ]
    );
}

#[test]
fn what_was_done_is_undone_and_redone() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.begin_primary();
    browser.turn_to("figures");
    browser.put(LAST_YEAR, "68.0");
    browser.put(THIS_YEAR, "62.3");
    let shown = |last: &str, this: &str| {
        browser.wait_for(&format!("{last:?} and {this:?}"), || {
            value(&browser, LAST_YEAR) == last && value(&browser, THIS_YEAR) == this
        });
    };
    browser.button("Undo figure").click();
    shown("68.0", "");
    browser.button("Undo figure").click();
    shown("", "");
    browser.button("Redo figure").click();
    shown("68.0", "");

    // The keyboard is on the button, outside every field.
    browser.chord(&[Key::Control], 'y');
    shown("68.0", "62.3");
    browser.chord(&[Key::Control], 'z');
    shown("68.0", "");
    browser.chord(&[Key::Control, Key::Shift], 'z');
    shown("68.0", "62.3");
    assert_eq!(browser.heading(), "Figures");
}

/// A page on which typing never rests: what follows from digits is shown by what else is done, such as printing.
#[test]
fn what_follows_from_digits_waits_for_a_rest_but_not_on_paper() {
    let folder = dist::site_after(
        "const real = window.setTimeout;
         window.setTimeout = (then, after, ...rest) => after === 300 ? 0 : real(then, after, ...rest);",
    );
    let server = Server::of_site(folder.path());
    let browser = Browser::open();
    browser.open_planner(&server.address("/site/"));
    browser.button("See the worked example").click();
    browser.turn_to("figures");
    browser.wait_for_words("#result-heading", "4 and 5");
    browser.put(THIS_YEAR, "90");
    assert!(browser.words("#result-heading").contains("4 and 5"));
    // Not by keys: they would open a dialogue.
    browser.script(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', ctrlKey: true, bubbles: true }))",
    );
    browser.wait_for_words("#result-heading", "School of Concern");
    browser.put(THIS_YEAR, "62.3");
    browser.turn_to("gap");
    browser.turn_to("figures");
    browser.wait_for_words("#result-heading", "4 and 5");
}

#[test]
fn back_and_forward_go_from_page_to_page_and_lose_nothing() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.begin_primary();
    browser.turn_to("figures");
    browser.put(THIS_YEAR, "62.3");
    browser.turn_to("gap");
    browser.back();
    browser.wait_for_heading("Figures");
    browser.wait_for("its title", || browser.title() == "Figures – Attainment planner");
    assert_eq!(value(&browser, THIS_YEAR), "62.3");
    browser.wait_for_focus("page-heading");
    browser.back();
    browser.wait_for_heading("The school");
    browser.back();
    browser.wait_for_heading(START);
    for heading in ["The school", "Figures", "Gap to national"] {
        browser.forward();
        browser.wait_for_heading(heading);
    }
    assert_eq!(browser.table("gaps")[0][1], "62.3%");
}

#[test]
fn a_plan_goes_through_a_file_whole() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.button("See the worked example").click();
    browser.wait_for_heading("Category under Doncaster’s scheme");
    let everything = |browser: &Browser| {
        ["school", "figures", "judgements", "trajectory"].map(|page| {
            browser.turn_to(page);
            browser.fields()
        })
    };
    let before = everything(&browser);
    browser.chord(&[Key::Control], 's');
    let saved = browser.downloaded("attainment-plan-sample-partnership-worked-example.json");

    let other = Browser::open();
    other.open_planner(&dist::single_file());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.json");
    fs::write(&file, saved).unwrap();
    other.choose_file(&other.button("Open a saved plan or a scheme"), &file);
    other.wait_for_text("The plan is open");
    assert_eq!(everything(&other), before);
}

#[test]
fn a_new_plan_can_be_taken_back() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.begin_primary();
    browser.field(NAME).click();
    browser.type_text("Hill Top");
    let before = browser.fields();
    browser.turn_to("start");
    browser.button("Start a new plan").click();
    browser.wait_for_text("A new plan is begun");
    assert_eq!(browser.field(NAME).value(), "");
    assert_eq!(browser.words("#result-heading"), "No category yet");
    browser.button("Undo new plan").click();
    browser.wait_for("the plan before", || browser.fields() == before);
}
