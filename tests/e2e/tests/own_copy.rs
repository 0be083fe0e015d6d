//! A council's own copy, made in the page: words, numbers, measures, figures, rules, logo and colours; looked at, downloaded
//! and opened anywhere; and what becomes of last year's.

use std::path::Path;

use e2e::planner::START;
use e2e::{Browser, Key, Server};
use serde_json::json;
use tempfile::TempDir;

/// A council's arms: two fields, 120 by 40.
const ARMS: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='120' height='40'><rect width='120' height='40' \
                    fill='#ffffff'/><rect width='60' height='40' fill='#c8102e'/><script>throw 1</script></svg>";

fn value(browser: &Browser, id: &str) -> String {
    browser.css(&format!("#{id}")).value()
}

/// The copy, as it is downloaded.
fn download(browser: &Browser) -> String {
    browser.turn_to_step("copy-finish", "Check and download");
    browser.css("#pack_download").click();
    browser.wait_for_text("Saved as planner-ambridge.html");
    browser.downloaded("planner-ambridge.html")
}

/// A copy in a folder of its own; its address on the disk.
fn on_disk(folder: &TempDir, page: &str) -> String {
    let file = folder.path().join("planner.html");
    std::fs::write(&file, page).unwrap();
    format!("file://{}", file.display())
}

fn write(folder: &Path, name: &str, text: &str) -> std::path::PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, text).unwrap();
    file
}

