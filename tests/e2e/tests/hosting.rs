//! The planner and the page around it talk: the example of `docs/`, and hosts that mean no good.

use e2e::planner::START;
use e2e::{Browser, Engine, Facility, Key, Server, Violation};
use serde_json::{Value, json};

const NAME: &str = "Name of the school (optional)";
const ASKS: &str = "asks for this plan’s figures. Send them?";
const ASKS_TO_OPEN: &str = "asks to open another plan";
const READ_ONLY: &str = "This plan is here to be read.";

/// Does something inside the frame. That of the example page is then as high as it will be: what moves is not hit.
fn inside<T>(browser: &Browser, id: &str, act: impl FnOnce() -> T) -> T {
    // Firefox lays out no frame of another origin that is out of sight, so that its height is not told before it is seen.
    browser.script(&format!("document.getElementById('{id}').scrollIntoView()"));
    browser.enter_frame(id);
    if id == "planner" {
        settle(browser);
    }
    let done = act();
    browser.leave_frame();
    done
}

/// Waits until the host has made the frame as high as the page in it.
fn settle(browser: &Browser) {
    let is_settled = "const page = document.getElementById('planner');
        return !!page && Math.abs(innerHeight - page.getBoundingClientRect().height) < 5";
    browser.wait_for("the frame to be as high as its page", || browser.script(is_settled) == true);
}

/// Goes to a page inside the frame of the example page.
fn turn(browser: &Browser, page: &str) {
    // Not by a click of the driver's, which misses where the page around the frame is scrolled, nor by a key: the keyboard may
    // be in the page around it.
    browser.script(&format!("document.getElementById('nav-{page}').click()"));
    browser.wait_for("the page", || {
        browser.css("[aria-current=page]").attribute("id").is_some_and(|id| id == format!("nav-{page}"))
    });
    settle(browser);
}

/// Gives the keyboard to a control of a frame that is higher than the window. Firefox and WebKit scroll the page around it
/// only after their drivers have clicked.
fn reach(browser: &Browser, id: &str) {
    browser.script(&format!("document.getElementById('{id}').focus()"));
    browser.wait_for_focus(id);
}

/// A picture of what is higher than a window of WebKit's can be.
fn shot(browser: &Browser, name: &str) {
    if browser.engine() == Engine::Chromium {
        browser.shot(name);
    }
}

/// What axe finds, which takes the frame for a page of its own: the heading of level 1 is the host's.
fn axe(browser: &Browser) -> Vec<Violation> {
    let mut found = browser.axe();
    found.retain(|violation| !violation.rule.starts_with("page-has-heading-one"));
    found
}

// ---- the example page --------------------------------------------------------------------------------------------------

/// The example page, once the planner in it is there.
fn example(browser: &Browser, server: &Server) {
    browser.go(&server.address("/example-host.html"));
    browser.wait_for_words("#said", "The planner is there.");
    inside(browser, "planner", || {
        // Its headings begin below the one of the page around it.
        browser.wait_for("the first heading to be of level 2", || {
            browser.script("return document.getElementById('page-heading')?.tagName") == "H2"
        });
        assert_eq!(browser.words(".planner-header__council"), "Our intranet");
        let colour = "return getComputedStyle(document.querySelector('.planner-header')).backgroundColor";
        browser.wait_for("the host's colour", || browser.script(colour) == "rgb(76, 44, 146)");
    });
}

fn press_inside(browser: &Browser, button: &str) {
    inside(browser, "planner", || browser.button(button).click());
}

fn type_name_inside(browser: &Browser, name: &str) {
    inside(browser, "planner", || {
        turn(browser, "school");
        if browser.can(Facility::FrameKeyboard) {
            reach(browser, "name");
            browser.chord(&[Key::Control], 'a');
            browser.press(Key::Backspace);
            browser.type_text(name);
        } else {
            browser.script(&format!(
                "const field = document.getElementById('name');
                 field.value = {};
                 field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));",
                json!(name)
            ));
        }
        browser.wait_for("the name", || browser.field(NAME).value() == name);
    });
}

