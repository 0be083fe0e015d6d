//! What Chromium does by its DevTools protocol.

use std::path::Path;

use base64::Engine;
use http::Method;
use serde_json::{Map, Value, json};

use crate::{Browser, Options, Setting};

/// What a session asks ChromeDriver for.
pub(crate) fn capabilities(folder: &Path, options: Options) -> Map<String, Value> {
    let mut flags = vec![
        "--headless=new".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-quic".to_owned(),
        "--no-first-run".to_owned(),
        // The browser's own errands; without these flags it looks for hosts that are not to be had.
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--lang=en-GB".to_owned(),
        format!("--user-data-dir={}", folder.join("data").display()),
        format!("--window-size={},{}", options.width, options.height),
    ];
    if is_root() {
        // Chromium's sandbox refuses to run as root, as in a container.
        flags.push("--no-sandbox".to_owned());
    }
    if options.setting == Setting::NoWebAssembly {
        flags.push("--js-flags=--jitless".to_owned());
    }
    let mut chrome = json!({
        "args": flags,
        "prefs": {
            "download.default_directory": folder.join("downloads"),
            "download.prompt_for_download": false,
        },
    });
    // 2 is "block".
    match options.setting {
        Setting::NoStorage => chrome["prefs"]["profile.default_content_setting_values.cookies"] = 2.into(),
        Setting::NoScripts => chrome["prefs"]["profile.default_content_setting_values.javascript"] = 2.into(),
        Setting::Usual | Setting::NoWebAssembly => {}
    }
    if options.trace {
        chrome["perfLoggingPrefs"] =
            json!({ "enableNetwork": false, "traceCategories": "devtools.timeline" });
    }
    if let Ok(binary) = std::env::var("CHROME") {
        chrome["binary"] = binary.into();
    }
    let mut capabilities = Map::new();
    capabilities.insert("goog:chromeOptions".to_owned(), chrome);
    capabilities.insert("goog:loggingPrefs".to_owned(), json!({ "performance": "ALL", "browser": "ALL" }));
    capabilities
}

pub(crate) fn resize(browser: &Browser, width: u32, height: u32) {
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    devtools(browser, "Emulation.setDeviceMetricsOverride", metrics);
}

pub(crate) fn emulate(browser: &Browser, medium: &str, features: &[(&str, &str)]) {
    let features: Vec<_> =
        features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    devtools(browser, "Emulation.setEmulatedMedia", json!({ "media": medium, "features": features }));
}

/// Makes the next file dialogue stay away. Without a person the browser would close it at once, as cancelled.
pub(crate) fn hold_file_dialogue(browser: &Browser) {
    devtools(browser, "Page.setInterceptFileChooserDialog", json!({ "enabled": true }));
}

pub(crate) fn console(browser: &Browser) -> Vec<String> {
    let lines = log(browser, "browser").into_iter();
    lines.map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
}

pub(crate) fn requests(browser: &Browser) -> Vec<String> {
    let events = performance(browser).into_iter();
    events
        .filter(|event| event["method"] == "Network.requestWillBeSent")
        .filter_map(|event| event["params"]["request"]["url"].as_str().map(str::to_owned))
        .collect()
}

pub(crate) fn trace(browser: &Browser) -> Vec<Value> {
    let events = performance(browser).into_iter();
    events
        .filter(|event| event["method"] == "Tracing.dataCollected")
        .map(|mut event| event["params"].take())
        .collect()
}

pub(crate) fn picture(browser: &Browser) -> Vec<u8> {
    // As wide as the page is laid out: by itself the browser leaves out what it keeps for a scroll bar.
    let clip = browser.script(
        "return { x: 0, y: 0, width: innerWidth, height: document.documentElement.scrollHeight, scale: 1 }",
    );
    let parameters = json!({ "captureBeyondViewport": true, "clip": clip });
    let shot = devtools(browser, "Page.captureScreenshot", parameters);
    let data = shot["data"].as_str().unwrap_or_default();
    base64::prelude::BASE64_STANDARD.decode(data).expect("the driver sends base64")
}

pub(crate) fn devtools(browser: &Browser, command: &str, parameters: Value) -> Value {
    let body = json!({ "cmd": command, "params": parameters });
    browser.command(Method::POST, "goog/cdp/execute", Some(body))
}

/// The events of the performance log since last asked.
fn performance(browser: &Browser) -> Vec<Value> {
    let lines = log(browser, "performance").into_iter();
    lines
        .filter_map(|line| serde_json::from_str::<Value>(line["message"].as_str()?).ok())
        .map(|mut event| event["message"].take())
        .collect()
}

fn log(browser: &Browser, kind: &str) -> Vec<Value> {
    let log = browser.command(Method::POST, "se/log", Some(json!({ "type": kind })));
    log.as_array().cloned().unwrap_or_default()
}

fn is_root() -> bool {
    std::process::Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
