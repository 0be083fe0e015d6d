//! Wherever the planner is opened, it does its whole job or says what is missing and what to do; and nothing is asked for
//! after it was loaded. What comes out is printed, and `docs/embedding.md` says the same (`PLANNER_ACCEPT=1` writes it
//! there).

use std::fs;
use std::sync::Mutex;

use e2e::planner::{START, source};
use e2e::{Browser, Engine, Facility, Options, Server, Setting, dist};

/// The school's figure in the first answer, and the size of its group.
const FIGURE: &str = "figure-ks2-rwm-l4-2014-15";
const SIZE: &str = "cohort-year-6-2014-15";

/// What the page says where it cannot do its job: words of it, each with what to do.
const SAYS: [(&str, &str); 5] = [
    ("set to work like an old one", "Open this page in Microsoft Edge or Google Chrome"),
    ("may not allow WebAssembly", "Open this page by itself in Microsoft Edge or Google Chrome"),
    ("stands in a file of its own", "open the planner’s single file, planner.html"),
    (
        "it needs JavaScript, which is turned off here",
        "Turn it on, or ask the people who look after this computer",
    ),
    ("does not let it run", "Open the planner by itself, in a tab or window of its own"),
];

/// One place to open the planner in.
struct Context {
    /// As the document names it.
    name: &'static str,
    setting: Setting,
    at: At,
}