fn name_inside(browser: &Browser) -> String {
    inside(browser, "planner", || {
        turn(browser, "school");
        browser.field(NAME).value()
    })
}

#[test]
fn the_example_page_sizes_the_frame_and_opens_and_saves_a_plan() {
    let server = Server::start();
    let browser = Browser::open();
    example(&browser, &server);
    let height = |id: &str| browser.script(&format!("return document.getElementById('{id}').clientHeight"));
    browser.wait_for("the frame to be as high as the planner", || {
        let inner = inside(&browser, "planner", || {
            browser.script("return document.documentElement.scrollHeight > innerHeight")
        });
        inner == false && height("planner").as_u64() > Some(1_000)
    });
    assert_eq!(inside(&browser, "planner", || browser.all("h1").len()), 0);

    browser.button("Open an example plan in it").click();
    browser.wait_for_words("#said", "The plan is open.");
    inside(&browser, "planner", || {
        browser.wait_for_words("#notice", "The plan is open");
        turn(&browser, "category");
        browser.wait_for_words("#page-heading", "Category under Doncaster’s scheme");
        assert_eq!(axe(&browser), []);
    });

    browser.script("window.came = []; addEventListener('message', (event) => came.push(event.data));");
    // The person agrees once.
    browser.button("Ask for the plan").click();
    inside(&browser, "planner", || {
        browser.wait_for_words("#host", ASKS);
        assert!(browser.words("#host").contains(&format!("({})", server.address(""))));
        assert_eq!(browser.css("#host").attribute("role").as_deref(), Some("alert"));
        assert!(!browser.text().contains("Send whenever they change"), "it was not asked for");
        assert_eq!(axe(&browser), []);
    });
    shot(&browser, "hosting-asks");
    assert_eq!(browser.words("#said"), "The plan is open.", "it came before the person agreed");
    press_inside(&browser, "Send once");
    browser.wait_for_words("#said", "The plan came, of Hill Top Primary.");
    browser.button("Save the plan that came").click();
    let saved: Value = serde_json::from_str(&browser.downloaded("plan-from-the-planner.json")).unwrap();
    assert_eq!(saved["figures"][0]["text"], "21 of 30");
    inside(&browser, "planner", || assert!(browser.all("#host").is_empty()));

    // Always, until it is taken back.
    browser.button("Ask for the plan and its changes").click();
    inside(&browser, "planner", || browser.wait_for_words("#host", ASKS));
    press_inside(&browser, "Send whenever they change");
    inside(&browser, "planner", || {
        browser.wait_for_text("gets the figures of the plan that is open here, whenever they change.");
        browser.wait_for_text("What you enter leaves this device only for the page around the planner");
        assert!(!browser.text().contains("Everything you enter stays on this device"));
        assert_eq!(axe(&browser), []);
    });
    shot(&browser, "hosting-follows");
    type_name_inside(&browser, "Valley");
    browser.wait_for_words("#said", "The plan came, of Valley.");
    press_inside(&browser, "Save to a file");
    browser.wait_for_words("#said", "The person saved the plan of Valley.");
    press_inside(&browser, "Stop sending");
    browser.wait_for_words("#said", "The planner says: The person no longer sends the plan.");
    type_name_inside(&browser, "Secret");
    browser.button("Ask for the plan").click();
    inside(&browser, "planner", || {
        browser.wait_for_words("#host", ASKS);
        settle(&browser);
        browser.button("No").click();
    });
    browser.wait_for_words("#said", "The planner says: The person said no.");
    // A no is remembered.
    // Firefox's print dialogue stays open, and the frame stands still under it.
    if browser.engine() != Engine::Firefox {
        browser.button("Print it").click();
    }
    browser.button("Ask for the plan").click();
    browser.wait_for_words("#said", "The planner says: The person said no.");
    let last = "return came.filter((message) => message.plan).at(-1).plan.school.name";
    assert_eq!(browser.script(last), "Valley");
    inside(&browser, "planner", || {
        assert!(browser.all("#host").is_empty());
        turn(&browser, "about");
        browser.wait_for_text("You said no, and it gets no other answer");
        assert_eq!(axe(&browser), []);
        browser.button("Let it ask again").click();
    });
    browser.button("Ask for the plan").click();
    inside(&browser, "planner", || browser.wait_for_words("#host", ASKS));
}