#[test]
fn a_council_makes_its_own_copy_and_it_opens_from_a_disk() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let officer = Browser::open();
    officer.open_planner(&server.address("/planner.html"));
    officer.begin_copy();
    officer.shot("copy-begun");

    officer.turn_to_step("copy-numbers", "Numbers of the rules");
    // The floor of 2014/15: 65 in Doncaster's scheme.
    officer.put("pack-schemes-0-thresholds-0-values-0-value", "about");
    officer.wait_for_text("Enter a number");
    officer.put("pack-schemes-0-thresholds-0-values-0-value", "70");

    officer.turn_to_step("copy-words", "Words");
    officer.shot("copy-words");
    officer.css("#pack_edit-schemes-0-categories-3").click();
    officer.wait_for_heading("Categories: School of Concern");
    officer.put("pack-schemes-0-categories-3-name", "School to Watch");
    assert!(officer.axe().is_empty(), "{:?}", officer.axe());
    officer.css("#pack_back").click();
    officer.wait_for_heading("Words");
    officer.wait_for_text("School to Watch");

    officer.turn_to_step("copy-national", "National figures");
    officer.css("[id='pack_national-ks2.rwm.l4:2014/15']").click();
    officer.type_text("81.5");
    officer.wait_for_text("Sources of your own 1 figure");
    // A table pasted into a box, looked at first; and a file.
    officer.paste("pack_national-ks2.rwm.l4b:2013/14", "66\t68.5");
    officer.button("Fill in 2 figures").click();
    officer.wait_for_text("Sources of your own 3 figures");
    let figures = write(
        folder.path(),
        "national.csv",
        "measure,year,value,source\nks2.rwm.l5,2014/15,25,Our own table\n",
    );
    officer.choose_file(&officer.button("Fill them from a file"), &figures);
    officer.wait_for_text("1 figure filled in");
    officer.wait_for_text("Sources of your own 4 figures");

    officer.turn_to_step("copy-rules", "Rules");
    officer.css("#pack_edit-schemes-0-rules-0").click();
    officer.wait_for("the rule as a sentence", || !officer.all(".govuk-inset-text").is_empty());
    officer.shot("copy-rule");
    assert!(officer.axe().is_empty(), "{:?}", officer.axe());
    officer.css("#pack_back").click();

    officer.turn_to_step("copy-look", "Logo and colours");
    let arms = write(folder.path(), "arms.svg", ARMS);
    officer.choose_file(&officer.button("Choose a picture"), &arms);
    officer.wait_for("the logo", || !officer.all(".planner-picture").is_empty());
    // Without words for it nothing can be downloaded.
    officer.turn_to_step("copy-finish", "Check and download");
    officer.wait_for_text("This has to be put right first");
    assert_eq!(officer.all("#pack_download").len(), 0);
    officer.turn_to_step("copy-look", "Logo and colours");
    officer.put("pack-brand-logo_text", "Ambridge Council");
    officer.put("pack-brand-main", "#ffe680");
    officer.wait_for_text("Words in the header and on buttons: 1.2");
    officer.shot("copy-look-refused");
    officer.put("pack-brand-main", "#00543c");
    officer.wait_for_text("Words in the header and on buttons: 8.9");
    officer.put("pack-brand-link", "#00543c");
    officer.shot("copy-look");
    assert!(officer.axe().is_empty(), "{:?}", officer.axe());

    // As a school sees it, and back.
    officer.turn_to_step("copy-finish", "Check and download");
    officer.shot("copy-finish");
    officer.css("#pack_preview").click();
    officer.wait_for_heading(START);
    assert_eq!(officer.words(".planner-header__council"), "Ambridge");
    officer.shot("copy-preview");
    officer.css("#preview-end").click();
    officer.wait_for_heading("Check and download");
    let page = download(&officer);
    assert_eq!(officer.console(), Vec::<String>::new());

    let school = Browser::open();
    let address = on_disk(&folder, &page);
    school.open_planner(&address);
    assert_eq!(school.words(".planner-header__council"), "Ambridge");
    school.wait_for_text("Questions about it go to the school improvement team.");
    // Made from a scheme of 2015/16, which ended long ago.
    school.wait_for_text("This copy is out of date");
    let header = "return getComputedStyle(document.querySelector('.planner-header')).backgroundColor";
    assert_eq!(school.script(header), json!("rgb(0, 84, 60)"));
    // The logo is a picture of the file's own, and was really drawn: red on the left, white on the right.
    let drawn = "const logo = document.querySelector('.planner-header__logo');
                 const canvas = document.createElement('canvas');
                 [canvas.width, canvas.height] = [logo.naturalWidth, logo.naturalHeight];
                 const context = canvas.getContext('2d', { willReadFrequently: true });
                 context.drawImage(logo, 0, 0);
                 const at = (x) => [...context.getImageData(x, 20, 1, 1).data];
                 return [logo.alt, logo.src.slice(0, 22), at(20), at(100)]";
    assert_eq!(
        school.script(drawn),
        json!(["Ambridge Council", "data:image/png;base64,", [200, 16, 46, 255], [255, 255, 255, 255]])
    );
    school.css("#example").click();
    school.wait_for_heading("Category under Doncaster’s scheme");
    school.shot("copy-opened");
    // With 68.0 in the year before, Doncaster's rules give category 4 (`single_file.rs`).
    school.turn_to("figures");
    school.put("figure-ks2-rwm-l4-2013-14", "68.0");
    school.wait_for_words("#result-heading", "Category: 4, School to Watch");
    // 62.3 is 19.2 below the council's own national figure of 81.5.
    school.turn_to("gap");
    school.wait_for_text("19.2");
    assert_eq!(school.requests(), [address.as_str()]);
    assert_eq!(school.console(), Vec::<String>::new());

    // It makes further copies; one in which nothing is changed is the same to the letter.
    school.css("#see-copy").click();
    school.button("Go on with this copy of Ambridge").click();
    school.wait_for_heading("Your council’s own copy");
    assert_eq!(value(&school, "pack-council"), "Ambridge");
    let again = download(&school);
    assert!(again == page, "a copy of a copy is another: {} and {} bytes", again.len(), page.len());
}

#[test]
fn next_years_copy_finds_the_plans_that_schools_kept_and_others_do_not_mix_in() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::of_site(folder.path());
    let officer = Browser::open();
    officer.open_planner(&server.address("/planner.html"));
    officer.begin_copy();
    std::fs::write(folder.path().join("planner.html"), download(&officer)).unwrap();

    let school = Browser::open();
    let copy = server.address("/site/planner.html");
    school.open_planner(&copy);
    school.begin_primary();
    school.put("name", "Hill Top");
    school.turn_to("start");
    school.wait_for("the plan in the list", || {
        !school.all("[id^=kept-delete-]").is_empty() && school.text().contains("Hill Top")
    });

    // The officer adds next year's scheme, from work that the page has kept, and puts the new copy in the old one's place.
    officer.reload();
    officer.wait_for_heading("Check and download");
    officer.turn_to_step("copy", "Your council’s own copy");
    assert_eq!(value(&officer, "pack-council"), "Ambridge");
    officer.css("#pack_next").click();
    officer.wait_for_text("The next year’s scheme is added");
    officer.turn_to_step("copy-finish", "Check and download");
    officer.wait_for_text("Doncaster 2016/17 and Doncaster 2015/16");
    // Its first download stands under the name; this one is read out of the page.
    officer.script(
        "window.made = null; const { createObjectURL } = URL;
         URL.createObjectURL = (blob) => { blob.text().then((text) => { window.made = text; }); return createObjectURL(blob); };",
    );
    officer.css("#pack_download").click();
    officer.wait_for("the new copy", || officer.script("return window.made") != json!(null));
    let page = officer.script("return window.made");
    std::fs::write(folder.path().join("planner.html"), page.as_str().unwrap()).unwrap();

    school.go(&copy);
    school.wait_for_heading(START);
    school.wait_for("the plan of last year", || school.text().contains("Hill Top"));
    school.turn_to("school");
    assert_eq!(value(&school, "name"), "Hill Top");
    // Another council's copy, here the planner itself, on the same host has other plans.
    school.open_planner(&server.address("/planner.html"));
    assert!(!school.text().contains("Hill Top"), "two copies share their plans");
}

