//! The officers' area, "Try your rules": a number is changed, and the page says which schools come out otherwise.

use e2e::{Browser, Server};

fn try_rules(browser: &Browser) {
    browser.turn_to_step("copy-cases", "Try your rules");
}

/// The rows of the table: school, now, expected.
fn rows(browser: &Browser) -> Vec<Vec<String>> {
    browser.table("pack-cases")
}

#[test]
fn an_officer_sees_what_a_change_does_takes_it_and_adds_a_school_that_travels_with_the_copy() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let officer = Browser::open();
    officer.open_planner(&server.address("/planner.html"));
    // The worked example is the plan in view.
    officer.css("#example").click();
    officer.wait_for_heading("Category under Doncaster’s scheme");
    officer.begin_copy();

    try_rules(&officer);
    officer.wait_for_text("All 14 schools come out as before.");
    assert_eq!(rows(&officer).len(), 14);
    assert!(rows(&officer).iter().all(|row| row[1] == "As before"), "{:?}", rows(&officer));

    // The floor of 2014/15 from 65 to 70: of the schools with figures, the one on 65 falls below it.
    officer.turn_to_step("copy-numbers", "Numbers of the rules");
    officer.put("pack-schemes-0-thresholds-0-values-0-value", "70");
    try_rules(&officer);
    officer.wait_for_text("13 of 14 schools come out as before; 1 changed.");
    let first = &rows(&officer)[0];
    assert_eq!(
        [first[0].as_str(), &first[1], &first[2]],
        [
            "Exactly on the floor, and below it the year before",
            "Changed: Category 5, School of Extreme Concern",
            "Category 4, School of Concern"
        ]
    );
    assert!(rows(&officer)[1..].iter().all(|row| row[1] == "As before"));
    officer.css("[id='pack_why-schemes-0-cases-2'] summary").click();
    officer.wait_for_text("is below 70%");
    officer.shot("copy-cases");
    assert!(officer.axe().is_empty(), "{:?}", officer.axe());
    for width in [320, 768, 1280] {
        officer.resize(width, 900);
        let wide = officer.script("return document.documentElement.scrollWidth").as_u64().unwrap_or(0);
        assert!(wide <= u64::from(width), "{wide} wide at {width}");
        officer.shot(&format!("try-{width}"));
    }

    // It is right, is it not? Yes; no; yes again.
    officer.css("[id='pack_expect-schemes-0-cases-2']").click();
    officer.wait_for_text("All 14 schools come out as before.");
    officer.css("#undo").click();
    officer.wait_for_text("13 of 14 schools come out as before; 1 changed.");
    officer.css("#redo").click();
    officer.wait_for_text("All 14 schools come out as before.");

    // The school that is open in the planner, under a name that tells nothing.
    officer.css("#pack_case").click();
    officer.wait_for_text("The school is added.");
    officer.wait_for_text("All 15 schools come out as before.");
    officer.put("pack-schemes-0-cases-14-name", "Close to the floor");
    officer.wait_for("its name in the table", || {
        rows(&officer).iter().any(|row| row[0] == "Close to the floor")
    });
    officer.shot("try-own");
    // And one that is not wanted.
    officer.css("#pack-known summary").click();
    officer.css("[id='pack_remove-schemes-0-cases-0']").click();
    officer.wait_for_text("All 14 schools come out as before.");
    assert!(!rows(&officer).iter().any(|row| row[0] == "Special measures"));

    // The copy has them, and not the name of the school.
    officer.turn_to_step("copy-finish", "Check and download");
    officer.wait_for_text("Try your rules: All 14 schools come out as before.");
    officer.css("#pack_download").click();
    officer.wait_for_text("Saved as planner-ambridge.html");
    let page = officer.downloaded("planner-ambridge.html");
    assert!(page.contains("Close to the floor"));
    let file = folder.path().join("planner.html");
    std::fs::write(&file, page).unwrap();

    let copy = Browser::open();
    copy.open_planner(&format!("file://{}", file.display()));
    copy.css("#see-copy").click();
    copy.wait_for_heading("Make your council’s own copy");
    copy.button("Go on with this copy of Ambridge").click();
    copy.wait_for_heading("Your council’s own copy");
    try_rules(&copy);
    copy.wait_for_text("All 14 schools come out as before.");
    assert_eq!(rows(&copy), rows(officer_again(&officer)));
    assert_eq!(copy.css("#pack-schemes-0-cases-13-name").value(), "Close to the floor");
    assert_eq!(copy.console(), Vec::<String>::new());
}

/// The officer's page with the table in view again.
fn officer_again(officer: &Browser) -> &Browser {
    try_rules(officer);
    officer
}