#[test]
fn a_plan_of_the_persons_is_replaced_only_if_they_say_so_and_undo_brings_it_back() {
    let server = Server::start();
    let browser = Browser::open();
    example(&browser, &server);
    type_name_inside(&browser, "My own");
    browser.button("Open an example plan in it").click();
    inside(&browser, "planner", || {
        browser.wait_for_words("#host", ASKS_TO_OPEN);
        browser.wait_for_words("#host", "Hill Top Primary");
        assert_eq!(browser.field(NAME).value(), "My own");
        settle(&browser);
        browser.button("Keep this plan").click();
    });
    browser.wait_for_words("#said", "The planner says: The person said no.");
    assert_eq!(name_inside(&browser), "My own");

    browser.button("Open an example plan in it").click();
    inside(&browser, "planner", || {
        browser.wait_for_words("#host", ASKS_TO_OPEN);
        settle(&browser);
        browser.button("Open it").click();
    });
    browser.wait_for_words("#said", "The plan is open.");
    assert_eq!(name_inside(&browser), "Hill Top Primary");
    // What the host opened, and nobody changed, it may replace without a question.
    browser.button("Open an example plan in it").click();
    browser.wait_for_words("#said", "The plan is open.");
    inside(&browser, "planner", || {
        browser.wait_for("no question", || browser.all("#host").is_empty());
        browser.css("#undo").click();
        turn(&browser, "school");
        browser.wait_for("the plan to be back", || browser.field(NAME).value() == "My own");
    });
}

#[test]
fn a_plan_to_be_read_cannot_be_changed() {
    let server = Server::start();
    let browser = Browser::open();
    example(&browser, &server);
    browser.button("Open an example plan in it").click();
    browser.wait_for_words("#said", "The plan is open.");
    browser.field("To be read only").click();
    inside(&browser, "planner", || {
        browser.wait_for_text(READ_ONLY);
        // The keyboard comes into the frame.
        browser.css(".planner-header__name").click();
        for page in ["school", "figures", "judgements", "trajectory", "what-if", "report", "rules"] {
            turn(&browser, page);
            let open = "return [...document.querySelectorAll('main :is(input, textarea)')].filter((field) =>
                !field.disabled && !field.readOnly).map((field) => field.name)";
            let open = browser.script(open);
            let looks = |name: &Value| {
                let name = name.as_str().unwrap();
                ["report-kind", "with-small", "what-if-place"].contains(&name)
                    || name.starts_with("suppose-show-")
            };
            assert!(open.as_array().unwrap().iter().all(looks), "{page}: {open}");
        }
        assert_eq!(axe(&browser), []);
        if browser.can(Facility::FrameKeyboard) {
            turn(&browser, "school");
            reach(&browser, "name");
            browser.type_text(" and more");
            turn(&browser, "start");
            reach(&browser, "new");
            browser.press(Key::Enter);
        } else {
            turn(&browser, "start");
            browser.script("document.getElementById('new').click()");
        }
        browser.wait_for_words("#notice", "Nothing is changed: this plan is here to be read");
        shot(&browser, "hosting-read-only");
    });
    assert_eq!(name_inside(&browser), "Hill Top Primary");
    // The host may still show another.
    browser.button("Open an example plan in it").click();
    browser.wait_for_words("#said", "The plan is open.");
    browser.field("To be read only").click();
    inside(&browser, "planner", || {
        browser.wait_for("the plan to be free again", || !browser.text().contains(READ_ONLY));
    });
    type_name_inside(&browser, "Valley");
}