#[test]
fn a_copy_that_was_edited_by_hand_and_has_a_fault_says_so_and_works_without() {
    let folder = tempfile::tempdir().unwrap();
    let officer = Browser::open();
    let server = Server::start();
    officer.open_planner(&server.address("/planner.html"));
    officer.begin_copy();
    let page = download(&officer);
    assert!(page.contains("\"council\": \"Ambridge\""));
    for (fault, said) in
        [("\"council\": 7", "council"), ("\"council\": \"Ambridge\", \"colour\": 1", "colour")]
    {
        let browser = Browser::open();
        browser.open_planner(&on_disk(&folder, &page.replacen("\"council\": \"Ambridge\"", fault, 1)));
        browser.wait_for_text("What makes this copy your council’s own has faults, so it is not used");
        browser.wait_for_text(said);
        browser.css("#example").click();
        browser.wait_for_heading("Category under Doncaster’s scheme");
    }
}

#[test]
fn work_that_is_not_finished_is_saved_opened_taken_back_and_begun_anew() {
    let server = Server::start();
    let officer = Browser::open();
    officer.open_planner(&server.address("/planner.html"));
    officer.begin_copy();
    officer.put("pack-schemes-0-year", "");
    officer.turn_to_step("copy-finish", "Check and download");
    officer.wait_for_text("This has to be put right first");
    officer.css("#pack_file").click();
    let work = officer.downloaded("copy-in-the-making-ambridge.json");
    // The way to what is wrong.
    officer.css("[id='pack_way-schemes-0-year']").click();
    officer.wait_for_heading("Your council’s own copy");
    officer.css("#undo").click();
    officer.wait_for("the year again", || value(&officer, "pack-schemes-0-year") == "2015/16");

    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "work.json", &work);
    let other = Browser::open();
    other.open_planner(&server.address("/planner.html"));
    other.css("#see-copy").click();
    other.wait_for_heading("Make your council’s own copy");
    other.choose_file(&other.button("Open work that you saved"), &file);
    other.wait_for_text("The work on a council’s copy is open");
    assert_eq!(value(&other, "pack-council"), "Ambridge");
    assert_eq!(value(&other, "pack-schemes-0-year"), "");
    other.css("#pack-anew summary").click();
    other.css("#pack_drop").click();
    other.wait_for_heading("Make your council’s own copy");
}

/// The hosted planner has its parts in several files: there the work is made, and the copy from the single file.
#[test]
fn the_hosted_planner_says_where_a_copy_is_downloaded() {
    let server = Server::start();
    let officer = Browser::open();
    officer.open_planner(&server.address("/site/"));
    officer.begin_copy();
    officer.turn_to_step("copy-finish", "Check and download");
    officer.css("#pack_download").click();
    officer.wait_for_text("This is the hosted planner");
}

