//! A session in a browser.

use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element as Found, ElementRef};
use fantoccini::key::Key;
use fantoccini::wd::{PrintConfiguration, WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder, Locator};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::driver::Driver;
use crate::element::Element;
use crate::{Engine, Facility, Setting, chromium, dist, firefox, webkit};

/// How long a test waits for what it asks for. A busy machine may need it; a failing test costs no more than this.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How often it looks.
const LOOK: Duration = Duration::from_millis(20);

/// How long a driver may take over one command. A browser that hangs fails its test and no other.
const ANSWER: Duration = Duration::from_secs(120);

/// The port of an address that nobody answers: tests try it to see that it is refused.
const NOBODY: &str = "9";

/// The key under which WebDriver sends an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The parts of the rules for accessible names and roles that our pages use. Drivers can compute both, but not every one
/// does, and ChromeDriver's not inside a frame of another origin.
const NAME_AND_ROLE: &str = "
    const plain = (text) => text.replace(/\\s+/g, ' ').trim();
    const nameOf = (e) => {
      const by = (e.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id));
      const legend = e.tagName === 'FIELDSET' && e.querySelector('legend');
      const parts = by[0] ? by.filter(Boolean) : e.labels?.length ? [...e.labels] : legend ? [legend] : [e];
      if (!by[0] && e.hasAttribute('aria-label')) return plain(e.getAttribute('aria-label'));
      return plain(parts.map((part) => part.textContent).join(' '));
    };
    const roleOf = (e) => e.getAttribute('role') ?? {
      A: 'link', BUTTON: 'button', SUMMARY: 'button', SELECT: 'combobox', TEXTAREA: 'textbox', H1: 'heading',
      H2: 'heading', H3: 'heading', H4: 'heading', TABLE: 'table', FIELDSET: 'group', MAIN: 'main',
      INPUT: { radio: 'radio', checkbox: 'checkbox', file: 'file', button: 'button' }[e.type] ?? 'textbox',
    }[e.tagName] ?? 'generic';";

/// The page's heading. The school's name stands above it in a span of its own.
const HEADING: &str = "
    const heading = document.querySelector('h1')?.cloneNode(true);
    heading?.querySelector('span')?.remove();
    return heading?.textContent ?? null;";

/// How a session begins.
#[derive(Clone, Copy)]
pub struct Options {
    /// Width of the page in CSS pixels.
    pub width: u32,
    /// Height of the page in CSS pixels.
    pub height: u32,
    /// Whether to record what the page's thread does: see [`Browser::trace`]. It slows the page a little.
    pub trace: bool,
    /// What the browser is set to do without.
    pub setting: Setting,
}

impl Default for Options {
    fn default() -> Self {
        Self { width: 1280, height: 900, trace: false, setting: Setting::Usual }
    }
}

/// What axe-core found wrong: the rule, and where.
#[derive(Debug, PartialEq)]
pub struct Violation {
    /// The rule's id and what it asks for.
    pub rule: String,
    /// Selectors of the elements that break it.
    pub elements: Vec<String>,
}

/// A browser with a profile of its own. Closed when dropped; if its test has failed by then, what the page showed is
/// kept in `tests/e2e/failures/`.
pub struct Browser {
    // In the order in which they are to be dropped.
    client: Client,
    runtime: Runtime,
    driver: Driver,
    profile: PathBuf,
    // The profile's folder, where it goes with the session.
    _folder: Option<TempDir>,
    engine: Engine,
    /// How much higher the window is than the page in it.
    pub(crate) toolbar: Cell<u32>,
    /// The windows in the order of opening: a driver lists them in any.
    windows: RefCell<Vec<WindowHandle>>,
    /// The addresses that the test opened.
    opened: RefCell<Vec<String>>,
    /// Whether it was killed, so that nothing can be asked of it.
    is_killed: Cell<bool>,
}

impl Browser {
    /// Opens a browser at the usual size.
    pub fn open() -> Self {
        Self::open_with(Options::default())
    }

