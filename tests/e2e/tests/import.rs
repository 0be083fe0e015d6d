//! Figures filled in from the department's real files: chosen, looked at, filled in, taken back; and what cannot be read.

use std::path::Path;

use e2e::planner::source;
use e2e::{Browser, dist};

/// The figures page of a primary school under the scheme of today's tests, with this file chosen.
fn begun() -> Browser {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.choice("framework", "England (template) 2025/26").click();
    browser.button("Start a plan").click();
    browser.wait_for_heading("The school");
    browser.choice("phase", "Primary").click();
    browser.turn_to("figures");
    browser
}

fn choose(browser: &Browser, file: &Path) {
    browser.choose_file(&browser.css("#fill-choose"), file);
}

const RWM: &str = "figure-ks2-rwm-exs-2024-25";

#[test]
fn a_schools_figures_are_looked_at_filled_in_and_taken_back() {
    let browser = begun();
    choose(&browser, &source("tests/data/dfe/excerpts/ks2_2024-2025_919_excerpt.csv"));
    browser.wait_for_text("Performance tables of key stage 2, 2024/25: 5 schools.");
    browser.choice("fill-release", "Final").click();
    browser.put("fill-school", "sheredes");
    browser.choice("fill-place", "Sheredes Primary School, Hoddesdon").click();
    browser.wait_for_text("What the file has for Sheredes Primary School, Hoddesdon");
    // Looking changes nothing.
    assert_eq!(browser.css(&format!("#{RWM}")).value(), "");
    browser.shot("import-preview");
    for width in [1280, 320] {
        browser.resize(width, 900);
        assert_eq!(browser.axe(), []);
        let wide = browser.script("return document.documentElement.scrollWidth").as_u64().unwrap();
        assert!(wide <= u64::from(width), "{wide} wide at {width}");
    }
    browser.shot("import-preview-320");
    browser.resize(1280, 900);
    browser.css("#fill-in").click();
    browser.wait_for_text("figures filled in");
    browser.wait_for_focus("notice");
    // PTRWM_EXP of the row is 78%.
    assert_eq!(browser.css(&format!("#{RWM}")).value(), "78");
    browser.css("#fill-origins > summary").click();
    browser.wait_for_text("from ks2_2024-2025_919_excerpt.csv (final).");
    browser.shot("import-filled");
    // What differs is marked, and left as it is until it is ticked.
    browser.put(RWM, "50");
    choose(&browser, &source("tests/data/dfe/excerpts/ks2_2024-2025_919_excerpt.csv"));
    browser.wait_for_text("5 schools.");
    browser.put("fill-school", "117353");
    browser.choice("fill-place", "Sheredes Primary School, Hoddesdon").click();
    browser.wait_for_text("78 for 50");
    browser.css("#fill-close").click();
    // Back over the typing, and then the file in one step.
    browser.css("#undo").click();
    browser.wait_for("the figure of the file", || browser.css(&format!("#{RWM}")).value() == "78");
    browser.css("#undo").click();
    browser.wait_for("no figure", || browser.css(&format!("#{RWM}")).value().is_empty());
    assert!(!browser.text().contains("from ks2_2024-2025"));
}

#[test]
fn what_cannot_be_read_is_said_and_changes_nothing() {
    let browser = begun();
    browser.put(RWM, "50");
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, words) in [
        ("book.csv", &b"PK\x03\x04"[..], "This is a spreadsheet’s own format."),
        ("other.csv", b"a,b\n1,2\n", "The headings are not those of a file that the planner reads"),
        (
            "wide.csv",
            format!("RECTYPE,LEA,URN,TELIG\n1,850,1,{}", ",".repeat(3_000)).as_bytes(),
            "(at line 2)",
        ),
        ("plan.json", b"{}", "This is not a file of the format"),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        choose(&browser, &file);
        browser.wait_for_text(words);
        browser.wait_for_text("The file was not opened, and your plan is as it was");
        browser.wait_for_focus("notice");
        browser.button("Close this message").click();
        assert_eq!(browser.css(&format!("#{RWM}")).value(), "50");
    }
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// Twelve megabytes, as the file of all England has: the page tells how far it is, can be worked with, and stops.
#[test]
fn a_large_file_is_read_a_little_at_a_time_and_can_be_stopped() {
    let browser = begun();
    let bytes = std::fs::read(source("tests/data/dfe/ks2/2018-2019_850_ks2final.csv")).unwrap();
    let first = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let mut large = bytes[..first].to_vec();
    while large.len() < 12_000_000 {
        large.extend(&bytes[first..]);
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("2018-2019_england_ks2final.csv");
    std::fs::write(&file, large).unwrap();
    // A slower device: each slice waits.
    browser.script(
        "const { setTimeout } = window; window.waited = setTimeout;
         window.setTimeout = (work, after, ...rest) => setTimeout(work, after || 150, ...rest);",
    );
    choose(&browser, &file);
    browser.wait_for_text("10% is read.");
    browser.put(RWM, "50");
    browser.button("Stop reading").click();
    browser.wait_for_text("Choose a file");
    assert_eq!(browser.css(&format!("#{RWM}")).value(), "50");
    browser.script("window.setTimeout = window.waited");
    choose(&browser, &file);
    // 28 times the rows of Hampshire's 331 schools.
    browser.wait_for_text("Performance tables of key stage 2, 2018/19, final: 9241 schools.");
}

#[test]
fn a_pasted_table_goes_where_its_headings_say() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.begin_primary();
    browser.turn_to("figures");
    let table =
        "Measure\t2014/15\t2013/14\nWriting, level 4 or above\t81\t79\nReading, level 4 or above\t74\t\n";
    browser.paste("figure-ks2-rwm-l4-2012-13", table);
    browser.wait_for_text("3 figures filled in");
    let value = |id: &str| browser.css(&format!("#{id}")).value();
    assert_eq!(value("figure-ks2-writing-l4-2014-15"), "81");
    assert_eq!(value("figure-ks2-writing-l4-2013-14"), "79");
    assert_eq!(value("figure-ks2-reading-l4-2014-15"), "74");
    assert_eq!(value("figure-ks2-rwm-l4-2012-13"), "");
    browser.css("#undo").click();
    browser.wait_for("the figures to be gone", || value("figure-ks2-writing-l4-2014-15").is_empty());
    assert_eq!(browser.console(), Vec::<String>::new());
}
