//! Nothing in the code leads away from the page or sends anything: a policy forbids connections, but no policy forbids a
//! page to go elsewhere, and an address can carry figures. So every word of the code that could is looked for, and what
//! is found has to be named here with its reason.
//!
//! `tests/e2e/tests/stays.rs` looks on in a browser.

use std::fs;
use std::path::{Path, PathBuf};

/// What could lead away, open something, or send something: in Rust, JavaScript or HTML, whatever stands around it.
const WAYS: &[&str] = &[
    // Going elsewhere.
    "location",
    "set_href",
    "\"href\"",
    " href=",
    ".href",
    "set_hash",
    "set_search",
    "window.open",
    "open_with_url",
    "open_with_target",
    "navigation.navigate",
    "refresh",
    "<base",
    "<meta http-equiv",
    // Forms.
    "submit",
    "<form",
    "\"form\"",
    "action=",
    "set_action",
    // Asking and sending.
    "fetch(",
    "fetch_with",
    "XmlHttpRequest",
    "XMLHttpRequest",
    "eacon",
    "WebSocket",
    "EventSource",
    "PeerConnection",
    "WebTransport",
    "Worker",
    "import(",
    // What loads something by being there.
    " src=",
    ".src ",
    "set_src",
    "\"src\"",
    "iframe",
    "http:",
    "https:",
    "//www",
];

/// What of it there is: the file, the word, and why it leads nowhere.
const REASONS: &[(&str, &str, &str)] = &[
    (
        "index.html",
        " href=",
        "the icon, as data; and the marks of styles and program, which the build replaces",
    ),
    ("index.html", " src=", "the mark of the shell, which the build replaces"),
    ("index.html", "http:", "the name of SVG in the icon, which is not an address"),
    ("index.html", "//www", "the same"),
    ("index.html", "WebSocket", "a comment on Trunk, which `dist` takes out"),
    ("src/app/pages/council/finish.rs", "https:", "an example of an address that an officer types"),
    ("src/app/components/frame.rs", "\"src\"", "the logo, as data; the policy allows nothing else"),
    ("src/app/components/mod.rs", "\"src\"", "a picture, as data"),
    (
        "src/browser/picture.rs",
        "set_src",
        "a picture that a person chose, in the page's own memory, to be drawn again",
    ),
    ("src/present/embedding.rs", " src=", "text that an officer pastes elsewhere"),
    ("src/present/embedding.rs", "iframe", "the same"),
    ("src/present/embedding.rs", "https:", "an example in a test"),
    ("src/app/first.html", " href=", "a place in the same page"),
    ("src/format/schema.rs", "https:", "the name of JSON Schema's own version; not in what ships"),
    ("src/app/components/examples.rs", "\"href\"", "a place in the same page; not in what ships"),
    ("src/app/components/frame.rs", "\"href\"", "places in the same page"),
    ("src/app/mod.rs", "\"href\"", "reads the place in the page that a link names, and goes there itself"),
    ("src/browser/files.rs", "set_href", "a file that the person saves, from the page's own memory"),
    ("src/browser/keys.rs", "submit", "a kind of button that is no field"),
    ("src/browser/leave.rs", "location", "loads this very page again"),
    ("src/browser/link.rs", "location", "reads what stands behind the # and the page's own address"),
    ("src/browser/link.rs", ".href", "reads it"),
    ("src/browser/link.rs", "http:", "schemes in which a page has an address"),
    ("src/browser/link.rs", "https:", "the same"),
    ("src/browser/shell.js", "fetch(", "the hosted build's own program, once"),
    ("src/browser/shell.js", ".href", "the address of that; and a file that the person saves"),
    ("src/browser/shell.js", "submit", "a comment on why there is no form"),
    ("src/browser/shell.js", "location", "Trunk's page, for development, loads itself again"),
    ("src/browser/shell.rs", "location", "the place of a panic in the source"),
    ("src/browser/storage.rs", "location", "reads whether the page is from a disk"),
];

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
        if path.is_dir() {
            collect(&path, files);
        } else if ["rs", "js", "html"].contains(&end) {
            files.push(path);
        }
    }
}

#[test]
fn no_code_leads_away_but_by_a_way_that_is_named_here() {
    let mut files = vec![PathBuf::from("index.html")];
    collect(Path::new("src"), &mut files);
    let mut found: Vec<(String, &str)> = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        // Rust's are functions.
        let is_rust = path.extension().is_some_and(|end| end == "rs");
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in lines {
            found.extend(
                WAYS.iter()
                    .filter(|way| line.contains(**way) && !(is_rust && **way == "import("))
                    .map(|way| (path.display().to_string(), *way)),
            );
        }
    }
    found.sort();
    found.dedup();
    let mut named: Vec<(String, &str)> =
        REASONS.iter().map(|(file, way, _)| ((*file).to_owned(), *way)).collect();
    named.sort();
    assert_eq!(found, named, "what is found in the code, and what this file names with a reason");
    assert!(REASONS.iter().all(|(.., reason)| !reason.is_empty()));
}