// ---- hosts that a test speaks for --------------------------------------------------------------------------------------

/// Puts a new frame in the place of the frame, and notes what comes out of it: the planner in the old one may have said
/// that it is there, or be about to.
const LISTEN: &str = "window.heard = [];
    const old = document.getElementById('frame');
    const frame = old.cloneNode();
    addEventListener('message', (event) => {
      if (event.source === frame.contentWindow) heard.push({ ...event.data, from: event.origin });
    });
    window.say = (message) => frame.contentWindow.postMessage(message, '*');
    window.ours = (type, id, more) =>
      say({ planner: 'attainment-planner', version: 1, type, id, ...more });
    old.replaceWith(frame);";

/// A page with the planner in a frame, and how it is to be spoken to.
fn host(browser: &Browser, address: &str) {
    browser.go(address);
    listen(browser);
}

fn listen(browser: &Browser) {
    browser.script(LISTEN);
    browser.wait_for("the planner", || !said(browser, "ready").is_empty());
}

/// What the planner said of one type.
fn said(browser: &Browser, kind: &str) -> Vec<Value> {
    let all = browser.script("return window.heard ?? []");
    all.as_array().unwrap().iter().filter(|message| message["type"] == kind).cloned().collect()
}

/// Says a message, and waits for its answer.
fn answered(browser: &Browser, kind: &str, id: &str, more: &Value) -> Value {
    browser.script(&format!("ours('{kind}', '{id}', {more})"));
    answer(browser, id)
}

fn answer(browser: &Browser, id: &str) -> Value {
    let look = format!("return heard.find((message) => message.id === '{id}') ?? null");
    browser.wait_for(&format!("the answer to {id}"), || !browser.script(&look).is_null());
    browser.script(&look)
}

fn plan(name: &str) -> Value {
    json!({"format": "attainment-planner plan", "version": 5, "school": {"name": name}})
}

#[test]
fn in_every_kind_of_frame_it_says_that_it_is_there_and_sends_the_plan_to_the_origin_that_asked() {
    let server = Server::start();
    let browser = Browser::open();
    let origin = server.address("");
    let planner = server.address("/planner.html");
    for (address, attributes, from) in [
        (server.other_site("/planner.html"), "", server.other_site("")),
        (planner.clone(), "", origin.clone()),
        (planner.clone(), "sandbox=\"allow-scripts\"", "null".to_owned()),
        (planner, "sandbox=\"allow-scripts allow-forms allow-popups\"", "null".to_owned()),
    ] {
        host(&browser, &server.framing(&address, attributes));
        let ready = said(&browser, "ready").remove(0);
        assert_eq!(ready["from"], from);
        assert_eq!(ready["version"], 1);
        assert!(ready["capabilities"].as_array().unwrap().contains(&json!("load")), "{ready}");
        browser.wait_for("its height", || !said(&browser, "height").is_empty());
        assert!(said(&browser, "height")[0]["height"].as_u64() > Some(500));

        assert_eq!(answered(&browser, "load", "1", &json!({"plan": plan("Valley")}))["type"], "done");
        browser.script("ours('get', '2')");
        inside(&browser, "frame", || {
            browser.wait_for_words("#host", &format!("The page around the planner ({origin}) {ASKS}"));
            browser.button("Send once").click();
        });
        let change = answer(&browser, "2");
        assert_eq!(
            (&change["type"], &change["plan"]["school"]["name"]),
            (&json!("change"), &json!("Valley"))
        );
        assert_eq!(browser.console(), Vec::<String>::new());
    }
}

