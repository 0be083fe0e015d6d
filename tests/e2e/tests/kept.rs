//! What is kept in the browser: several plans, two tabs, storage that fails, and computers that others use.

use std::fs;

use e2e::planner::START;
use e2e::{Browser, Key, Server, dist};
use serde_json::{Value, json};

const NAME: &str = "Name of the school (optional)";
const KEPT: &str = "Kept in this browser";
const CHANGED: &str = "This plan was changed in another tab";

/// Opens the hosted planner, as far as it knows what is kept.
fn open(server: &Server) -> Browser {
    let browser = Browser::open();
    reopen(&browser, server);
    browser
}

fn reopen(browser: &Browser, server: &Server) {
    browser.open_planner(&server.address("/site/"));
    browser.wait_for_words(".planner-toolbar__kept", KEPT);
}

/// A page of the same origin that has nothing of the planner.
fn elsewhere(server: &Server) -> Browser {
    let browser = Browser::open();
    browser.go(&server.framing("about:blank", ""));
    browser
}

fn name_school(browser: &Browser, name: &str) {
    browser.turn_to("school");
    browser.put("name", name);
}

fn wait_for_name(browser: &Browser, name: &str) {
    browser.turn_to("school");
    browser.wait_for(&format!("the name {name:?}"), || browser.field(NAME).value() == name);
}

/// Every record that is kept: id, revision, text.
fn records(browser: &Browser) -> Vec<(String, u64, String)> {
    let found = browser.later(
        "const open = indexedDB.open('attainment-planner');
         open.onsuccess = () => {
           const all = open.result.transaction('records').objectStore('records').getAll();
           all.onsuccess = () => { open.result.close(); done(all.result); };
         };
         open.onerror = () => done([]);",
    );
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(&one["id"]), one["revision"].as_u64().unwrap_or(0), text(&one["text"])))
        .collect()
}

/// The names of the schools in the plans that are kept, in order of the alphabet.
fn names(browser: &Browser) -> Vec<String> {
    let mut names: Vec<String> = records(browser)
        .into_iter()
        .filter(|(_, _, text)| !text.is_empty())
        .map(|(.., text)| {
            let plan: Value = serde_json::from_str(&text).unwrap_or_default();
            plan["school"]["name"].as_str().unwrap_or("?").to_owned()
        })
        .collect();
    names.sort();
    names
}

fn wait_for_names(browser: &Browser, expected: &[&str]) {
    browser.wait_for(&format!("{expected:?} to be kept"), || names(browser) == expected);
}

/// Puts records of the test's own into an empty database, or changes what is there.
fn put_record(browser: &Browser, id: &str, text: &str) {
    let done = browser.later(&format!(
        "const open = indexedDB.open('attainment-planner', 2);
         open.onupgradeneeded = () => {{
           open.result.createObjectStore('texts');
           open.result.createObjectStore('records').createIndex('id', 'id', {{ unique: true }});
         }};
         open.onsuccess = () => {{
           const change = open.result.transaction('records', 'readwrite');
           const record = {{ id: {id}, revision: 7, changed: Date.now(), by: 'test', text: {text} }};
           change.objectStore('records').add(record, [record.id, 7]);
           change.oncomplete = () => {{ open.result.close(); done('done'); }};
           change.onabort = () => done(String(change.error));
         }};",
        id = Value::from(id),
        text = Value::from(text),
    ));
    assert_eq!(done, "done");
}

/// The button of a verb for the plan whose words begin so.
fn press_of(browser: &Browser, verb: &str, plan: &str) {
    let find = format!(
        "return [...document.querySelectorAll('main button')].find((button) =>
           button.textContent.startsWith({}))?.id ?? null",
        Value::from(format!("{verb} {plan},"))
    );
    let mut id = Value::Null;
    browser.wait_for(&format!("{verb} {plan}"), || {
        id = browser.script(&find);
        !id.is_null()
    });
    browser.css(&format!("[id='{}']", id.as_str().unwrap())).click();
}