/// What is wrong is said when a page or an entry is to be left, and each line of it leads to its box; after each button the
/// keyboard is where one goes on.
#[test]
fn the_form_leads_the_keyboard() {
    let server = Server::start();
    let officer = Browser::open();
    officer.open_planner(&server.address("/planner.html"));
    officer.begin_copy();
    officer.turn_to_step("copy-words", "Words");
    let categories = officer.all("[id^='pack_remove-schemes-0-categories']").len();
    officer.css("#pack_raise-schemes-0-categories-2").click();
    officer.wait_for_focus("pack_raise-schemes-0-categories-1");
    officer.press(Key::Enter);
    officer.wait_for_focus("pack_edit-schemes-0-categories-0");
    officer.css(&format!("#pack_remove-schemes-0-categories-{}", categories - 1)).click();
    officer.wait_for_focus("pack_list-schemes-0-categories");
    officer.wait_for_text("It is removed. Undo brings it back.");
    officer.css("#undo").click();
    officer.wait_for_text("Taken back.");
    assert_eq!(officer.all("[id^='pack_remove-schemes-0-categories']").len(), categories);

    // A new question: nothing is red before it is to be left.
    officer.css("#pack_add-schemes-0-questions").click();
    officer.wait_for_heading("Questions: a new one");
    assert_eq!(officer.all(".govuk-error-message").len(), 0);
    let place = officer.script("return document.querySelector('input[id$=\"-label\"]').id");
    let place = place.as_str().unwrap().trim_end_matches("-label").to_owned();
    officer.css(&format!("#{place}-label")).click();
    officer.press(Key::Enter);
    officer.wait_for_focus("error-summary");
    assert!(officer.title().starts_with("Error: "));
    officer.link("Name: Enter some words").click();
    officer.wait_for_focus(&format!("{place}-label"));
    let described = "return document.getElementById(document.activeElement.getAttribute('aria-describedby'))?.textContent";
    assert_eq!(officer.script(described), json!("Error: Enter some words"));
    officer.type_text("Attendance plan");
    officer.wait_for_heading("Questions: Attendance plan");
    assert_eq!(officer.axe(), []);
    officer.shot("copy-faults");
    // Out of it, and from the list: there the link opens the entry again.
    officer.css("#pack_back").click();
    officer.wait_for_focus(&place.replacen("pack", "pack_edit", 1));
    officer.button("Carry on: Numbers").click();
    officer.wait_for_focus("error-summary");
    officer.link("Questions, “Attendance plan”, Wording: Enter some words").click();
    officer.wait_for_focus(&format!("{place}-text"));

    // From the last page into a test inside a rule, and into what is folded away.
    officer.turn_to_step("copy-rules", "Rules");
    officer.css("#pack-order-schemes-0-order summary").click();
    officer.put("pack-schemes-0-order-place", "");
    officer.css("#pack_edit-schemes-0-rules-1").click();
    officer.css("#pack_edit-schemes-0-rules-1-when-any-0").click();
    officer.wait_for_text("Back to: ");
    officer.css("#pack_remove-schemes-0-rules-1-when-any-0-all-0").click();
    officer.wait_for_focus("pack_list-schemes-0-rules-1-when-any-0-all");
    officer.css("#pack_edit-schemes-0-rules-1-when-any-0-all-0").click();
    officer.wait_for("the answer’s question", || !officer.all("[id$='-answer-question']").is_empty());
    officer.put("pack-schemes-0-rules-1-when-any-0-all-0-answer-question", "nothing");
    officer.turn_to_step("copy-finish", "Check and download");
    officer.css("#pack_way-schemes-0-rules-1-when-any-0-all-0-answer-question").click();
    officer.wait_for_focus("pack-schemes-0-rules-1-when-any-0-all-0-answer-question");
    officer.turn_to_step("copy-finish", "Check and download");
    officer.css("#pack_way-schemes-0-order-place").click();
    officer.wait_for_focus("pack-schemes-0-order-place");

    // A figure for a year that the table has not can be seen and taken out.
    let folder = tempfile::tempdir().unwrap();
    let file =
        write(folder.path(), "n.csv", "measure,year,value,source\nks2.rwm.l4,2011/12,74,Our own table\n");
    officer.turn_to_step("copy-national", "National figures");
    officer.choose_file(&officer.button("Fill them from a file"), &file);
    officer.wait_for_text("Sources of your own 1 figure");
    officer.css("#pack-sources summary").click();
    officer.wait_for_text("The table above has no place for it.");
    officer.css("#pack_remove-national-0").click();
    officer.wait_for_focus("page-heading");
    assert_eq!(officer.all("#pack-sources").len(), 0);
    assert_eq!(officer.console(), Vec::<String>::new());
}

