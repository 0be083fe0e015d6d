//! The wall between the rooms of `src/`: what each may not name, as the architecture says.
//!
//! Reads every file of `src/`, without comments and texts, and fails on a path that its room may not name, with file
//! and line. What a room may use is wider for the compiler than for us: the feature `web` keeps web crates out of the
//! core, but nothing else would keep `present` out of `format`, or a clock out of `domain`.

use std::fs;
use std::path::{Path, PathBuf};

/// What a room may not name.
struct Room {
    name: &'static str,
    /// Other rooms.
    rooms: &'static [&'static str],
    /// Crates, as the first part of a path.
    crates: &'static [&'static str],
    /// Names, anywhere in a path.
    names: &'static [&'static str],
    /// Beginnings of paths.
    paths: &'static [&'static str],
}

const WEB: [&str; 9] = [
    "gloo",
    "implicit_clone",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
    "yew",
    "yew_router",
    "web_time",
];
const SERDE_AND_WEB: [&str; 12] = with(WEB, ["serde", "serde_json", "csv"]);

const ROOMS: [Room; 5] = [
    Room {
        name: "domain",
        rooms: &["format", "present", "app", "browser"],
        crates: &SERDE_AND_WEB,
        names: &[
            "HashMap",
            "HashSet",
            "f32",
            "f64",
            "Instant",
            "SystemTime",
            "UNIX_EPOCH",
            "Local",
            "Utc",
            "thread",
            "env",
            "fs",
        ],
        paths: &[],
    },
    Room { name: "format", rooms: &["present", "app", "browser"], crates: &WEB, names: &[], paths: &[] },
    Room {
        name: "present",
        rooms: &["format", "app", "browser"],
        crates: &SERDE_AND_WEB,
        names: &[],
        paths: &[],
    },
    Room {
        name: "browser",
        rooms: &["domain", "format", "present", "app"],
        crates: &["yew"],
        names: &[],
        paths: &[],
    },
    Room {
        name: "app",
        rooms: &[],
        crates: &[],
        names: &["Window", "Storage", "FileReader", "Blob", "IdbFactory", "localStorage"],
        paths: &[
            "web_sys::window",
            "web_sys::File",
            "web_sys::Url",
            "gloo::utils::window",
            "gloo::storage",
            "gloo::file",
            "gloo::net",
            "gloo::history",
            "gloo::dialogs",
            "gloo::console",
            "std::fs",
        ],
    },
];

/// Binary floats that decide nothing: `(file, function)`. Bounds and shapes that are drawn need a root or a division.
const DRAWING: [(&str, &str); 2] = [
    ("src/domain/gap.rs", "wilson"),
    // Only turns the bounds of `wilson` into tenths.
    ("src/domain/gap.rs", "chance"),
];

const fn with(web: [&'static str; 9], more: [&'static str; 3]) -> [&'static str; 12] {
    let mut all = [""; 12];
    let mut place = 0;
    while place < 12 {
        all[place] = if place < 9 { web[place] } else { more[place - 9] };
        place += 1;
    }
    all
}

#[test]
fn no_room_names_what_it_may_not() {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    files.sort();
    assert!(files.len() > 20, "only {} files: is this the package's folder?", files.len());
    let breaches: Vec<String> = files
        .iter()
        .flat_map(|path| breaches(path.to_str().unwrap(), &fs::read_to_string(path).unwrap()))
        .collect();
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Every path in `text`, the file at `path`, that its room may not name: with file and line.
fn breaches(path: &str, text: &str) -> Vec<String> {
    let parts: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    let Some(room) = ROOMS.iter().find(|room| parts.get(1) == Some(&room.name)) else { return vec![] };
    let module: Vec<&str> = parts[1..].iter().copied().filter(|part| *part != "mod").collect();
    let found = paths(&tokens(text)).into_iter().filter_map(|named| {
        let whole = absolute(&named.path, &module);
        let reason = forbidden(room, &whole)?;
        let is_drawing = ["f32", "f64"].contains(&reason)
            && (named.in_tests || DRAWING.contains(&(path, &named.function)));
        (!is_drawing)
            .then(|| format!("{path}:{}: {} names {reason}: {}", named.line, room.name, whole.join("::")))
    });
    found.collect()
}

fn forbidden(room: &Room, path: &[String]) -> Option<&'static str> {
    let first = path.first()?.as_str();
    if ["crate", "attainment_planner"].contains(&first)
        && let Some(other) = room.rooms.iter().find(|other| path.get(1).is_some_and(|part| part == *other))
    {
        return Some(other);
    }
    // A crate is named at the beginning of a path; alone, the same word may be a variable.
    let crates = room.crates.iter().filter(|_| path.len() > 1);
    let joined = path.join("::");
    crates
        .copied()
        .find(|name| *name == first)
        .or_else(|| room.names.iter().copied().find(|name| path.iter().any(|part| part == name)))
        .or_else(|| {
            let begins = |start: &&str| joined == **start || joined.starts_with(&format!("{start}::"));
            room.paths.iter().copied().find(begins)
        })
}