#[test]
fn a_host_without_an_origin_is_told_by_its_window() {
    let server = Server::start();
    let browser = Browser::open();
    let inner = server.framing(&server.address("/planner.html"), "sandbox=\"allow-scripts\"");
    browser.go(&server.framing(&inner, "sandbox=\"allow-scripts\""));
    browser.enter_frame("frame");
    browser.wait_for("the frame in it", || !browser.all("#frame").is_empty());
    listen(&browser);
    assert_eq!(answered(&browser, "load", "1", &json!({"plan": plan("Valley")}))["type"], "done");
    browser.script("ours('get', '2')");
    inside(&browser, "frame", || {
        browser.wait_for_words("#host", "The page around the planner (it has no address of its own) asks");
        browser.button("Send once").click();
    });
    assert_eq!(answer(&browser, "2")["plan"]["school"]["name"], "Valley");
}

#[test]
fn it_judges_by_the_scheme_that_the_host_gives_and_begins_its_headings_where_it_says() {
    let server = Server::start();
    let browser = Browser::open();
    host(&browser, &server.framing(&server.address("/planner.html"), "sandbox=\"allow-scripts\""));
    let text = std::fs::read_to_string(e2e::planner::source("frameworks/suffolk/2015-16.json")).unwrap();
    let mut framework: Value = serde_json::from_str(&text).unwrap();
    framework["id"] = json!("suffolk/next");
    framework["council"] = json!("Suffolk and beyond");
    let wanted = json!({"framework": framework, "heading_level": 4});
    assert_eq!(answered(&browser, "configure", "1", &wanted)["type"], "done");
    inside(&browser, "frame", || {
        browser.wait_for_words(".planner-header__council", "Suffolk and beyond");
        let levels = "return [...new Set([...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((h) => h.tagName))]";
        let levels = browser.script(levels);
        assert!(
            levels
                .as_array()
                .unwrap()
                .iter()
                .all(|level| ["H4", "H5", "H6"].contains(&level.as_str().unwrap()))
        );
        assert_eq!(axe(&browser), []);
    });
    // A scheme with a fault, and the rest with it, changes nothing.
    framework["rules"][0]["category"] = json!("none such");
    let error = answered(&browser, "configure", "2", &json!({"framework": framework, "heading_level": 1}));
    assert_eq!(error["code"], "malformed");
    assert!(error["words"].as_str().unwrap().contains("(at /framework/rules/0/category)"), "{error}");
    inside(&browser, "frame", || assert!(browser.all("h1").is_empty()));
    // Nor is there a place for it in what is kept, or in what a new plan forgets.
    inside(&browser, "frame", || {
        browser.button("Start a plan").click();
        browser.wait_for_words("#page-heading", "The school");
        assert_eq!(browser.words(".planner-header__council"), "Suffolk and beyond");
    });
}