    /// Opens a browser.
    pub fn open_with(options: Options) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut browser = Self::open_in(folder.path(), options);
        browser._folder = Some(folder);
        browser
    }

    /// Opens a browser with a profile that outlives it: what an earlier one in the same folder kept is there. Ask first
    /// whether the engine [can](Facility::Profile).
    pub fn open_in(folder: &Path, options: Options) -> Self {
        let engine = Engine::chosen();
        let profile = folder.to_owned();
        fs::create_dir_all(profile.join("downloads")).expect("the profile is writable");
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let mut capabilities = match engine {
            Engine::Chromium => chromium::capabilities(&profile, options),
            Engine::Firefox => firefox::capabilities(&profile, options.setting),
            Engine::WebKit => webkit::capabilities(),
        };
        // axe-core takes its time over a long page on a busy machine.
        capabilities.insert("timeouts".to_owned(), json!({ "script": ANSWER.as_millis() as u64 }));
        builder.capabilities(capabilities);
        let mut tried = 0;
        let (driver, client) = loop {
            let driver = Driver::start(engine, &profile, options.setting);
            let start = async { tokio::time::timeout(ANSWER, builder.connect(&driver.address())).await };
            tried += 1;
            match runtime.block_on(start) {
                Ok(Ok(client)) => break (driver, client),
                // Of two that start together one may have taken the port that was free for the other.
                Ok(Err(_)) if tried < 3 => {}
                Ok(Err(error)) => panic!(
                    "the browser does not start: {error}. Run `cargo xtask test journeys {}`",
                    engine.name()
                ),
                Err(_) => panic!("the browser does not start within {ANSWER:?}"),
            }
        };
        let toolbar = Cell::new(0);
        let windows = RefCell::default();
        let (opened, is_killed) = (RefCell::default(), Cell::default());
        let browser = Self {
            client,
            runtime,
            driver,
            profile,
            _folder: None,
            engine,
            toolbar,
            windows,
            opened,
            is_killed,
        };
        browser.windows.borrow_mut().push(browser.ask(browser.client.window()));
        // A new tab has a page of the browser's own, whose requests are not ours.
        browser.go("about:blank");
        match engine {
            Engine::Chromium => {}
            Engine::Firefox => firefox::prepare(&browser),
            Engine::WebKit => {
                let toolbar = browser.script("return outerHeight - innerHeight").as_u64();
                browser.toolbar.set(toolbar.and_then(|height| height.try_into().ok()).unwrap_or(0));
            }
        }
        browser.resize(options.width, options.height);
        browser.requests();
        browser
    }

    /// The engine that it runs.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Whether the engine can do something. Where it cannot, a test leaves that out, and its output says so.
    pub fn can(&self, facility: Facility) -> bool {
        self.engine.can(facility)
    }

    // ---- going about ----

    /// Opens an address and waits until it is loaded.
    pub fn go(&self, address: &str) {
        self.opened.borrow_mut().push(address.to_owned());
        self.ask(self.client.goto(address));
        self.prepare();
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.ask(self.client.refresh());
        self.prepare();
    }

    /// The browser's Back.
    pub fn back(&self) {
        self.ask(self.client.back());
    }

    /// The browser's Forward.
    pub fn forward(&self) {
        self.ask(self.client.forward());
    }

    /// Goes into a frame of the page, by its id. Everything then asks inside it.
    pub fn enter_frame(&self, id: &str) {
        let frame = self.ask(self.client.find(Locator::Id(id)));
        self.ask(frame.enter_frame());
        self.prepare();
    }

    fn prepare(&self) {
        if self.engine == Engine::WebKit {
            webkit::prepare(self);
        }
    }

    /// Goes back to the page around the frame.
    pub fn leave_frame(&self) {
        self.ask(self.client.clone().enter_parent_frame());
    }

    /// Sets the size of the page, however narrow, and waits until the page has it.
    pub fn resize(&self, width: u32, height: u32) {
        match self.engine {
            Engine::Chromium => chromium::resize(self, width, height),
            Engine::Firefox => firefox::resize(self, width, height),
            Engine::WebKit => webkit::resize(self, width, height),
        }
        // A frame has a size of its own.
        let size = "return window === top ? [innerWidth, innerHeight] : null";
        self.wait_for(&format!("the page to be {width} by {height}"), || {
            let now = self.script(size);
            now.is_null() || now == json!([width, height])
        });
    }

    /// Shows the page as on another medium (`print`, or empty for the screen) and with media features, such as
    /// `("forced-colors", "active")` (ask [`Browser::can`] about those). In WebKit until the page is loaded again: it
    /// follows the rules of the style sheets for them, and `matchMedia` does not know.
    pub fn emulate(&self, medium: &str, features: &[(&str, &str)]) {
        match self.engine {
            Engine::Chromium => chromium::emulate(self, medium, features),
            Engine::Firefox => firefox::emulate(self, medium, features),
            Engine::WebKit => webkit::emulate(self, medium, features),
        }
    }

    // ---- windows ----

    /// Opens another window of the same browser and goes there. Gives the number of it, from 1; the first is 0.
    pub fn new_window(&self) -> usize {
        let opened = self.ask(self.client.new_window(false));
        self.windows.borrow_mut().push(opened.handle);
        let last = self.windows.borrow().len() - 1;
        self.turn_to_window(last);
        self.prepare();
        last
    }

    /// Goes to a window, by its number in the order of opening.
    pub fn turn_to_window(&self, number: usize) {
        let window = self.windows.borrow()[number].clone();
        self.ask(self.client.switch_to_window(window));
    }

    // ---- the end of it ----

    /// Types text, key by key, and kills the browser with all its processes after some time, in the middle of it. Gives
    /// how long before the kill each key was answered.
    pub fn killed_while_typing(self, text: &str, after: Duration) -> Vec<Duration> {
        self.is_killed.set(true);
        let group = self.driver.group();
        let killing = std::thread::spawn(move || {
            // Not a wait for anything: the moment of an accident.
            std::thread::sleep(after);
            let moment = Instant::now();
            crate::driver::kill(group);
            moment
        });
        let mut answered = Vec::new();
        for key in text.chars() {
            let keys = KeyActions::new("keyboard".to_owned())
                .then(KeyAction::Down { value: key })
                .then(KeyAction::Up { value: key });
            match self.within(self.client.perform_actions(keys)) {
                Some(Ok(())) => answered.push(Instant::now()),
                _ => break,
            }
        }
        let moment = killing.join().expect("the kill does not panic");
        answered.into_iter().map(|answer| moment.saturating_duration_since(answer)).collect()
    }

    // ---- keys ----

    /// Presses and lets go of one key.
    pub fn press(&self, key: Key) {
        self.chord(&[], char::from(key));
    }

    /// Presses one key some number of times.
    pub fn press_times(&self, key: Key, times: usize) {
        for _ in 0..times {
            self.press(key);
        }
    }

    /// Types text, key by key, into what has the focus.
    pub fn type_text(&self, text: &str) {
        for character in text.chars() {
            self.chord(&[], character);
        }
    }

    /// Presses a key while others are held down: `chord(&[Key::Control], 'z')`.
    pub fn chord(&self, held: &[Key], key: char) {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for key in held {
            keys = keys.then(KeyAction::Down { value: char::from(*key) });
        }
        keys = keys.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        for key in held.iter().rev() {
            keys = keys.then(KeyAction::Up { value: char::from(*key) });
        }
        self.ask(self.client.perform_actions(keys));
    }

    /// Presses Tab until the element with this role and name has the focus, as a person without a mouse does. Panics
    /// after a hundred presses.
    pub fn tab_to(&self, role: &str, name: &str) {
        for _ in 0..100 {
            self.press(Key::Tab);
            let focus = self.focused();
            if focus.role() == role && focus.name() == name {
                return;
            }
        }
        panic!("Tab never comes to the {role} {name:?}\n{}", self.seen());
    }

    /// The element that has the focus.
    pub fn focused(&self) -> Element<'_> {
        Element { browser: self, found: self.ask(self.client.active_element()) }
    }

    // ---- finding ----

    /// The field with this label.
    pub fn field(&self, label: &str) -> Element<'_> {
        self.named("input, textarea, select", "field", label)
    }

    /// The button with this name.
    pub fn button(&self, name: &str) -> Element<'_> {
        self.named("button, [role=button], summary", "button", name)
    }

    /// The link with this name.
    pub fn link(&self, name: &str) -> Element<'_> {
        self.named("a[href], [role=link]", "link", name)
    }

    /// The first element for a CSS selector, once there is one.
    pub fn css(&self, selector: &str) -> Element<'_> {
        let found =
            self.patiently(|| self.ask(self.client.find_all(Locator::Css(selector))).into_iter().next());
        match found {
            Some(found) => Element { browser: self, found },
            None => panic!("nothing on the page is {selector}\n{}", self.seen()),
        }
    }

    /// Every element for a CSS selector, now.
    pub fn all(&self, selector: &str) -> Vec<Element<'_>> {
        let found = self.ask(self.client.find_all(Locator::Css(selector)));
        found.into_iter().map(|found| Element { browser: self, found }).collect()
    }

    /// The first shown element among those for `selector` that has this name.
    fn named(&self, selector: &str, kind: &str, name: &str) -> Element<'_> {
        let script = format!(
            "{NAME_AND_ROLE} const [selector, name] = arguments;
             return [...document.querySelectorAll(selector)].find((e) => nameOf(e) === name && e.checkVisibility());"
        );
        let found = self.patiently(|| {
            let found = self.ask(self.client.execute(&script, vec![selector.into(), name.into()]));
            Some(ElementRef::from(found[ELEMENT].as_str()?.to_owned()))
        });
        match found {
            Some(found) => {
                Element { browser: self, found: Found::from_element_id(self.client.clone(), found) }
            }
            None => panic!("no {kind} is called {name:?}\n{}", self.seen()),
        }
    }

    // ---- reading ----

    /// The text of the page's `h1`, without the school's name above it.
    pub fn heading(&self) -> String {
        self.css("h1");
        text(&self.script(HEADING)).to_owned()
    }

    /// The title of the page.
    pub fn title(&self) -> String {
        self.ask(self.client.title())
    }

    /// All the text that the page shows.
    pub fn text(&self) -> String {
        self.css("body").text()
    }

    /// What a script returns. For looking at what a person cannot see; acting is for keys and clicks.
    pub fn script(&self, script: &str) -> Value {
        self.ask(self.client.execute(script, Vec::new()))
    }

    /// What a script hands to its function `done`, now or later.
    pub fn later(&self, script: &str) -> Value {
        let script = format!("const done = arguments[arguments.length - 1]; {script}");
        self.ask(self.client.execute_async(&script, Vec::new()))
    }

    /// What the console was told since last asked, and what the policy refused, as one line each. Outside Chromium not
    /// everything: see [`Facility::WholeConsole`].
    pub fn console(&self) -> Vec<String> {
        match self.engine {
            Engine::Chromium => chromium::console(self),
            Engine::Firefox => firefox::console(self),
            Engine::WebKit => webkit::console(self),
        }
    }

    /// The address of every request that the page and its frames made since last asked, `data:` apart. In WebKit what
    /// the page in view says that it loaded. What a [`crate::Server`] was asked for it knows itself, in every engine.
    pub fn requests(&self) -> Vec<String> {
        let mut requests = match self.engine {
            Engine::Chromium => chromium::requests(self),
            Engine::Firefox => firefox::requests(self),
            Engine::WebKit => webkit::requests(self),
        };
        requests.retain(|address| !address.starts_with("data:"));
        requests
    }

    /// What the page's thread did since last asked, as the events of Chromium's timeline. Only with [`Options::trace`].
    pub fn trace(&self) -> Vec<Value> {
        assert!(self.can(Facility::Trace));
        chromium::trace(self)
    }

    /// Every request of a page that is not to the place that the test opened it from, since last asked: whatever a
    /// journey does, there is none. Of what is asked of its own server, [`crate::Server`] knows.
    fn requests_elsewhere(&self) -> Vec<String> {
        let opened = self.opened.borrow();
        let port = |address: &str| {
            Some(address.strip_prefix("http://")?.split('/').next()?.split_once(':')?.1.to_owned())
        };
        let ports: Vec<String> =
            opened.iter().filter_map(|address| port(address)).chain([NOBODY.to_owned()]).collect();
        let mut requests = self.requests();
        requests.retain(|address| {
            let place = address.split(['#', '?']).next().unwrap_or_default();
            let is_ours = match address.split_once(':').map(|(scheme, _)| scheme) {
                // Of the disk, what was opened, and below what `dist` wrote the parts of the hosted build.
                Some("file") => {
                    opened.iter().any(|of| of.split(['#', '?']).next() == Some(place))
                        || place.starts_with(&format!("file://{}/dist/", dist::root().display()))
                }
                Some("http") => {
                    let is_here = ["http://127.0.0.1:", "http://localhost:"]
                        .iter()
                        .any(|here| address.starts_with(here));
                    is_here && port(address).is_some_and(|port| ports.contains(&port))
                }
                Some(scheme) => ["about", "blob", "data", "chrome", "resource"].contains(&scheme),
                None => false,
            };
            !is_ours
        });
        requests
    }

    /// Whether the page saves a file of this name within a few seconds: where it may not, nothing says so.
    pub fn has_downloaded(&self, name: &str) -> bool {
        let end = Instant::now() + Duration::from_secs(3);
        let file = self.profile.join("downloads").join(name);
        while Instant::now() < end {
            if fs::read(&file).is_ok_and(|bytes| !bytes.is_empty()) {
                return true;
            }
            std::thread::sleep(LOOK);
        }
        false
    }

    /// The text of a file that the page saves, once it is there.
    pub fn downloaded(&self, name: &str) -> String {
        let folder = self.profile.join("downloads");
        // Firefox keeps the place with an empty file, and writes another beside it until all is there.
        let part = folder.join(format!("{name}.part"));
        let whole =
            || fs::read_to_string(folder.join(name)).ok().filter(|text| !text.is_empty() && !part.exists());
        match self.patiently(whole) {
            Some(text) => text,
            None => panic!("{name} was not saved\n{}", self.seen()),
        }
    }

    /// Answers the file dialogue that clicking `opener` opens with a file.
    pub fn choose_file(&self, opener: &Element<'_>, file: &Path) {
        if self.engine == Engine::Chromium {
            chromium::hold_file_dialogue(self);
        } else {
            // Their drivers have no way to hold it back.
            self.script(
                "const { click } = HTMLElement.prototype;
                 HTMLInputElement.prototype.click = function () { if (this.type !== 'file') click.call(this); };",
            );
        }
        opener.click();
        let inputs = self.patiently(|| self.all("input[type=file]").pop());
        match inputs {
            Some(input) => input.choose_file(file),
            None => panic!("nothing asks for a file\n{}", self.seen()),
        }
    }

    /// What axe-core finds wrong with the page as it is, against WCAG 2.2 AA and its best practices.
    pub fn axe(&self) -> Vec<Violation> {
        let file = dist::root().join("node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(file).expect("axe-core is there: run `cargo xtask test journeys`");
        let run = "axe.run().then((found) => done(found.violations), (error) => done(String(error)));";
        self.script(&axe);
        let found = self.later(run);
        let violations = found.as_array().unwrap_or_else(|| panic!("axe-core failed: {found}"));
        violations
            .iter()
            .map(|violation| Violation {
                rule: format!("{}: {}", text(&violation["id"]), text(&violation["help"])),
                elements: violation["nodes"]
                    .as_array()
                    .map(|nodes| nodes.iter().map(|node| node["target"].to_string()).collect())
                    .unwrap_or_default(),
            })
            .collect()
    }

    // ---- waiting ----

    /// Waits until something holds. Panics after [`PATIENCE`], with `what` was waited for.
    pub fn wait_for(&self, what: &str, mut holds: impl FnMut() -> bool) {
        if self.patiently(|| holds().then_some(())).is_none() {
            panic!("waited in vain for {what}\n{}", self.seen());
        }
    }

    /// Waits until the page's `h1` is this.
    pub fn wait_for_heading(&self, heading: &str) {
        self.wait_for(&format!("the heading {heading:?}"), || self.script(HEADING) == heading);
    }

    /// Waits until the page shows this text somewhere.
    pub fn wait_for_text(&self, text: &str) {
        self.wait_for(&format!("the text {text:?}"), || self.text().contains(text));
    }

    fn patiently<T>(&self, mut look: impl FnMut() -> Option<T>) -> Option<T> {
        let end = Instant::now() + PATIENCE;
        loop {
            match look() {
                None if Instant::now() < end => std::thread::sleep(LOOK),
                answer => return answer,
            }
        }
    }

    // ---- keeping ----

    /// Keeps a picture of the page as `NAME.png` in the folder that `PLANNER_SHOTS` names, if it names one.
    pub fn shot(&self, name: &str) {
        if let Some(folder) = std::env::var_os("PLANNER_SHOTS") {
            let folder = PathBuf::from(folder);
            fs::create_dir_all(&folder).expect("PLANNER_SHOTS can be made");
            fs::write(folder.join(format!("{name}.png")), self.picture()).expect("PLANNER_SHOTS is writable");
        }
    }

    /// The page as a PNG, at its full height.
    pub fn picture(&self) -> Vec<u8> {
        match self.engine {
            Engine::Chromium => chromium::picture(self),
            Engine::Firefox => firefox::picture(self),
            Engine::WebKit => webkit::picture(self),
        }
    }

    /// The page as printed, as a PDF. Ask first whether the engine [can](Facility::Print).
    pub fn pdf(&self) -> Vec<u8> {
        self.ask(self.client.print(PrintConfiguration::default()))
    }

    /// What is in view, as a PNG.
    pub(crate) fn view(&self) -> Vec<u8> {
        self.ask(self.client.screenshot())
    }

    /// Sets the outer size of the window.
    pub(crate) fn set_window(&self, width: u32, height: u32) {
        self.ask(self.client.set_window_rect(0, 0, width, height));
    }

    // ---- beneath ----

    /// Makes the app fail in some `way`: `panic`, `memory`, `stack` or `throw`; or, by `in domain` and the like, when the
    /// code of that room is next at work. Only in the build for it:
    /// [`dist::crash_test_file`].
    pub fn crash(&self, way: &str) {
        // Dispatched from a timer, as an event would be: an error thrown by a listener is then not the script's.
        let script = "const [way, done] = arguments;
            setTimeout(() => document.dispatchEvent(new CustomEvent('planner-crash', { detail: way })));
            setTimeout(done);";
        self.ask(self.client.execute_async(script, vec![way.into()]));
    }

    /// A command of the DevTools protocol, for what WebDriver has no word for. Only where the engine
    /// [can](Facility::DevTools).
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        assert!(self.can(Facility::DevTools));
        chromium::devtools(self, command, parameters)
    }

    /// What a script returns that is given arguments.
    pub(crate) fn execute(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.ask(self.client.execute(script, arguments))
    }

    /// A command that fantoccini has no method for.
    pub(crate) fn command(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        self.ask(self.client.issue_cmd(Raw { method, path: path.to_owned(), body }))
    }

    /// `nameOf` or `roleOf` an element.
    pub(crate) fn computed(&self, found: &Found, what: &str) -> String {
        let script = format!("{NAME_AND_ROLE} return {what}(arguments[0]);");
        let element = json!({ ELEMENT: found.element_id().as_ref() });
        text(&self.ask(self.client.execute(&script, vec![element]))).to_owned()
    }

    pub(crate) fn ask<T, E: Debug>(&self, answer: impl Future<Output = Result<T, E>>) -> T {
        match self.within(answer) {
            Some(Ok(answer)) => answer,
            Some(Err(error)) => panic!("the browser says: {error:?}"),
            None => panic!("the browser does not answer within {ANSWER:?}"),
        }
    }

    /// The answer, if there is one before patience with the driver ends.
    fn within<T>(&self, answer: impl Future<Output = T>) -> Option<T> {
        self.runtime.block_on(async { tokio::time::timeout(ANSWER, answer).await.ok() })
    }

    /// What is on the page, for a message.
    fn seen(&self) -> String {
        let text = "return document.title + '\\n' + document.body.innerText";
        let seen = self.within(self.client.execute(text, Vec::new())).and_then(Result::ok);
        format!("---- the page ----\n{}", seen.as_ref().and_then(Value::as_str).unwrap_or("(no answer)"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let mut elsewhere = Vec::new();
        if std::thread::panicking() {
            keep_failure(self);
        } else if !self.is_killed.get() {
            elsewhere = self.requests_elsewhere();
        }
        // The browser may be what failed; its driver, dropped next, takes it along.
        let _ = self.within(self.client.clone().close());
        assert!(elsewhere.is_empty(), "the page asked for {elsewhere:?}");
    }
}

/// Keeps what a failed test last saw. Nothing here may panic: a test is failing already.
fn keep_failure(browser: &Browser) {
    let inside = format!("tests/e2e/failures/{}", browser.engine.name());
    let folder = dist::root().join(&inside);
    let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
    let picture = browser.within(browser.client.screenshot());
    let source = browser.within(browser.client.source());
    if fs::create_dir_all(&folder).is_ok() {
        if let Some(Ok(picture)) = picture {
            let _ = fs::write(folder.join(format!("{name}.png")), picture);
        }
        // A browser that has died says nothing, but what failed is known by the file.
        let source = source.and_then(Result::ok).unwrap_or_else(|| "The browser does not answer.".to_owned());
        let _ = fs::write(folder.join(format!("{name}.html")), source);
        eprintln!("what the page showed is in {inside}/{name}.png and .html");
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A command that fantoccini has no method for.
#[derive(Debug)]
struct Raw {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Raw {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        (self.method.clone(), self.body.as_ref().map(Value::to_string))
    }
}