/// A path from the root of the crate where it begins with `self` or `super`.
fn absolute(path: &[String], module: &[&str]) -> Vec<String> {
    let supers = path.iter().take_while(|part| *part == "super").count();
    let is_relative = supers > 0 || path.first().is_some_and(|part| part == "self");
    if !is_relative {
        return path.to_vec();
    }
    let rest = path.iter().skip(supers.max(1)).cloned();
    let kept = module.len().saturating_sub(supers);
    let begin = ["crate"].into_iter().chain(module[..kept].iter().copied()).map(str::to_owned);
    begin.chain(rest).collect()
}

/// A path in a file.
#[derive(Debug)]
struct Named {
    path: Vec<String>,
    line: usize,
    /// The function that it stands in or after; empty before the first.
    function: String,
    in_tests: bool,
}

/// Every path of the tokens, those of a `use` written out.
fn paths(tokens: &[(String, usize)]) -> Vec<Named> {
    let mut found = Vec::new();
    let (mut function, mut in_tests) = (String::new(), false);
    let mut place = 0;
    while let Some((token, line)) = tokens.get(place) {
        let mut next = place + 1;
        match token.as_str() {
            "fn" => function = tokens.get(next).map_or(String::new(), |(name, _)| name.clone()),
            "mod" if tokens.get(next).is_some_and(|(name, _)| name == "tests") => in_tests = true,
            "use" => {
                let mut written_out = Vec::new();
                next = write_out(tokens, next, &[], &mut written_out);
                found.extend(written_out.into_iter().map(|(path, line)| Named {
                    path,
                    line,
                    function: function.clone(),
                    in_tests,
                }));
            }
            _ if is_word(token) => {
                let mut path = vec![token.clone()];
                while let [(colons, _), (word, _), ..] = &tokens[next..]
                    && colons == "::"
                    && is_word(word)
                {
                    path.push(word.clone());
                    next += 2;
                }
                found.push(Named { path, line: *line, function: function.clone(), in_tests });
            }
            _ => {}
        }
        place = next;
    }
    found
}

