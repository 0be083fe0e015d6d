//! What WebKit does in its own small browser, whose driver knows only the standard's commands: most is asked of the page.

use serde_json::{Map, Value, json};

use crate::Browser;

/// Notes errors and refusals in the page from now on.
const NOTE: &str = "
    if (!window.plannerNoted) {
      const noted = window.plannerNoted = [];
      addEventListener('error', (event) => noted.push(event.message ?? `not loaded: ${event.target.outerHTML}`), true);
      addEventListener('unhandledrejection', (event) => noted.push(String(event.reason)));
      addEventListener('securitypolicyviolation', (event) =>
        noted.push(`refused by ${event.effectiveDirective}: ${event.blockedURI}`));
      for (const level of ['error', 'warn', 'log']) {
        const write = console[level];
        console[level] = (...words) => { noted.push(words.join(' ')); write.apply(console, words); };
      }
    }";

/// Shows the page by the rules for a medium and for media features: the conditions of its style sheets are written anew.
const EMULATE: &str = r"
    const [medium, features] = arguments;
    const written = window.plannerMedia ??= [];
    const find = (rules) => {
      for (const rule of rules) {
        if (rule.media && !written.some(([known]) => known === rule.media)) {
          written.push([rule.media, rule.media.mediaText]);
        }
        if (rule.cssRules) find(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) {
      if (sheet.media.length) find([sheet]); else find(sheet.cssRules);
    }
    const query = (text) => {
      text = text.replace(/\(\s*([a-z-]+)\s*(?::\s*([a-z-]+)\s*)?\)/g, (whole, name, value) => {
        const now = features[name];
        if (now === undefined) return whole;
        const holds = value === undefined ? !['none', 'no-preference'].includes(now) : value === now;
        return holds ? '(min-width: 0px)' : '(max-width: 0px)';
      });
      if (medium !== 'print') return text;
      const of = text.match(/^\s*(not\s+|only\s+)?(screen|print)\b/);
      if (!of) return text;
      const holds = (of[2] === 'print') !== (of[1]?.trim() === 'not');
      return holds ? text.replace(of[0], 'all') : 'not all';
    };
    for (const [media, text] of written) media.mediaText = text.split(',').map(query).join(', ');";

/// What a session asks `WebKitWebDriver` for.
pub(crate) fn capabilities() -> Map<String, Value> {
    let mut capabilities = Map::new();
    if let Ok(binary) = std::env::var("WEBKIT") {
        let options = json!({ "binary": binary, "args": ["--automation"] });
        capabilities.insert("webkitgtk:browserOptions".to_owned(), options);
    }
    capabilities
}

/// What a new page needs before anything is asked of it.
pub(crate) fn prepare(browser: &Browser) {
    browser.script(NOTE);
}

pub(crate) fn resize(browser: &Browser, width: u32, height: u32) {
    browser.set_window(width, height + browser.toolbar.get());
}

pub(crate) fn emulate(browser: &Browser, medium: &str, features: &[(&str, &str)]) {
    let features: Map<_, _> =
        features.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
    browser.execute(EMULATE, vec![medium.into(), features.into()]);
}

pub(crate) fn console(browser: &Browser) -> Vec<String> {
    let noted = browser.script("return (window.plannerNoted ?? []).splice(0)");
    serde_json::from_value(noted).expect("the notes are texts")
}

/// The page in view and all that it loaded, by its own account. What its policy refused is not in it.
pub(crate) fn requests(browser: &Browser) -> Vec<String> {
    let loaded = browser.script(
        "const loaded = performance.getEntriesByType('resource').map((entry) => entry.name);
         performance.clearResourceTimings();
         return [location.href.split('#')[0], ...loaded];",
    );
    serde_json::from_value(loaded).expect("addresses are texts")
}

/// The page at its full height: the window is made as high for a moment.
pub(crate) fn picture(browser: &Browser) -> Vec<u8> {
    let size = browser.script("return [innerWidth, innerHeight, document.documentElement.scrollHeight]");
    let [width, height, full] = [0, 1, 2].map(|at| size[at].as_u64().and_then(|size| size.try_into().ok()));
    let (Some(width), Some(height), Some(full)) = (width, height, full) else { return browser.view() };
    browser.resize(width, height.max(full));
    // What came into the window is black until it is painted.
    browser.later("requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))");
    let picture = browser.view();
    browser.resize(width, height);
    picture
}