#[test]
fn several_plans_are_listed_opened_duplicated_deleted_and_brought_back() {
    let server = Server::start();
    let browser = open(&server);
    // Of a name that looks like markup nothing but its letters is shown.
    name_school(&browser, "Hill <b>Top</b>");
    wait_for_names(&browser, &["Hill <b>Top</b>"]);
    browser.turn_to("start");
    browser.button("Your plans in this browser: 1").click();
    browser.wait_for_words("#plans", "Hill <b>Top</b>");
    browser.button("Start a new plan").click();
    browser.wait_for_heading("The school");
    // A plan in which nothing stands is not kept.
    wait_for_names(&browser, &["Hill <b>Top</b>"]);
    name_school(&browser, "Mill Lane");
    wait_for_names(&browser, &["Hill <b>Top</b>", "Mill Lane"]);

    browser.turn_to("start");
    browser.wait_for_words("main", "Your plans in this browser");
    browser.wait_for_words("main", "Doncaster 2015/16, changed ");
    assert_eq!(browser.axe(), []);
    browser.shot("plans-1280");
    browser.resize(320, 640);
    assert_eq!(browser.script("const p = document.documentElement; return p.scrollWidth - p.clientWidth"), 0);
    browser.shot("plans-320");
    browser.resize(1280, 900);

    press_of(&browser, "Open", "Hill <b>Top</b>");
    browser.wait_for_text("The plan is open");
    wait_for_name(&browser, "Hill <b>Top</b>");
    // What is typed goes into that one.
    name_school(&browser, "Hill Top");
    wait_for_names(&browser, &["Hill Top", "Mill Lane"]);

    browser.turn_to("start");
    press_of(&browser, "Duplicate", "Hill Top");
    browser.wait_for_text("The plan is duplicated");
    wait_for_names(&browser, &["Hill Top", "Hill Top (copy)", "Mill Lane"]);

    // One that is not in view is deleted, and comes back.
    press_of(&browser, "Delete", "Mill Lane");
    browser.wait_for_text("Mill Lane is deleted");
    browser.wait_for_focus("notice");
    browser.shot("deleted-1280");
    wait_for_names(&browser, &["Hill Top", "Hill Top (copy)"]);
    browser.button("Bring it back").click();
    browser.wait_for_text("The plan is back");
    wait_for_names(&browser, &["Hill Top", "Hill Top (copy)", "Mill Lane"]);

    // The one in view too: then an empty one is in view; undo brings it back under its own id.
    press_of(&browser, "Delete", "Hill Top");
    browser.wait_for_text("Hill Top is deleted");
    wait_for_names(&browser, &["Hill Top (copy)", "Mill Lane"]);
    browser.css("#undo").click();
    wait_for_names(&browser, &["Hill Top", "Hill Top (copy)", "Mill Lane"]);
    wait_for_name(&browser, "Hill Top");

    // The tab goes on with its own plan, also where another is the latest.
    browser.turn_to("start");
    press_of(&browser, "Open", "Mill Lane");
    browser.wait_for_text("The plan is open");
    browser.reload();
    browser.wait_for_program();
    wait_for_name(&browser, "Mill Lane");
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn a_new_plan_an_opened_file_and_the_example_leave_the_one_before_as_it_was() {
    let server = Server::start();
    let browser = open(&server);
    name_school(&browser, "Hill Top");
    browser.turn_to("start");
    browser.button("See the worked example").click();
    browser.wait_for_heading("Category under Doncaster’s scheme");
    browser.wait_for("the example to be kept", || names(&browser).len() == 2);
    // Looking at it again makes no third.
    browser.turn_to("start");
    press_of(&browser, "Open", "Hill Top");
    browser.wait_for_text("The plan is open");
    browser.button("See the worked example").click();
    browser.wait_for_heading("Category under Doncaster’s scheme");
    browser.css("#undo").click();
    wait_for_name(&browser, "Hill Top");
    assert_eq!(names(&browser).len(), 2);
}

#[test]
fn the_plan_that_the_first_version_kept_is_taken_over() {
    let server = Server::start();
    let browser = elsewhere(&server);
    put_first_plan(&browser, "Old Road");
    reopen(&browser, &server);
    wait_for_name(&browser, "Old Road");
    assert_eq!(names(&browser), ["Old Road"]);
    name_school(&browser, "New Road");
    wait_for_names(&browser, &["New Road"]);
}

/// Puts a plan where the first version kept its only one.
fn put_first_plan(browser: &Browser, name: &str) {
    let plan = json!({"format": "attainment-planner plan", "version": 1, "school": {"name": name}});
    let done = browser.later(&format!(
        "const open = indexedDB.open('attainment-planner', 1);
         open.onupgradeneeded = () => open.result.createObjectStore('texts');
         open.onsuccess = () => {{
           const change = open.result.transaction('texts', 'readwrite');
           change.objectStore('texts').put({}, 'plan');
           change.oncomplete = () => {{ open.result.close(); done('done'); }};
         }};",
        Value::from(plan.to_string())
    ));
    assert_eq!(done, "done");
}

/// What is kept under a key of the first version's.
fn first_text(browser: &Browser, key: &str) -> Value {
    browser.later(&format!(
        "const open = indexedDB.open('attainment-planner');
         open.onsuccess = () => {{
           const get = open.result.transaction('texts').objectStore('texts').get('{key}');
           get.onsuccess = () => {{ open.result.close(); done(get.result ?? null); }};
         }};"
    ))
}

#[test]
fn where_there_is_no_room_to_take_over_the_first_versions_plan_it_is_shown_and_offered() {
    let folder = dist::site_after(&format!("window.isFull = !localStorage.room; {FULL}"));
    let server = Server::of_site(folder.path());
    let browser = elsewhere(&server);
    put_first_plan(&browser, "Old Road");
    browser.open_planner(&server.address("/site/"));
    browser.wait_for_words("#notice", "There is no room left in this browser’s storage.");
    assert_eq!(browser.axe(), []);
    browser.shot("take-over-full-1280");
    browser.button("Save your plan to a file").click();
    assert!(browser.downloaded("attainment-plan-old-road.json").contains("Old Road"));
    wait_for_name(&browser, "Old Road");
    browser.wait_for_words(".planner-toolbar__kept", "Not kept in this browser");
    // It is in the list beside another, and opens from there.
    browser.turn_to("start");
    browser.button("Start a new plan").click();
    browser.wait_for_heading("The school");
    browser.turn_to("start");
    press_of(&browser, "Open", "Old Road");
    browser.wait_for_text("The plan is open");
    wait_for_name(&browser, "Old Road");
    // And what was kept stays as it was.
    assert!(first_text(&browser, "plan").as_str().unwrap().contains("Old Road"));
    assert_eq!(records(&browser), []);

    // Once there is room the next change is kept, and the old text goes when the planner is next opened.
    browser.script("window.isFull = false; localStorage.room = 'yes'");
    browser.put("name", "Old Road!");
    wait_for_names(&browser, &["Old Road!"]);
    browser.wait_for_words(".planner-toolbar__kept", KEPT);
    browser.reload();
    // The page that was in view is in view again.
    browser.wait_for_heading("The school");
    wait_for_name(&browser, "Old Road!");
    assert_eq!(first_text(&browser, "plan"), Value::Null);
    assert_eq!(names(&browser), ["Old Road!"]);
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// Opens the scheme of a made-up council from a file.
fn open_scheme(browser: &Browser, id: &str, council: &str) {
    let doncaster = fs::read_to_string(e2e::planner::source("frameworks/doncaster/2015-16.json")).unwrap();
    let mut scheme: Value = serde_json::from_str(&doncaster).unwrap();
    scheme["id"] = json!(format!("{id}/2015-16"));
    scheme["council"] = council.into();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scheme.json");
    fs::write(&file, scheme.to_string()).unwrap();
    browser.turn_to("start");
    browser.choose_file(&browser.button("Open a saved plan or a scheme"), &file);
    browser.wait_for_text(&format!("The scheme {council} 2015/16 is open"));
}

/// The councils of the schemes that can be chosen on the start page, without those that ship.
fn councils(browser: &Browser) -> Vec<String> {
    let chosen = browser.script(
        "return [...document.querySelectorAll('input[name=framework]')].map((choice) => choice.labels[0].textContent)",
    );
    let ships = ["Doncaster", "East Sussex", "England", "Norfolk", "Staffordshire", "Suffolk"];
    let mut found: Vec<String> = serde_json::from_value(chosen).unwrap();
    found.retain(|label| !ships.iter().any(|council| label.starts_with(council)));
    for label in &mut found {
        label.truncate(label.find(" 2015/16").unwrap_or(label.len()));
    }
    found.sort();
    found
}

fn wait_for_kept_schemes(browser: &Browser, expected: &[&str]) {
    browser.wait_for(&format!("the schemes of {expected:?} to be kept"), || {
        let kept = first_text(browser, "schemes");
        expected.iter().all(|council| {
            kept.as_str().is_some_and(|kept| kept.contains(&format!("\"council\":\"{council}\"")))
        })
    });
}

#[test]
fn schemes_that_are_opened_in_two_tabs_are_all_kept() {
    // With word from the other tab and without.
    for script in ["", "delete window.BroadcastChannel;"] {
        let folder = dist::site_after(script);
        let server = Server::of_site(folder.path());
        let browser = open(&server);
        browser.new_window();
        reopen(&browser, &server);
        open_scheme(&browser, "one", "One");
        wait_for_kept_schemes(&browser, &["One"]);
        browser.turn_to_window(0);
        if script.is_empty() {
            browser.wait_for("the other tab's scheme", || councils(&browser) == ["One"]);
        }
        open_scheme(&browser, "two", "Two");
        wait_for_kept_schemes(&browser, &["One", "Two"]);
        browser.wait_for("both schemes", || councils(&browser) == ["One", "Two"]);
        // A scheme's later file takes the place of the one before, whichever tab knew that.
        open_scheme(&browser, "one", "One again");
        wait_for_kept_schemes(&browser, &["One again", "Two"]);
        browser.turn_to_window(1);
        open_scheme(&browser, "three", "Three");
        let all = ["One again", "Three", "Two"];
        wait_for_kept_schemes(&browser, &all);
        browser.wait_for("all schemes", || councils(&browser) == all);
        for window in [1, 0] {
            browser.turn_to_window(window);
            browser.reload();
            browser.wait_for_program();
            browser.wait_for("all schemes", || councils(&browser) == all);
        }
        assert_eq!(browser.console(), Vec::<String>::new());
    }
}

/// Two windows with the same plan in view, the second in front.
fn two_windows(server: &Server, site: &str) -> Browser {
    let browser = Browser::open();
    browser.open_planner(&server.address(site));
    browser.wait_for_words(".planner-toolbar__kept", KEPT);
    name_school(&browser, "Hill Top");
    wait_for_names(&browser, &["Hill Top"]);
    browser.new_window();
    browser.open_planner(&server.address(site));
    browser.wait_for_words(".planner-toolbar__kept", KEPT);
    wait_for_name(&browser, "Hill Top");
    browser
}

#[test]
fn the_second_tab_is_told_at_once_and_the_first_once_the_plan_is_changed() {
    let server = Server::start();
    let browser = Browser::open();
    browser.open_planner(&server.address("/site/"));
    name_school(&browser, "Hill Top");
    wait_for_names(&browser, &["Hill Top"]);
    browser.new_window();
    browser.open_planner(&server.address("/site/"));
    browser.wait_for_text("This plan is also open in another tab or window");
    assert_eq!(browser.axe(), []);
    browser.shot("elsewhere-1280");
    name_school(&browser, "Hill Top 2");
    wait_for_names(&browser, &["Hill Top 2"]);
    browser.turn_to_window(0);
    browser.wait_for_text(CHANGED);
    assert_eq!(browser.axe(), []);
    browser.shot("changed-1280");
    browser.resize(320, 640);
    browser.shot("changed-320");
    browser.resize(1280, 900);
    browser.button("Take the other tab’s version").click();
    browser.wait_for_heading(START);
    wait_for_name(&browser, "Hill Top 2");
    // And this one goes on with it; now the second is behind, and keeps both.
    name_school(&browser, "Hill Top 3");
    wait_for_names(&browser, &["Hill Top 3"]);
    browser.turn_to_window(1);
    browser.wait_for_text(CHANGED);
    browser.button("Keep this one as a second plan").click();
    browser.wait_for_text("Both plans are kept");
    wait_for_names(&browser, &["Hill Top 2", "Hill Top 3"]);
    browser.turn_to_window(0);
    assert_eq!(browser.field(NAME).value(), "Hill Top 3");
    assert!(!browser.text().contains(CHANGED));
}

#[test]
fn without_word_from_the_other_tab_nothing_is_overwritten_all_the_same() {
    let folder = dist::site_after(
        "delete window.BroadcastChannel; if (navigator.locks) delete Navigator.prototype.locks;",
    );
    let server = Server::of_site(folder.path());
    let browser = two_windows(&server, "/site/");
    name_school(&browser, "Second");
    wait_for_names(&browser, &["Second"]);
    browser.turn_to_window(0);
    assert!(!browser.text().contains(CHANGED));
    browser.put("name", "First");
    browser.wait_for_text(CHANGED);
    browser.wait_for_words(".planner-toolbar__kept", "Not kept: changed in another tab");
    // What is typed on is not lost, nor does it touch what is kept.
    browser.type_text("!");
    assert_eq!(browser.field(NAME).value(), "First!");
    assert_eq!(names(&browser), ["Second"]);
    browser.button("Save this one to a file").click();
    assert!(browser.downloaded("attainment-plan-first.json").contains("First!"));
    browser.button("Keep this one as a second plan").click();
    wait_for_names(&browser, &["First!", "Second"]);
}

#[test]
fn a_plan_deleted_in_one_tab_is_not_written_again_by_the_other_unseen() {
    let server = Server::start();
    let browser = two_windows(&server, "/site/");
    browser.turn_to("start");
    browser.button("Your plans in this browser: 1").click();
    press_of(&browser, "Delete", "Hill Top");
    browser.wait_for_text("Hill Top is deleted");
    browser.turn_to_window(0);
    browser.wait_for_text(CHANGED);
    assert_eq!(names(&browser), Vec::<String>::new());
    browser.button("Keep this one as a second plan").click();
    wait_for_names(&browser, &["Hill Top"]);
}

/// Makes every write fail for as long as `window.isFull`.
const FULL: &str = "for (const name of ['add', 'put']) {
      const real = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (...values) {
        if (window.isFull) throw new DOMException('no room', 'QuotaExceededError');
        return real.apply(this, values);
      };
    }";

#[test]
fn where_storage_is_full_it_says_so_goes_on_and_keeps_once_there_is_room() {
    let folder = dist::site_after(FULL);
    let server = Server::of_site(folder.path());
    let browser = open(&server);
    name_school(&browser, "Hill Top");
    wait_for_names(&browser, &["Hill Top"]);
    browser.script("window.isFull = true");
    browser.put("name", "Hill Top full");
    browser.wait_for_text("There is no room left in this browser’s storage.");
    browser.wait_for_words("#notice", "Your plan is no longer kept in this browser");
    // The keyboard stays where one types.
    assert_eq!(browser.focus_id(), "name");
    assert_eq!(browser.axe(), []);
    browser.shot("full-1280");
    browser.button("Save your plan to a file").click();
    assert!(browser.downloaded("attainment-plan-hill-top-full.json").contains("Hill Top full"));
    browser.put("name", "Hill Top still");
    assert_eq!(names(&browser), ["Hill Top"]);
    browser.script("window.isFull = false");
    browser.type_text("!");
    wait_for_names(&browser, &["Hill Top still!"]);
    browser.wait_for_words(".planner-toolbar__kept", KEPT);
}

#[test]
fn where_the_browser_itself_has_no_room_it_says_so() {
    let server = Server::start();
    let browser = elsewhere(&server);
    if !browser.can(e2e::Facility::DevTools) {
        return;
    }
    // From the beginning: what there is room for is asked only now and then.
    let quota = json!({ "origin": server.address(""), "quotaSize": 1 });
    browser.devtools("Storage.overrideQuotaForOrigin", quota);
    browser.open_planner(&server.address("/site/"));
    name_school(&browser, "Hill Top");
    browser.wait_for_text("There is no room left in this browser’s storage.");
    assert_eq!(browser.field(NAME).value(), "Hill Top");
}

#[test]
fn what_is_cleared_under_it_is_still_on_the_page_and_can_be_kept_again() {
    let server = Server::start();
    let browser = open(&server);
    name_school(&browser, "Hill Top");
    wait_for_names(&browser, &["Hill Top"]);
    browser.later("indexedDB.deleteDatabase('attainment-planner').onsuccess = () => done(true);");
    browser.wait_for_text("What was kept in this browser was cleared while the planner was open.");
    browser.put("name", "Hill Top 2");
    browser.button("Try to keep it again").click();
    browser.wait_for_words(".planner-toolbar__kept", KEPT);
    wait_for_names(&browser, &["Hill Top 2"]);
}

#[test]
fn what_cannot_be_read_stays_as_it_is_and_can_be_saved() {
    for (text, words) in [
        ("{\"format\": \"attainment-planner plan\", \"versi", "damaged or of another kind"),
        ("{\"format\":\"attainment-planner plan\",\"version\":99}", "saved by a newer planner"),
    ] {
        let server = Server::start();
        let browser = elsewhere(&server);
        put_record(&browser, "kept-long-ago", text);
        reopen(&browser, &server);
        browser.wait_for_words("#notice", "A plan that is kept in this browser cannot be read");
        browser.wait_for_words("#notice", words);
        assert_eq!(browser.axe(), []);
        browser.shot("unread-1280");
        browser.button("Save what is kept to a file").click();
        assert_eq!(browser.downloaded("attainment-plan.json"), text);
        name_school(&browser, "Hill Top");
        browser.wait_for("both to be kept", || records(&browser).len() == 2);
        assert!(records(&browser).contains(&("kept-long-ago".to_owned(), 7, text.to_owned())));
        browser.turn_to("start");
        browser.wait_for_text("A plan that cannot be read");
        // And again, when it is opened the next day.
        browser.reload();
        browser.wait_for_program();
        wait_for_name(&browser, "Hill Top");
        assert!(records(&browser).contains(&("kept-long-ago".to_owned(), 7, text.to_owned())));
    }
}

#[test]
fn a_newer_planners_database_is_left_alone() {
    let server = Server::start();
    let browser = elsewhere(&server);
    let make = "const open = indexedDB.open('attainment-planner', 3);
         open.onupgradeneeded = () => open.result.createObjectStore('new').put('of the future', 1);
         open.onsuccess = () => { open.result.close(); done(true); };";
    browser.later(make);
    browser.open_planner(&server.address("/site/"));
    browser.wait_for_text("A newer version of the planner has kept plans in this browser");
    name_school(&browser, "Hill Top");
    browser.wait_for_words(".planner-toolbar__kept", "Not kept in this browser: save your plan to a file");
    let kept = browser.later(
        "const open = indexedDB.open('attainment-planner');
         open.onsuccess = () => {
           const get = open.result.transaction('new').objectStore('new').get(1);
           get.onsuccess = () => { open.result.close(); done(get.result); };
         };",
    );
    assert_eq!(kept, "of the future");
}

#[test]
fn where_storage_is_blocked_it_says_so_and_works() {
    let server = Server::start();
    let browser = Browser::open();
    browser.go(&server.framing("/planner.html", "sandbox=\"allow-scripts\""));
    browser.enter_frame("frame");
    browser.wait_for_program();
    browser.wait_for_text("does not let it keep anything");
    name_school(&browser, "Hill Top");
    browser.turn_to("start");
    // Nothing can be kept, so there is nothing never to be kept; but what is on the page can be cleared.
    assert!(!browser.text().contains("Never keep anything"));
    browser.button("Clear this computer").click();
    browser.button("Clear everything now").click();
    browser.wait_for_text("This computer is cleared");
    wait_for_name(&browser, "");
}

/// Every word that the planner has in the small storages.
fn small_words(browser: &Browser) -> Value {
    browser.script("return [Object.entries(localStorage), Object.entries(sessionStorage)]")
}

#[test]
fn clearing_the_computer_leaves_nothing_and_back_brings_nothing() {
    let server = Server::start();
    let browser = open(&server);
    name_school(&browser, "Hill Top");
    wait_for_names(&browser, &["Hill Top"]);
    // The page stands in the history twice.
    browser.go(&server.framing("about:blank", ""));
    reopen(&browser, &server);
    wait_for_name(&browser, "Hill Top");
    browser.turn_to("about");
    browser.button("Clear this computer").click();
    assert_eq!(browser.axe(), []);
    browser.shot("clear-1280");
    browser.button("Clear everything now").click();
    browser.wait_for_text("This computer is cleared");
    browser.wait_for_heading(START);
    browser.wait_for_words(".planner-toolbar__kept", KEPT);
    assert_eq!(records(&browser), []);
    assert_eq!(small_words(&browser), json!([[], []]));
    wait_for_name(&browser, "");
    browser.chord(&[Key::Control], 'z');
    browser.css("#undo").click();
    assert_eq!(browser.field(NAME).value(), "");
    // As far back as there are pages.
    for _ in 0..8 {
        browser.back();
        assert!(!browser.script("return document.body.innerText").as_str().unwrap().contains("Hill Top"));
    }
    reopen(&browser, &server);
    wait_for_name(&browser, "");
    assert_eq!(records(&browser), []);
}

#[test]
fn clearing_clears_the_other_tab_too() {
    let server = Server::start();
    let browser = two_windows(&server, "/site/");
    browser.turn_to("about");
    browser.button("Clear this computer").click();
    browser.button("Clear everything now").click();
    browser.wait_for_text("This computer is cleared");
    browser.turn_to_window(0);
    browser.wait_for_text("This computer was cleared in another tab");
    wait_for_name(&browser, "");
    name_school(&browser, "Next");
    wait_for_names(&browser, &["Next"]);
}

#[test]
fn who_asks_for_it_has_nothing_kept_until_they_ask_again() {
    let server = Server::start();
    let browser = open(&server);
    name_school(&browser, "Hill Top");
    wait_for_names(&browser, &["Hill Top"]);
    browser.turn_to("start");
    browser.button("Never keep anything in this browser").click();
    browser.shot("never-1280");
    browser.resize(320, 640);
    browser.shot("never-320");
    browser.resize(1280, 900);
    browser.button("Never keep anything").click();
    browser.wait_for_text("Nothing is kept in this browser any more");
    let only = json!([[["attainment-planner", "never"]], []]);
    assert_eq!(small_words(&browser), only);
    let databases = "indexedDB.databases().then((all) => done(all.length));";
    assert_eq!(browser.later(databases), 0);
    // The plan stays on the page, and what is typed is not kept, also when the page is left.
    wait_for_name(&browser, "Hill Top");
    browser.type_text("!");
    browser.script("window.onbeforeunload = null; addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true);");
    browser.go("about:blank");
    browser.open_planner(&server.address("/site/"));
    browser.wait_for_text("You asked the planner never to keep anything");
    assert_eq!(small_words(&browser), only);
    assert_eq!(browser.later(databases), 0);
    wait_for_name(&browser, "");
    browser.turn_to("start");
    browser.button("Keep plans in this browser again").click();
    browser.wait_for_words(".planner-toolbar__kept", KEPT);
    name_school(&browser, "Mill Lane");
    wait_for_names(&browser, &["Mill Lane"]);
    assert_eq!(small_words(&browser)[0], json!([]));
}

#[test]
fn no_more_plans_are_kept_than_the_list_can_show() {
    let server = Server::start();
    let browser = elsewhere(&server);
    let plan = fs::read_to_string(e2e::planner::source("data/worked_example.json")).unwrap();
    for number in 0..50 {
        put_record(
            &browser,
            &format!("plan-{number}"),
            &plan.replacen('\n', &format!("\n{}", " ".repeat(number)), 1),
        );
    }
    reopen(&browser, &server);
    browser.button("Start a new plan").click();
    browser.wait_for_heading("The school");
    browser.put("name", "One too many");
    browser.wait_for_text("This browser keeps 50 plans, which is the most.");
    assert_eq!(records(&browser).len(), 50);
    browser.turn_to("start");
    browser.css("main [id^=kept-delete-]").click();
    browser.wait_for_text("is deleted");
    browser.button("Try to keep it again").click();
    browser.wait_for("it to be kept", || names(&browser).contains(&"One too many".to_owned()));
}