/// Writes out the tree of a `use` from `place` on; answers the place after it.
fn write_out(
    tokens: &[(String, usize)],
    mut place: usize,
    before: &[String],
    found: &mut Vec<(Vec<String>, usize)>,
) -> usize {
    let mut path = before.to_vec();
    let mut line = 0;
    while let Some((token, at)) = tokens.get(place) {
        place += 1;
        match token.as_str() {
            "{" => {
                loop {
                    place = write_out(tokens, place, &path, found);
                    match tokens.get(place).map(|(token, _)| token.as_str()) {
                        Some(",") => place += 1,
                        _ => break,
                    }
                }
                // The closing brace.
                return place + 1;
            }
            "as" => place += 1,
            "," | "}" | ";" => {
                place -= 1;
                break;
            }
            word if is_word(word) => {
                line = *at;
                path.push(word.to_owned());
            }
            _ => {}
        }
    }
    if path.len() > before.len() {
        found.push((path, line));
    }
    place
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The words and signs of a file with their lines, without comments and texts.
fn tokens(text: &str) -> Vec<(String, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let (mut tokens, mut place, mut line) = (Vec::new(), 0, 1);
    let at = |place: usize| chars.get(place).copied().unwrap_or('\0');
    while place < chars.len() {
        let start = place;
        let c = chars[place];
        if c == '/' && at(place + 1) == '/' {
            while place < chars.len() && chars[place] != '\n' {
                place += 1;
            }
        } else if c == '/' && at(place + 1) == '*' {
            let mut depth = 0;
            loop {
                match (at(place), at(place + 1)) {
                    ('/', '*') => (depth, place) = (depth + 1, place + 2),
                    ('*', '/') => (depth, place) = (depth - 1, place + 2),
                    _ => place += 1,
                }
                if depth == 0 || place >= chars.len() {
                    break;
                }
            }
        } else if c == 'r'
            && (at(place + 1) == '"' || (at(place + 1) == '#' && matches!(at(place + 2), '"' | '#')))
        {
            let hashes = chars[place + 1..].iter().take_while(|c| **c == '#').count();
            let end: String = ['"'].into_iter().chain(vec!['#'; hashes]).collect();
            let rest: String = chars[place + 2 + hashes..].iter().collect();
            let length = rest.find(&end).map_or(rest.chars().count(), |bytes| rest[..bytes].chars().count());
            place += 2 + hashes + length + 1 + hashes;
        } else if c == '"' {
            place += 1;
            while place < chars.len() && chars[place] != '"' {
                place += if chars[place] == '\\' { 2 } else { 1 };
            }
            place += 1;
        } else if c == '\'' {
            // A character has its closing quote; a lifetime has none.
            if at(place + 1) == '\\' {
                place += 3;
                while place < chars.len() && chars[place] != '\'' {
                    place += 1;
                }
                place += 1;
            } else if at(place + 2) == '\'' {
                place += 3;
            } else {
                place += 1;
            }
        } else if c.is_alphanumeric() || c == '_' {
            while at(place).is_alphanumeric() || at(place) == '_' {
                place += 1;
            }
            tokens.push((chars[start..place].iter().collect(), line));
        } else if c == ':' && at(place + 1) == ':' {
            place += 2;
            tokens.push(("::".into(), line));
        } else {
            place += 1;
            if !c.is_whitespace() {
                tokens.push((c.to_string(), line));
            }
        }
        let passed = chars[start..place.min(chars.len())].iter().filter(|c| **c == '\n').count();
        line += passed;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, expected: &[&str]) {
        assert_eq!(breaches(path, text), expected, "{text}");
    }

    #[test]
    fn every_room_is_held() {
        check(
            "src/domain/a.rs",
            "//! A.\n\nuse std::collections::{BTreeMap, HashMap as Map};\nuse serde::Deserialize;\n",
            &[
                "src/domain/a.rs:3: domain names HashMap: std::collections::HashMap",
                "src/domain/a.rs:4: domain names serde: serde::Deserialize",
            ],
        );
        check(
            "src/domain/deep/b.rs",
            "use super::super::{gap, present::{number, words}};\nfn f() { crate::format::catalogue(); }",
            // Two up from `domain::deep::b` is `domain`; three would be the root.
            &["src/domain/deep/b.rs:2: domain names format: crate::format::catalogue"],
        );
        check(
            "src/domain/b.rs",
            "use super::super::{gap,\n    present::{number, words}};",
            &[
                "src/domain/b.rs:2: domain names present: crate::present::number",
                "src/domain/b.rs:2: domain names present: crate::present::words",
            ],
        );
        check(
            "src/domain/c.rs",
            "fn today() { let now = chrono::Utc::now(); std::time::SystemTime::now(); }",
            &[
                "src/domain/c.rs:1: domain names Utc: chrono::Utc::now",
                "src/domain/c.rs:1: domain names SystemTime: std::time::SystemTime::now",
            ],
        );
        check(
            "src/format/mod.rs",
            "use crate::present::number;\nuse web_sys::File;\nuse serde::Serialize;",
            &[
                "src/format/mod.rs:1: format names present: crate::present::number",
                "src/format/mod.rs:2: format names web_sys: web_sys::File",
            ],
        );
        check(
            "src/present/gap.rs",
            "use crate::domain::gap;\nuse yew::prelude::*;\nuse serde_json::Value;",
            &[
                "src/present/gap.rs:2: present names yew: yew::prelude",
                "src/present/gap.rs:3: present names serde_json: serde_json::Value",
            ],
        );
        check(
            "src/browser/shell.rs",
            "use wasm_bindgen::prelude::*;\nuse crate::{app::App, domain::Draft};",
            &[
                "src/browser/shell.rs:2: browser names app: crate::app::App",
                "src/browser/shell.rs:2: browser names domain: crate::domain::Draft",
            ],
        );
        check(
            "src/app/page.rs",
            "fn f() { web_sys::window(); gloo::storage::LocalStorage::get(); }\nuse web_sys::{Node, Storage};",
            &[
                "src/app/page.rs:1: app names web_sys::window: web_sys::window",
                "src/app/page.rs:1: app names gloo::storage: gloo::storage::LocalStorage::get",
                "src/app/page.rs:2: app names Storage: web_sys::Storage",
            ],
        );
    }

    #[test]
    fn binary_floats_are_for_drawing_only() {
        check(
            "src/domain/gap.rs",
            "fn wilson() -> f64 { 0.0_f64 }\nfn gap(a: f64) {}\nmod tests { const A: f64 = 1.0; }",
            &["src/domain/gap.rs:2: domain names f64: f64"],
        );
    }

    #[test]
    fn comments_texts_and_what_is_allowed_pass() {
        check(
            "src/domain/a.rs",
            "/* use serde::A; /* HashMap */ */ // f64\nconst A: &str = \"serde::B \\\" HashMap\";\n\
             const B: &str = r#\"yew::C \" f64\"#;\nconst C: char = '\"';\nconst D: char = '\\'';\nfn f<'a>(csv: &'a u8) {}\n\
             use super::format_of;\nuse crate::domain::gap;",
            &[],
        );
        check("src/main.rs", "use web_sys::Window;", &[]);
        check("src/app/page.rs", "use crate::{browser, domain, format, present};", &[]);
    }

    #[test]
    fn lines_are_counted_past_comments_and_texts() {
        let text = "/* one\ntwo */\nconst A: &str = \"three\nfour\";\nconst B: &str = r\"five\nsix\";\nuse csv::Reader;";
        check("src/domain/a.rs", text, &["src/domain/a.rs:7: domain names csv: csv::Reader"]);
    }
}
