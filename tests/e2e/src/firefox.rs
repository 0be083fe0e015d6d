//! What Firefox does by scripts in its own window, which its driver allows (`moz/context`).

use std::path::Path;

use base64::Engine;
use http::Method;
use serde_json::{Map, Value, json};

use crate::{Browser, Setting};

/// Notes every request that a page makes, and every error and refusal, in the browser's window.
const NOTE: &str = "
    const noted = window.planner = { requests: [], console: [] };
    const request = (subject) => {
      const channel = subject.QueryInterface(Ci.nsIChannel);
      // The browser's own errands belong to no tab.
      if (channel.loadInfo.browsingContextID) noted.requests.push(channel.URI.spec);
    };
    for (const topic of ['http-on-opening-request', 'file-channel-opened']) Services.obs.addObserver(request, topic);
    Services.console.registerListener({ observe(message) {
      let error;
      try { error = message.QueryInterface(Ci.nsIScriptError); } catch { return; }
      const ours = /^(file|https?|blob|data):/.test(error.sourceName);
      // It warns of much that is no fault, such as styles that are there for another engine.
      const isWarning = error.flags & Ci.nsIScriptError.warningFlag;
      if (ours && !isWarning) noted.console.push(`${error.category}: ${error.errorMessage}`);
    } });";

/// What a session asks geckodriver for.
pub(crate) fn capabilities(folder: &Path, setting: Setting) -> Map<String, Value> {
    let profile = folder.join("firefox");
    std::fs::create_dir_all(&profile).expect("the profile is writable");
    let mut firefox = json!({
        "args": ["-headless", "-profile", profile],
        "prefs": {
            "browser.download.folderList": 2,
            "browser.download.dir": folder.join("downloads"),
            "browser.download.always_ask_before_handling_new_types": false,
            "intl.accept_languages": "en-GB",
            // As it comes; driven, it would let files on a disk read each other.
            "security.fileuri.strict_origin_policy": true,
            // Processes for tabs that are never opened.
            "dom.ipc.processPrelaunch.enabled": false,
        },
    });
    match setting {
        Setting::Usual => {}
        // Reject every cookie, and with them all site data.
        Setting::NoStorage => firefox["prefs"]["network.cookie.cookieBehavior"] = 2.into(),
        Setting::NoWebAssembly => firefox["prefs"]["javascript.options.wasm"] = false.into(),
        Setting::NoScripts => firefox["prefs"]["javascript.enabled"] = false.into(),
    }
    if let Ok(binary) = std::env::var("FIREFOX") {
        firefox["binary"] = binary.into();
    }
    let mut capabilities = Map::new();
    capabilities.insert("moz:firefoxOptions".to_owned(), firefox);
    capabilities
}

pub(crate) fn prepare(browser: &Browser) {
    in_window(browser, NOTE, vec![]);
}

pub(crate) fn resize(browser: &Browser, width: u32, height: u32) {
    // A window cannot be narrower than 500 px, but what shows the page in it can.
    browser.set_window(width.max(500), height + 200);
    let script = "const [width, height] = arguments;
        const { style } = gBrowser.selectedBrowser;
        for (const least of ['', 'min-', 'max-']) {
          style.setProperty(`${least}width`, `${width}px`);
          style.setProperty(`${least}height`, `${height}px`);
        }";
    in_window(browser, script, vec![width.into(), height.into()]);
}

pub(crate) fn emulate(browser: &Browser, medium: &str, features: &[(&str, &str)]) {
    let script = "const [medium, features] = arguments;
        const context = gBrowser.selectedBrowser.browsingContext;
        context.mediumOverride = medium;
        for (const [feature, member] of [
          ['prefers-color-scheme', 'prefersColorSchemeOverride'],
          ['prefers-reduced-motion', 'prefersReducedMotionOverride'],
          ['forced-colors', 'forcedColorsOverride'],
        ]) {
          context[member] = features[feature] ?? 'none';
          delete features[feature];
        }
        return Object.keys(features);";
    let features: Map<_, _> =
        features.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
    let left = in_window(browser, script, vec![medium.into(), features.into()]);
    assert_eq!(left, json!([]), "Firefox has no way to show a page with these media features");
}

pub(crate) fn console(browser: &Browser) -> Vec<String> {
    noted(browser, "console")
}

pub(crate) fn requests(browser: &Browser) -> Vec<String> {
    noted(browser, "requests")
}

pub(crate) fn picture(browser: &Browser) -> Vec<u8> {
    let data = browser.command(Method::GET, "moz/screenshot/full", None);
    let data = data.as_str().unwrap_or_default();
    base64::prelude::BASE64_STANDARD.decode(data).expect("the driver sends base64")
}

/// What was noted since last asked.
fn noted(browser: &Browser, what: &str) -> Vec<String> {
    let noted = in_window(browser, "return window.planner[arguments[0]].splice(0)", vec![what.into()]);
    serde_json::from_value(noted).expect("the notes are texts")
}

/// Runs a script in the browser's window instead of the page.
fn in_window(browser: &Browser, script: &str, arguments: Vec<Value>) -> Value {
    let context = |name: &str| {
        browser.command(Method::POST, "moz/context", Some(json!({ "context": name })));
    };
    context("chrome");
    let answer = browser.execute(script, arguments);
    context("content");
    answer
}