#[test]
fn what_cannot_be_read_is_answered_and_changes_nothing() {
    let server = Server::start();
    let browser = Browser::open();
    host(&browser, &server.framing(&server.address("/planner.html"), "sandbox=\"allow-scripts\""));
    assert_eq!(answered(&browser, "load", "first", &json!({"plan": plan("Valley")}))["type"], "done");
    let mark = "planner: 'attainment-planner', version: 1";
    let cases: [(&str, String, &str); 12] = [
        ("it holds itself", format!("const a = {{{mark}, type: 'get'}}; a.more = a; say(a)"), "not_json"),
        ("a BigInt", format!("say({{{mark}, type: 'get', id: 1n}})"), "not_json"),
        ("bytes", format!("say({{{mark}, type: 'load', plan: new Uint8Array(5_000_000)}})"), "not_json"),
        (
            "too deep",
            format!(
                "let a = []; for (let i = 0; i < 1_000; i++) a = [a]; say({{{mark}, type: 'load', plan: a}})"
            ),
            "not_json",
        ),
        ("a text that is no JSON", "say('attainment-planner!')".to_owned(), "not_json"),
        (
            "a text that is too long",
            "say('attainment-planner' + ' '.repeat(2_000_001))".to_owned(),
            "too_large",
        ),
        ("too long in it", format!("say({{{mark}, type: 'get', id: 'x'.repeat(2_000_001)}})"), "too_large"),
        (
            "a list with nothing in it but its length",
            format!("const a = []; a.length = 4_000_000_000; say({{{mark}, type: 'load', plan: a}})"),
            "too_large",
        ),
        (
            "one thing a billion times",
            format!(
                "let a = []; for (let i = 0; i < 30; i++) a = [a, a]; say({{{mark}, type: 'load', plan: a}})"
            ),
            "too_large",
        ),
        (
            "a newer version",
            "say({planner: 'attainment-planner', version: 2, type: 'sing'})".to_owned(),
            "newer",
        ),
        ("a map", format!("say({{{mark}, type: 'load', plan: new Map([[1, 2]])}})"), "malformed"),
        ("a date", format!("say({{{mark}, type: new Date(0)}})"), "malformed"),
    ];
    for (number, (what, script, code)) in cases.iter().enumerate() {
        browser.script(script);
        browser.wait_for(&format!("the answer to {what}"), || said(&browser, "error").len() > number);
        assert_eq!(said(&browser, "error")[number]["code"], *code, "{what}");
    }
    // What does not carry the mark is no concern of the planner's.
    browser
        .script("for (const other of [3, null, 'text', {}, [], { planner: 'other' }, new Map()]) say(other)");
    assert_eq!(answered(&browser, "configure", "last", &json!({}))["type"], "done");
    assert_eq!(said(&browser, "error").len(), cases.len());
    assert_eq!(said(&browser, "change").len(), 0);
    inside(&browser, "frame", || {
        browser.css("#nav-school").click();
        browser.wait_for_words("#page-heading", "The school");
        assert_eq!(browser.field(NAME).value(), "Valley");
        assert!(browser.all("#host").is_empty());
    });
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn faults_are_told_with_their_places_and_a_text_of_json_is_as_good_as_an_object() {
    let server = Server::start();
    let browser = Browser::open();
    host(&browser, &server.framing(&server.address("/planner.html"), "sandbox=\"allow-scripts\""));
    let words = |id: &str| answer(&browser, id)["words"].as_str().unwrap().to_owned();
    browser.script("ours('get', 'a', { colour: 'red' })");
    assert_eq!(words("a"), "“colour” is not a key that belongs here");
    browser.script(
        "ours('load', 'b', { plan: { format: 'attainment-planner plan', version: 5, school: { name: 3 } } })",
    );
    assert_eq!(words("b"), "Expected text (at /plan/school/name)");
    let twice =
        r#"{"planner": "attainment-planner", "version": 1, "id": "c", "type": "get", "type": "print"}"#;
    browser.script(&format!("say('{twice}')"));
    assert_eq!(words("c"), "“type” is given twice");
    browser.script("ours('configure', 'd', { heading_level: 9 })");
    assert_eq!(words("d"), "Expected a level of heading, 1 to 4 (at /heading_level)");
    browser
        .script(r#"say('{"planner": "attainment-planner", "version": 1, "id": "e", "type": "configure"}')"#);
    assert_eq!(answer(&browser, "e")["type"], "done");
}

#[test]
fn a_flood_is_answered_now_and_then_and_the_page_stays_usable() {
    let server = Server::start();
    let browser = Browser::open();
    host(&browser, &server.framing(&server.address("/planner.html"), "sandbox=\"allow-scripts\""));
    browser.script(
        "window.began = performance.now();
         for (let number = 0; number < 10_000; number++)
           ours(['get', 'load', 'configure', 'sing', 'print'][number % 4], 'flood ' + number, { plan: {} });",
    );
    let told = || said(&browser, "error").iter().any(|error| error["code"] == "too_many");
    browser.wait_for("the planner to say that they are too many", told);
    inside(&browser, "frame", || {
        browser.css("#nav-school").click();
        browser.wait_for_words("#page-heading", "The school");
        browser.put("name", "Valley");
        browser.wait_for("what is typed", || browser.field(NAME).value() == "Valley");
    });
    // It answers again once the flood is over.
    let mut number = 0;
    browser.wait_for("an answer after the flood", || {
        number += 1;
        browser.script(&format!("ours('configure', 'after {number}', {{}})"));
        !said(&browser, "done")
            .iter()
            .all(|done| done["id"].as_str().is_some_and(|id| id.starts_with("flood")))
    });
    // Twenty a second are answered, and one says that more came.
    let seconds = browser.script("return (performance.now() - began) / 1000").as_f64().unwrap();
    let answers = said(&browser, "error").len() + said(&browser, "done").len();
    assert!((answers as f64) < 21.0 * (seconds + 2.0), "{answers} answers in {seconds} seconds");
    assert!(said(&browser, "change").is_empty());
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn nobody_but_the_window_around_it_is_heard() {
    let server = Server::start();
    let browser = Browser::open();
    host(&browser, &server.framing(&server.address("/planner.html"), "sandbox=\"allow-scripts\""));
    let load = format!(
        "{{planner: 'attainment-planner', version: 1, type: 'load', id: 'other', plan: {}}}",
        plan("Evil")
    );
    // A frame beside it.
    let script = json!(format!(
        "<script>parent.frames[0].postMessage({load}, '*'); parent.postMessage('sent', '*')</script>"
    ));
    browser.script(&format!(
        "window.sent = 0;
         addEventListener('message', (event) => {{ if (event.data === 'sent') window.sent += 1; }});
         const beside = document.createElement('iframe');
         beside.srcdoc = {script};
         document.body.append(beside);"
    ));
    browser.wait_for("the frame beside to have spoken", || browser.script("return window.sent") == 1);
    // The planner's own window, and a frame in it.
    inside(&browser, "frame", || browser.script(&format!("postMessage({load}, '*')")));
    assert_eq!(answered(&browser, "configure", "mine", &json!({}))["type"], "done");
    let heard = browser.script("return heard.filter((message) => message.id === 'other').length");
    assert_eq!(heard, 0);
    inside(&browser, "frame", || {
        browser.css("#nav-school").click();
        browser.wait_for_words("#page-heading", "The school");
        assert_eq!(browser.field(NAME).value(), "");
    });

    // By itself it neither hears nor says anything.
    browser.go(&server.address("/planner.html"));
    browser.wait_for_heading(START);
    browser.script("window.heard = []; addEventListener('message', (event) => heard.push(event.data));");
    browser.script(&format!("postMessage({load}, '*')"));
    browser.wait_for("the message to be there", || browser.script("return heard.length") == 1);
    browser.turn_to("school");
    assert_eq!(browser.field(NAME).value(), "");
    assert_eq!(browser.script("return heard.length"), 1);
}

#[test]
fn the_grandparent_is_not_the_parent() {
    let server = Server::start();
    let browser = Browser::open();
    let inner = server.framing(&server.address("/planner.html"), "");
    browser.go(&server.framing(&inner, ""));
    browser.enter_frame("frame");
    browser.wait_for("the frame in it", || !browser.all("#frame").is_empty());
    listen(&browser);
    browser.leave_frame();
    browser.script(&format!(
        "frames[0].frames[0].postMessage({{planner: 'attainment-planner', version: 1, type: 'load', plan: {}}}, '*')",
        plan("Evil")
    ));
    browser.enter_frame("frame");
    // The parent, which speaks later, is the first to be heard.
    assert_eq!(answered(&browser, "configure", "mine", &json!({}))["type"], "done");
    inside(&browser, "frame", || {
        browser.css("#nav-school").click();
        browser.wait_for_words("#page-heading", "The school");
        assert_eq!(browser.field(NAME).value(), "");
    });
}

#[test]
fn what_is_said_before_it_is_there_or_after_it_failed_is_not_heard() {
    let server = Server::start();
    let browser = Browser::open();
    browser.go(&server.framing(&server.address("/test/planner.html"), "sandbox=\"allow-scripts\""));
    browser.script(&format!("{LISTEN} ours('load', 'early', {{ plan: {} }});", plan("Early")));
    browser.wait_for("the planner", || !said(&browser, "ready").is_empty());
    assert_eq!(answered(&browser, "configure", "1", &json!({"read_only": true}))["type"], "done");
    inside(&browser, "frame", || {
        browser.wait_for_text(READ_ONLY);
        browser.crash("panic");
        browser.wait_for_heading("The planner stopped");
    });
    browser.script(&format!(
        "for (let number = 0; number < 100; number++) ours('load', 'late', {{ plan: {} }})",
        plan("Late")
    ));
    inside(&browser, "frame", || {
        assert_eq!(browser.heading(), "The planner stopped");
        browser.button("Start again").click();
        browser.wait_for_heading(START);
    });
    browser.wait_for("the planner to be there again", || said(&browser, "ready").len() == 2);
    assert_eq!(answered(&browser, "configure", "2", &json!({}))["type"], "done");
    let ids = browser.script("return heard.map((message) => message.id).filter(Boolean)");
    assert_eq!(ids, json!(["1", "2"]));
    inside(&browser, "frame", || {
        // What was set is to be set again.
        assert!(!browser.text().contains(READ_ONLY));
        browser.turn_to("school");
        assert_eq!(browser.field(NAME).value(), "");
    });
}

#[test]
fn a_second_question_waits_for_the_first() {
    let server = Server::start();
    let browser = Browser::open();
    host(&browser, &server.framing(&server.address("/planner.html"), "sandbox=\"allow-scripts\""));
    browser.script("ours('get', 'first')");
    inside(&browser, "frame", || browser.wait_for_words("#host", ASKS));
    assert_eq!(answered(&browser, "get", "second", &json!({"follow": true}))["code"], "busy");
    inside(&browser, "frame", || {
        // The keyboard stays where it was: nobody here asked.
        assert_eq!(browser.script("return document.activeElement === document.body"), true);
        if browser.can(Facility::FrameKeyboard) {
            browser.tab_to("button", "Send once");
            browser.press(Key::Enter);
            browser.wait_for_focus("page-heading");
        } else {
            browser.button("Send once").click();
        }
    });
    assert_eq!(answer(&browser, "first")["type"], "change");
}

#[test]
fn a_host_that_makes_the_frame_higher_than_asked_is_not_asked_for_more() {
    let server = Server::start();
    let browser = Browser::open();
    host(&browser, &server.framing(&server.address("/planner.html"), "sandbox=\"allow-scripts\""));
    browser.script(
        "addEventListener('message', (event) => {
           if (event.data.type === 'height') document.getElementById('frame').style.height = event.data.height + 50 + 'px';
         });
         ours('load', 'first', { plan: { format: 'attainment-planner plan', version: 5, school: { name: 'x' } } });",
    );
    answer(&browser, "first");
    // Until nothing was said of its height for a second.
    let quiet = "let count = -1;
        const look = () => {
          const now = heard.filter((message) => message.type === 'height').length;
          if (now === count) return done(now);
          count = now;
          setTimeout(look, 1000);
        };
        look();";
    browser.wait_for("a height", || !said(&browser, "height").is_empty());
    let before = browser.later(quiet).as_u64().unwrap();
    assert!(before <= 6, "{before} heights");
    let first = said(&browser, "height").last().unwrap()["height"].as_u64();
    inside(&browser, "frame", || {
        browser.css("#nav-about").click();
        browser.wait_for_words("#page-heading", "About this planner");
    });
    browser
        .wait_for("another height", || said(&browser, "height").last().unwrap()["height"].as_u64() != first);
    let after = browser.later(quiet).as_u64().unwrap();
    assert!(after <= before + 3, "{after} heights after {before}");
}