/// Where it is opened.
enum At {
    /// By itself, at a path of the server.
    Top(&'static str),
    /// By itself, from the disk, at a path of `dist/`.
    Disk(&'static str),
    /// From the disk, in a frame of a page on the disk.
    DiskFrame,
    /// In a frame of another site, at a path, with these attributes, under this policy of the site's.
    Frame(&'static str, &'static str, &'static str),
    /// Written into a frame (`srcdoc`), with these attributes, under this policy of the page around it.
    Text(&'static str, &'static str),
}

const fn usual(name: &'static str, at: At) -> Context {
    Context { name, setting: Setting::Usual, at }
}

const BY_ITSELF: [Context; 9] = [
    usual("By itself, over http", At::Top("/planner.html")),
    usual("By itself, from a disk (`file://`)", At::Disk("planner.html")),
    usual("In a frame of a page on the same disk", At::DiskFrame),
    usual("Hosted build", At::Top("/site/")),
    usual("Hosted build, `.wasm` with the wrong MIME type", At::Top("/wrong-type/site/")),
    usual("Hosted build, from a disk", At::Disk("site/index.html")),
    Context {
        name: "Browser set to block all site data",
        setting: Setting::NoStorage,
        at: At::Top("/planner.html"),
    },
    Context {
        name: "Browser without WebAssembly",
        setting: Setting::NoWebAssembly,
        at: At::Top("/planner.html"),
    },
    Context { name: "Scripts turned off", setting: Setting::NoScripts, at: At::Top("/planner.html") },
];

const IN_A_FRAME: [Context; 9] = [
    usual("In a frame of another site", At::Frame("/planner.html", "", "")),
    usual(
        "Frame with `sandbox=\"allow-scripts\"`",
        At::Frame("/planner.html", "sandbox=\"allow-scripts\"", ""),
    ),
    usual("and `allow-forms`", At::Frame("/planner.html", "sandbox=\"allow-scripts allow-forms\"", "")),
    usual(
        "and `allow-downloads`",
        At::Frame("/planner.html", "sandbox=\"allow-scripts allow-downloads\"", ""),
    ),
    usual("and `allow-modals`", At::Frame("/planner.html", "sandbox=\"allow-scripts allow-modals\"", "")),
    usual("and `allow-popups`", At::Frame("/planner.html", "sandbox=\"allow-scripts allow-popups\"", "")),
    usual(
        "and `allow-same-origin`",
        At::Frame("/planner.html", "sandbox=\"allow-scripts allow-same-origin\"", ""),
    ),
    usual(
        "and all five",
        At::Frame(
            "/planner.html",
            "sandbox=\"allow-scripts allow-forms allow-downloads allow-modals allow-popups allow-same-origin\"",
            "",
        ),
    ),
    usual(
        "Frame with a `sandbox` without `allow-scripts`",
        At::Frame("/planner.html", "sandbox=\"allow-same-origin\"", ""),
    ),
];

const UNDER_A_POLICY: [Context; 7] = [
    usual(
        "Frame, host’s policy `script-src 'self' 'nonce-…'`",
        At::Frame("/planner.html", "", "script-src 'self' 'nonce-r4nd0m'"),
    ),
    usual("Hosted build in a frame of another site", At::Frame("/site/", "", "")),
    usual(
        "Hosted build, frame with `sandbox=\"allow-scripts\"`",
        At::Frame("/site/", "sandbox=\"allow-scripts\"", ""),
    ),
    usual("Written into a frame (`srcdoc`)", At::Text("", "")),
    usual("`srcdoc` with `sandbox=\"allow-scripts\"`", At::Text("sandbox=\"allow-scripts\"", "")),
    usual(
        "`srcdoc`, host’s policy without `'wasm-unsafe-eval'`",
        At::Text("", "script-src 'self' 'unsafe-inline'"),
    ),
    usual(
        "`srcdoc`, host’s policy `script-src 'self' 'nonce-…'`",
        At::Text("", "script-src 'self' 'nonce-r4nd0m'"),
    ),
];

#[test]
fn by_itself() {
    BY_ITSELF.iter().for_each(hold);
}

#[test]
fn in_a_frame() {
    IN_A_FRAME.iter().for_each(hold);
}

#[test]
fn under_a_policy() {
    UNDER_A_POLICY.iter().for_each(hold);
}

/// Opens the planner there, does the whole job, and compares with the document.
fn hold(context: &Context) {
    let engine = Engine::chosen();
    let measured = measured(context);
    println!("{} | {} | {measured}", engine.name(), context.name);
    document(context.name, engine, &measured);
}

fn measured(context: &Context) -> String {
    let server = Server::start();
    let options = Options { setting: context.setting, ..Options::default() };
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let browser = Browser::open_with(options);
    let facility = match context.setting {
        Setting::NoStorage => Some(Facility::BlockedStorage),
        Setting::NoScripts => Some(Facility::ScriptsOff),
        Setting::Usual | Setting::NoWebAssembly => None,
    };
    if facility.is_some_and(|facility| !browser.can(facility)) {
        return "Not tested".to_owned();
    }
    let address = match context.at {
        At::Top(path) => server.address(path),
        At::Disk(path) => format!("file://{}", dist::path(path).display()),
        At::DiskFrame => {
            let host = folder.path().join("host.html");
            let page = format!(
                "<!doctype html><title>Host page</title><iframe id=\"frame\" title=\"Planner\" width=\"100%\" height=\"700\" \
                 src=\"{}\"></iframe>",
                dist::single_file()
            );
            fs::write(&host, page).expect("the folder is writable");
            format!("file://{}", host.display())
        }
        At::Frame(path, attributes, policy) => {
            // Of the same site only where its text has to be read from outside.
            let inside = if attributes.contains("scripts") || attributes.is_empty() {
                server.other_site(path)
            } else {
                path.to_owned()
            };
            server.framing_under(&inside, attributes, policy)
        }
        At::Text(attributes, policy) => server.framing_text(attributes, policy),
    };
    browser.go(&address);
    let is_framed = !matches!(context.at, At::Top(_) | At::Disk(_));
    let is_mute = matches!(context.at, At::Frame(_, attributes, _) if attributes.contains("sandbox") && !attributes.contains("scripts"));
    if is_framed && !is_mute {
        browser.enter_frame("frame");
    }
    let text = || {
        if is_mute {
            // Nothing can be asked inside, but the page around it may look.
            let inside = browser
                .script("return document.getElementById('frame').contentDocument.body?.innerText ?? ''");
            inside.as_str().unwrap_or_default().to_owned()
        } else {
            browser.text()
        }
    };
    let mut said = None;
    browser.wait_for("the planner, or why it is not there", || {
        let text = text();
        said = SAYS.into_iter().find(|(words, _)| text.contains(words));
        // The hosted page shows its start page before the program is there.
        said.is_some() || text.contains(START) && !text.contains("The planner is starting")
    });
    let asked = server.requests().len();
    match said {
        Some((words, what_to_do)) => {
            let text = text();
            assert!(text.contains(what_to_do), "{}: {text}", context.name);
            format!("Says “{words}”, and what to do")
        }
        None => {
            let outcome = whole_job(&browser);
            assert_eq!(server.requests().len(), asked, "{}: {:?}", context.name, server.requests());
            outcome
        }
    }
}

/// From a school's figures to its category, its gap, its trajectory and a saved plan.
fn whole_job(browser: &Browser) -> String {
    browser.wait_for("where it is kept", || !browser.words(".planner-toolbar__kept").is_empty());
    browser.wait_for("the program", || browser.all("#planner-first").is_empty());
    browser.choice("phase", "Primary").click();
    browser.choice("grade", "Requires improvement").click();
    browser.put(FIGURE, "19 of 30");
    browser.put(SIZE, "30");
    browser.wait_for_words("#result-heading", "categories");
    browser.turn_to("category");
    browser.wait_for_words("#outcome-heading", "categories");
    browser.turn_to("gap");
    // 80.0% of 30 is 24 pupils.
    browser.wait_for_text("5 more of 30 pupils are needed to reach national.");
    browser.turn_to("trajectory");
    browser.wait_for_text("In 2015/16 that is 24 of 30 pupils");
    browser.wait_for_text("To the national figure year by year");

    browser.turn_to("start");
    let toolbar = browser.words(".planner-toolbar__kept");
    let page = browser.words("#main");
    let kept = if toolbar == "Kept in this browser" {
        "kept"
    } else if page.contains("nothing is kept unless you say so") {
        "asks before it keeps anything"
    } else {
        assert!(page.contains("does not let it keep anything"), "{page}");
        "not kept, and says so"
    };
    browser.button("Save to a file").click();
    browser.button("Show the text").click();
    let text = browser.field("The text").value();
    assert!(text.contains("attainment-planner plan") && text.contains("19 of 30"), "{text}");
    let saved = if browser.has_downloaded("attainment-plan.json") {
        assert_eq!(browser.downloaded("attainment-plan.json"), text);
        "a file"
    } else {
        "text to copy"
    };
    format!("Whole job; {kept}; {saved}")
}

// ---- the document ----

const DOCUMENT: &str = "docs/embedding.md";
const HEADINGS: &str = "| Where it is opened | Chromium | Firefox | WebKit |";

/// One at a time: tests run side by side.
static WRITING: Mutex<()> = Mutex::new(());

fn cells(row: &str) -> Vec<String> {
    row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// Holds a cell of the document to what was measured.
fn document(context: &str, engine: Engine, measured: &str) {
    let _lock = WRITING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let column = match engine {
        Engine::Chromium => 1,
        Engine::Firefox => 2,
        Engine::WebKit => 3,
    };
    let file = source(DOCUMENT);
    let text = fs::read_to_string(&file).expect("the document is there");
    let row = text.lines().find(|line| cells(line).first().is_some_and(|name| name == context));
    let row = row.unwrap_or_else(|| panic!("{DOCUMENT} has no row for {context}"));
    let mut cells = cells(row);
    if cells[column] == measured {
        return;
    }
    assert_eq!(
        std::env::var("PLANNER_ACCEPT").as_deref(),
        Ok("1"),
        "{DOCUMENT} says of {context}: {:?}, and it is {measured:?}. PLANNER_ACCEPT=1 writes it there",
        cells[column]
    );
    cells[column] = measured.to_owned();
    let accepted = format!("| {} |", cells.join(" | "));
    fs::write(&file, text.replace(row, &accepted)).expect("the document is writable");
}

#[test]
fn the_document_has_every_context_and_no_other() {
    let text = fs::read_to_string(source(DOCUMENT)).expect("the document is there");
    let rows =
        text.lines().skip_while(|line| *line != HEADINGS).skip(2).take_while(|line| line.starts_with('|'));
    let named: Vec<String> = rows.map(|row| cells(row)[0].clone()).collect();
    let all = BY_ITSELF.iter().chain(&IN_A_FRAME).chain(&UNDER_A_POLICY);
    assert_eq!(named, all.map(|context| context.name).collect::<Vec<_>>());
}
