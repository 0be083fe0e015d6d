//! What a person asks for that reaches outside the page: saving, opening and copying.

use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::browser::{Unavailable, clipboard, files, full_screen, page};
use crate::domain::Draft;
use crate::format::{is_framework, read_framework, read_plan, write_plan, write_trace};
use crate::present::explanation::explain;

use super::state::{Action, Notice, State};

/// The most bytes of a file that is opened.
const MOST_BYTES: u32 = 2_000_000;

/// Does what the button with this id does outside the page, if anything.
pub(super) fn press(id: &str, state: &State, act: &Callback<Action>) {
    match id {
        "save" | "kept-save" | "kept-save-1" | "kept-save-2" => save(&state.draft, act),
        "open" | "open-scheme" => open(state.clone(), act),
        "open-this-text" => open_text(&state.pasted_plan, state, act),
        "save-report" => offer(
            file_name(state.report.word(), &state.draft.name, "txt"),
            super::pages::report(state).to_text(),
            act,
        ),
        "copy-report" => copy_report(state, act),
        "save-explanation" | "save-trace" => save_explanation(id == "save-trace", state, act),
        "copy-saved" => {
            if let Some(Notice::Saved { text, .. }) = &state.notice {
                copy(text.clone(), act);
            }
        }
        // The button may be gone by its own deed; the keyboard goes to what it moved.
        _ if id.starts_with("suppose-reach-") || id.starts_with("suppose-fall-") => {
            let of = id.splitn(3, '-').nth(2).unwrap_or_default();
            let _ = page::focus(&["count-", of].concat());
        }
        "full-screen" if state.meeting_class().is_empty() => {
            let (asked, act) = (full_screen::enter(), act.clone());
            spawn_local(async move {
                if asked.await.is_err() {
                    act.emit(Action::NotFullScreen);
                }
            });
        }
        // Where the browser refuses, its own menu still can.
        "print" => drop(page::print()),
        _ => {}
    }
}

/// Offers the plan as a file.
fn save(draft: &Draft, act: &Callback<Action>) {
    offer(file_name("attainment-plan", &draft.name, "json"), write_plan(draft), act);
}

/// Offers the explanation of the category as a file, for people or for machines.
fn save_explanation(is_data: bool, state: &State, act: &Callback<Action>) {
    let worked = &state.worked;
    let explanation = explain(&worked.evaluation, state.words(), state.today);
    let (text, end) = if is_data {
        let outline = explanation.outline();
        let text = write_trace(&worked.evaluation, &worked.plan, &state.framework, state.today, &outline);
        (text, "json")
    } else {
        (explanation.to_text(), "txt")
    };
    offer(file_name("category-explained", &state.draft.name, end), text, act);
}

/// Offers a file, and its text for where downloads are dropped.
pub(super) fn offer(name: String, text: String, act: &Callback<Action>) {
    let kind = if name.ends_with(".txt") { "text/plain" } else { "application/json" };
    // Where it is refused, the text that is shown is the way to save it.
    let _ = files::save(&name, kind, &text);
    act.emit(Action::Tell(Notice::Saved { name, text, copied: "" }));
}

/// A file name that every system takes, with the school's name in it.
fn file_name(what: &str, school: &str, end: &str) -> String {
    let words: String = school
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' })
        .take(60)
        .collect();
    let words: Vec<&str> = [what].into_iter().chain(words.split_whitespace()).collect();
    format!("{}.{end}", words.join("-"))
}

/// Lets the person choose a saved plan, or a scheme, and opens it.
fn open(state: State, act: &Callback<Action>) {
    let act = act.clone();
    spawn_local(async move {
        match files::pick(".json,application/json", MOST_BYTES).await {
            Ok(None) => {}
            Ok(Some(file)) => match String::from_utf8(file.bytes) {
                Ok(text) => open_text(&text, &state, &act),
                Err(_) => act.emit(Action::Tell(Notice::Unreadable("The file is not text".to_owned()))),
            },
            Err(Unavailable::TooLarge) => {
                let words = "The file is larger than 2 MB, which is more than the planner reads".to_owned();
                act.emit(Action::Tell(Notice::Unreadable(words)));
            }
            Err(_) => {
                let words = "This browser did not let the planner open a file. Copy the plan’s text into the box instead";
                act.emit(Action::Tell(Notice::Unreadable(words.to_owned())));
            }
        }
    });
}

/// Opens the text of a saved plan or of a scheme. A faulty one changes nothing.
fn open_text(text: &str, state: &State, act: &Callback<Action>) {
    act.emit(if is_framework(text) {
        match read_framework(text, &state.shipped.catalogue) {
            Ok(framework) => Action::OpenScheme(Box::new(framework), text.into()),
            Err(faults) => Action::Tell(Notice::Faulty(faults)),
        }
    } else {
        match read_plan(text) {
            Ok(draft) => Action::Open(Box::new(draft)),
            Err(faults) => Action::Tell(Notice::Faulty(faults)),
        }
    });
}

/// Copies text, and says how it went. Where the browser refuses, the text stands in a box to be copied by hand.
fn copy(text: String, act: &Callback<Action>) {
    let act = act.clone();
    // The same words said twice are announced twice only where they were away in between.
    act.emit(Action::Copied(""));
    spawn_local(async move {
        act.emit(Action::Copied(match clipboard::copy_text(&text).await {
            Ok(()) => "The text is copied.",
            Err(_) => "This browser did not copy the text. Select it in the box and copy it from there.",
        }));
    });
}

/// Copies the report with its tables for documents and as text for spreadsheets, and says how it went. Where the browser
/// takes no tables, the text alone.
fn copy_report(state: &State, act: &Callback<Action>) {
    let (act, report) = (act.clone(), super::pages::report(state));
    act.emit(Action::TableCopied(""));
    spawn_local(async move {
        let (html, text) = (report.to_html(), report.to_text());
        act.emit(Action::TableCopied(if clipboard::copy_table(&html, &text).await.is_ok() {
            "It is copied, with its tables. It can be pasted into a document, an e-mail or a spreadsheet."
        } else if clipboard::copy_text(&text).await.is_ok() {
            "This browser copied the text, with tabs between the cells of its tables, and not the tables themselves."
        } else {
            "This browser did not copy it. Save it as text: the text then also stands in a box, to be copied from there."
        }));
    });
}
