//! Figures filled in from the department's real files: chosen, looked at, filled in, taken back; and what cannot be read.

use std::path::Path;

use e2e::planner::source;
use e2e::{Browser, Key, dist};

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
fn a_pasted_table_is_looked_at_and_filled_in_by_one_key() {
    let browser = Browser::open();
    browser.open_planner(&dist::single_file());
    browser.begin_primary();
    browser.turn_to("figures");
    let value = |id: &str| browser.css(&format!("#{id}")).value();
    let (start, writing) = ("figure-ks2-rwm-l4b-2012-13", "figure-ks2-writing-l4-2014-15");
    browser.put(writing, "80");
    let table = "Measure\t2014/15\t2013/14\tNational\nWriting, level 4 or above\t81\t79\t87\n\
                 Reading, level 4 or above\t74\t\t89\nLatin\t50\t60\t\n";
    browser.paste(start, table);
    // The keyboard is at what was found, and nothing is filled in.
    browser.wait_for_focus("paste-heading");
    browser.wait_for_text("What you pasted fills in 3 figures");
    let is_in_view = "const place = id => document.getElementById(id).getBoundingClientRect();
        return place('paste-heading').top >= 0 && place('paste-in').bottom <= innerHeight";
    browser.wait_for("all of it to be in view", || browser.script(is_in_view) == true);
    browser.wait_for_text("81 for 80");
    browser.wait_for_text("The row “Latin”: no row here is called so.");
    assert_eq!((value(writing), value("figure-ks2-reading-l4-2014-15")), ("80".into(), String::new()));
    for width in [1280, 320] {
        browser.resize(width, 900);
        assert_eq!(browser.axe(), []);
        let wide = browser.script("return document.documentElement.scrollWidth").as_u64().unwrap();
        assert!(wide <= u64::from(width), "{wide} wide at {width}");
        browser.script("document.querySelector('#paste-heading').scrollIntoView()");
        browser.shot(&format!("paste-{width}"));
    }
    browser.resize(1280, 900);
    // Escape leaves it, and the keyboard is back where one pasted.
    browser.press(Key::Escape);
    browser.wait_for_focus(start);
    browser.wait_for_text("Nothing was filled in.");
    assert_eq!(value(writing), "80");
    // Enter at the heading takes it.
    browser.paste(start, table);
    browser.wait_for_focus("paste-heading");
    browser.press(Key::Enter);
    browser.wait_for_focus(start);
    browser.wait_for_text("3 figures are filled in. Undo takes it back in one step.");
    assert_eq!(value(writing), "81");
    assert_eq!(value("figure-ks2-writing-l4-2013-14"), "79");
    assert_eq!(value("figure-ks2-reading-l4-2014-15"), "74");
    assert_eq!(value(start), "");
    // To go on typing moves nothing and loses nothing.
    browser.type_text("47");
    assert_eq!(value(start), "47");
    browser.wait_for_focus(start);
    browser.css("#undo").click();
    browser.wait_for("no 47", || value(start).is_empty());
    browser.css("#undo").click();
    browser.wait_for("the figures to be gone", || value("figure-ks2-writing-l4-2013-14").is_empty());
    assert_eq!(value(writing), "80");
    // By the button.
    browser.paste(start, "47\t48\n");
    browser.button("Fill in 2 figures").click();
    browser.wait_for_focus(start);
    assert_eq!((value(start), value("figure-ks2-rwm-l4b-2013-14")), ("47".into(), "48".into()));
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// A file whose national figure is another than the planner's 62%, and one that the planner does not hold.
const ENGLAND: &str = "RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG,PTRWM_EXP,PTREAD_EXP,PTREAD_EXP_FSM6CLA1A,PTRWM_EXP_FSM6CLA1A\n\
     1,919,2001,117000,A School,30,66%,70%,60%,50%\n3,919, , ,Hertfordshire,14321,64%,77%,SUPP,40%\n\
     4, , , , ,655415,70%,75%,63%,47%\n5, , , , ,652648,71%,1%,1%,1%\n";

#[test]
fn the_national_figures_of_a_file_are_used_and_marked_and_can_be_taken_out() {
    let browser = begun();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("2024-2025_919_ks2final.csv");
    std::fs::write(&file, ENGLAND).unwrap();
    choose(&browser, &file);
    browser.wait_for_text("National figures of the file, of all schools");
    browser.wait_for_text("70 for 62");
    browser.wait_for_text("Figures of Hertfordshire");
    for width in [1280, 320] {
        browser.resize(width, 900);
        assert_eq!(browser.axe(), []);
        let wide = browser.script("return document.documentElement.scrollWidth").as_u64().unwrap();
        assert!(wide <= u64::from(width), "{wide} wide at {width}");
        browser
            .script("document.querySelector('#fill-national').closest('.planner-filling').scrollIntoView()");
        browser.shot(&format!("national-{width}"));
    }
    browser.resize(1280, 900);
    // The person decides: it is the first of the table.
    browser.css("#fill-national input:not(:checked)").click();
    browser.css("#fill-in").click();
    browser.wait_for_text("figures filled in");
    browser.wait_for_text("70% (your file)");
    browser.css("#fill-compared > summary").click();
    browser.wait_for_text("The planner’s own");
    browser.shot("national-filled");
    browser.turn_to("gap");
    let from = "against 70% nationally (from 2024-2025_919_ks2final.csv, final)";
    browser.wait_for_text(from);
    browser.wait_for_text("Results of 2024/25 beside the local authority’s");
    for width in [1280, 320] {
        browser.resize(width, 900);
        assert_eq!(browser.axe(), []);
        browser.script("document.querySelector('#authority').closest('.planner-scroll').scrollIntoView()");
        browser.shot(&format!("national-gap-{width}"));
    }
    browser.resize(1280, 900);
    browser.turn_to("figures");
    browser.css("#fill-compared > summary").click();
    browser.css("#fill-compare").click();
    browser.wait_for_focus("notice");
    assert!(!browser.text().contains("(your file)"));
    browser.css("#undo").click();
    browser.wait_for_text("70% (your file)");
    assert_eq!(browser.console(), Vec::<String>::new());
}