/// Each of the ten pages, with everything opened, and each kind of entry: axe, and nothing wider than 320 px.
#[test]
fn every_page_and_kind_of_entry_is_for_everybody() {
    let server = Server::start();
    let officer = Browser::open();
    officer.open_planner(&server.address("/planner.html"));
    officer.begin_copy();
    let look = |what: &str| {
        officer.script("document.querySelectorAll('main details').forEach((one) => { one.open = true; })");
        assert_eq!(officer.axe(), [], "{what}");
        officer.resize(320, 640);
        let wide = officer.script("return document.documentElement.scrollWidth - window.innerWidth");
        assert!(wide.as_i64().unwrap() <= 0, "{what} is {wide} px wider than the screen");
        officer.shot(&format!("officers-{what}-320"));
        officer.resize(1280, 900);
    };
    let pages = [
        "",
        "-words",
        "-numbers",
        "-measures",
        "-targets",
        "-national",
        "-rules",
        "-cases",
        "-look",
        "-finish",
    ];
    for page in pages {
        officer.css(&format!("#nav-copy{page}")).click();
        look(&format!("copy{page}"));
    }
    // The page, the entry in it, and an entry in that.
    for (page, entry, inside) in [
        ("words", "categories-0", ""),
        ("words", "questions-0", "options-0"),
        ("words", "support-0", ""),
        ("words", "overlays-0", "levels-0"),
        ("words", "documents-0", ""),
        ("numbers", "thresholds-0", "values-0"),
        ("targets", "targets-0", ""),
        ("targets", "calendars-0", "milestones-0"),
        ("rules", "rules-1", "when-any-0"),
        ("rules", "indicators-0", ""),
    ] {
        officer.css(&format!("#nav-copy-{page}")).click();
        officer.script("document.querySelectorAll('main details').forEach((one) => { one.open = true; })");
        officer.css(&format!("#pack_edit-schemes-0-{entry}")).click();
        officer.wait_for_focus("page-heading");
        look(entry);
        if !inside.is_empty() {
            officer.css(&format!("#pack_edit-schemes-0-{entry}-{inside}")).click();
            officer.wait_for("the entry inside", || {
                officer.all("#pack_kinds").is_empty() && officer.text().contains("Back to: ")
            });
            look(&format!("{entry}-{inside}"));
        }
    }
}

#[test]
fn a_copy_that_two_tabs_make_is_the_same_in_both_and_nothing_is_lost() {
    // With word from the other tab and without.
    for script in ["", "delete window.BroadcastChannel;"] {
        let folder = e2e::dist::site_after(script);
        let server = Server::of_site(folder.path());
        let officer = Browser::open();
        officer.open_planner(&server.address("/site/"));
        officer.begin_copy();
        officer.new_window();
        officer.open_planner(&server.address("/site/"));
        officer.css("#see-copy").click();
        officer.wait_for_heading("Your council’s own copy");
        assert_eq!(value(&officer, "pack-council"), "Ambridge");
        officer.put("pack-council", "Borchester");
        officer.turn_to_window(0);
        if script.is_empty() {
            officer.wait_for("the other tab’s words", || value(&officer, "pack-council") == "Borchester");
        }
        // The change of this tab goes in beside the other's.
        officer.put("pack-contact", "the office");
        if script.is_empty() {
            officer.turn_to_window(1);
            officer.wait_for("this tab’s words", || value(&officer, "pack-contact") == "the office");
            assert_eq!(value(&officer, "pack-council"), "Borchester");
        } else {
            officer.wait_for_text("This copy was changed in another tab or window");
            assert_eq!(value(&officer, "pack-council"), "Borchester");
            assert_eq!(value(&officer, "pack-contact"), "the office");
            // Both are kept.
            officer.reload();
            officer.wait_for_heading("Your council’s own copy");
            officer.wait_for("both", || value(&officer, "pack-contact") == "the office");
            assert_eq!(value(&officer, "pack-council"), "Borchester");
        }
        // What is heard in Firefox is heard in the first window.
        officer.turn_to_window(0);
        assert_eq!(officer.console(), Vec::<String>::new());
    }
}

#[test]
fn clearing_the_computer_ends_a_preview() {
    let server = Server::start();
    let officer = Browser::open();
    officer.open_planner(&server.address("/planner.html"));
    officer.begin_copy();
    officer.turn_to_step("copy-finish", "Check and download");
    officer.css("#pack_preview").click();
    officer.wait_for_heading(START);
    assert_eq!(officer.words(".planner-header__council"), "Ambridge");
    officer.button("Clear this computer").click();
    officer.button("Clear everything now").click();
    officer.wait_for_text("This computer is cleared");
    assert_eq!(officer.words(".planner-header__council"), "Doncaster");
    officer.css("#see-copy").click();
    officer.wait_for_heading("Make your council’s own copy");
}
