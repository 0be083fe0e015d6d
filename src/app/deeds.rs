//! What a person asks for that reaches outside the page: saving, opening and copying.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use web_sys::DataTransfer;
use yew::Callback;

use crate::browser::files::OpenedFile;
use crate::browser::{Unavailable, clipboard, files, full_screen, link, page, picture, shell};
use crate::domain::Draft;
use crate::domain::fault::{Fault, FaultKind};
use crate::format::dfe::{self, Reading};
use crate::format::{
    MOST_OF_A_PICTURE, MOST_OF_A_PLAN, is_framework, is_pack, read_framework, read_national, read_plan,
    write_csv, write_plan, write_trace,
};
use crate::present::explanation::explain;

use super::hosting;
use super::state::{Action, Notice, State};

/// The most bytes of a file that is opened. A plan or a scheme is refused beyond 2 million by its own reader.
const MOST_BYTES: u32 = dfe::MOST_BYTES as u32;

/// The most characters of a link that is made: mail and chat cut longer ones, and browsers too in the end.
const MOST_OF_A_LINK: usize = 60_000;

/// What stands in a link before the plan.
const LINK: &str = "plan";

/// Does what the button with this id does outside the page, if anything.
pub(super) fn press(id: &str, state: &Rc<State>, act: &Callback<Action>) {
    match id {
        "save" | "kept-save" | "kept-save-1" | "kept-save-2" => {
            save(&state.draft, act);
            hosting::saved(state);
        }
        "open" | "open-scheme" => open(state.clone(), ".json,.csv,application/json,text/csv", act),
        "pack_open" | "pack_open-1" => open(state.clone(), ".json,application/json", act),
        "pack_copy-snippet" => {
            if let Some(making) = &state.making {
                copy(super::pages::snippet_of(making), act, Action::SnippetCopied);
            }
        }
        "pack_national-file" => open_national(state.clone(), act.clone()),
        "pack_logo" => choose_logo(act.clone()),
        "pack_file" | "pack_framework" | "pack_download" => save_copy(id, state, act),
        "fill-choose" => open(state.clone(), ".csv,.txt,.tsv,text/csv,.json", act),
        "fill-stop" => READING.set(READING.get() + 1),
        "save-csv" => {
            let text = write_csv(&state.draft, &state.shipped.catalogue);
            offer(file_name("figures", &state.draft.name, "csv"), text, act);
        }
        "open-this-text" => open_text(&state.pasted_plan, state, act),
        "save-report" => offer(
            file_name(state.report.word(), &state.draft.name, "txt"),
            super::pages::report(state).to_text(),
            act,
        ),
        "copy-report" => copy_report(state, act),
        "make-link" => make_link(&state.draft, act),
        "copy-link" => copy(state.link.to_string(), act, Action::LinkSaid),
        "save-explanation" | "save-trace" => save_explanation(id == "save-trace", state, act),
        "copy-saved" => {
            if let Some(Notice::Saved { text, .. }) = &state.notice {
                copy(text.clone(), act, Action::Copied);
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
        _ if id.starts_with("host-") => hosting::press(&id["host-".len()..], state),
        // Where the browser refuses, its own menu still can.
        "print" => std::mem::drop(page::print()),
        _ => {}
    }
}

/// Offers what is made in the officers' area: the work, the scheme alone, or the planner with it all inside.
fn save_copy(id: &str, state: &State, act: &Callback<Action>) {
    let Some(making) = &state.making else { return };
    let council = making.draft.text("/council");
    let mut draft = making.draft.clone();
    draft.set("/made", &state.today.to_string());
    match id {
        "pack_file" => offer(file_name("copy-in-the-making", &council, "json"), draft.to_text(), act),
        "pack_framework" => {
            let words =
                [&council, " ", &making.draft.text(&[&making.scheme_place(), "/year"].concat())].concat();
            offer(file_name("scheme", &words, "json"), draft.scheme_text(making.scheme), act);
        }
        _ => {
            let name = file_name("planner", &council, "html");
            act.emit(Action::Tell(match shell::copy_with(&draft.to_text()) {
                Some(page) => {
                    // Where it is refused, the message says what to do.
                    let _ = files::save(&name, "text/html", &page);
                    Notice::Copy(name)
                }
                None => Notice::Shelf(
                    false,
                    "This is the hosted planner, whose parts stand in several files. Save your work to a file, open the \
                     single file planner.html, open your work there, and download the copy from it",
                ),
            }));
        }
    }
}

/// Lets the person choose a table of national figures for a council's copy. A faulty one changes nothing.
fn open_national(state: Rc<State>, act: Callback<Action>) {
    spawn_local(async move {
        let file = match files::pick(".csv,text/csv", MOST_OF_A_PLAN as u32).await {
            Ok(None) => return,
            Ok(Some(file)) => String::from_utf8(file.bytes).map_err(|_| FaultKind::NotText),
            Err(_) => Err(FaultKind::TooLarge { most: MOST_OF_A_PLAN }),
        };
        let read = file
            .map_err(|kind| vec![Fault { place: String::new(), kind }])
            .and_then(|text| read_national(&text, &state.shipped.catalogue));
        act.emit(match read {
            Ok(figures) => Action::National(figures.into()),
            Err(faults) => Action::Tell(Notice::Faulty(faults)),
        });
    });
}

/// The most bytes of a picture that is chosen as a logo, and the largest logo, in pixels: twice what the header shows.
const MOST_OF_A_LOGO: u32 = 4_000_000;
const LOGO: (f64, f64) = (480.0, 120.0);

/// Lets the person choose a logo.
fn choose_logo(act: Callback<Action>) {
    spawn_local(async move {
        let chosen = match files::pick("image/*,.svg", MOST_OF_A_LOGO).await {
            Ok(None) => return,
            Ok(Some(file)) => picture::redrawn(&file, LOGO.0, LOGO.1, MOST_OF_A_PICTURE).await,
            Err(why) => Err(why),
        };
        act.emit(match chosen {
            Ok(address) => Action::Logo(address.into()),
            Err(why) => Action::Tell(Notice::Shelf(
                false,
                match why {
                    Unavailable::TooLarge => {
                        "The picture is too large for a logo. Choose a simpler or a smaller one"
                    }
                    Unavailable::Failed => {
                        "This browser does not take the file for a picture. Choose a PNG, JPEG or SVG"
                    }
                    _ => "This browser did not let the planner open a picture",
                },
            )),
        });
    });
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
    let kind = match name.rsplit_once('.') {
        Some((_, "txt")) => "text/plain",
        Some((_, "csv")) => "text/csv",
        _ => "application/json",
    };
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

/// Lets the person choose a saved plan, a scheme or a file of figures, and opens it.
fn open(state: Rc<State>, accept: &'static str, act: &Callback<Action>) {
    let act = act.clone();
    spawn_local(async move { opened(files::pick(accept, MOST_BYTES).await, &state, &act) });
}

/// Opens the first file of those that were dropped on the page.
pub(super) fn drop(transfer: &DataTransfer, state: Rc<State>, act: &Callback<Action>) {
    let (act, file) = (act.clone(), files::dropped(transfer, MOST_BYTES));
    spawn_local(async move { opened(file.await, &state, &act) });
}

fn opened(file: Result<Option<OpenedFile>, Unavailable>, state: &State, act: &Callback<Action>) {
    match file {
        Ok(None) => {}
        // Plans and schemes are JSON; every other text may be a table.
        Ok(Some(file)) if file.bytes.trim_ascii_start().starts_with(b"{") || file.name.ends_with(".json") => {
            match String::from_utf8(file.bytes) {
                Ok(text) => open_text(&text, state, act),
                Err(_) => act.emit(Action::Tell(Notice::Unreadable("The file is not text".to_owned()))),
            }
        }
        Ok(Some(file)) => read_figures(file, act.clone()),
        Err(Unavailable::TooLarge) => {
            let kind = FaultKind::TooLarge { most: MOST_BYTES as usize };
            act.emit(Action::NotRead(Fault { place: String::new(), kind }));
        }
        Err(_) => {
            let words =
                "This browser did not let the planner open a file. Copy the plan’s text into the box instead";
            act.emit(Action::Tell(Notice::Unreadable(words.to_owned())));
        }
    }
}

thread_local! {
    /// Which file is being read, by its number: to stop is to go on to the next.
    static READING: Cell<u32> = const { Cell::new(0) };
}

/// How much of a file is read before the page may answer to a person again: some hundredths of a second on a slow device.
const SLICE: usize = 128 * 1024; // bytes

/// Reads a file of figures, a slice at a time, and tells how far it is.
fn read_figures(file: OpenedFile, act: Callback<Action>) {
    READING.set(READING.get() + 1);
    let turn = READING.get();
    let name: Rc<str> = file.name.as_str().into();
    spawn_local(async move {
        act.emit(Action::Reading(name.clone(), 0));
        let read = async {
            TimeoutFuture::new(0).await;
            let mut reading = Reading::open(&file.name, file.bytes)?;
            let mut told = 0;
            while let Some(share) = reading.step(SLICE)? {
                // To draw the page takes longer than a slice.
                if share >= told + 10 {
                    told = share;
                    act.emit(Action::Reading(name.clone(), share));
                }
                TimeoutFuture::new(0).await;
                if READING.get() != turn {
                    return Ok(None);
                }
            }
            reading.finish().map(Some)
        };
        match read.await {
            Ok(Some(tables)) if READING.get() == turn => act.emit(Action::Read(Rc::new(tables))),
            Ok(_) => {}
            Err(fault) => act.emit(Action::NotRead(fault)),
        }
    });
}

/// Opens the text of a saved plan or of a scheme. A faulty one changes nothing.
fn open_text(text: &str, state: &State, act: &Callback<Action>) {
    act.emit(if is_pack(text) {
        Action::OpenPack(text.into())
    } else if is_framework(text) {
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

/// Makes a link that carries the plan.
fn make_link(draft: &Draft, act: &Callback<Action>) {
    let (act, text) = (act.clone(), write_plan(draft));
    spawn_local(async move {
        act.emit(match link::with_text(LINK, &text).await {
            Ok(address) if address.len() <= MOST_OF_A_LINK => Action::Linked(address.into()),
            Ok(_) => Action::LinkSaid("The plan is too large for a link. Save it to a file and send that."),
            Err(Unavailable::Missing) => Action::LinkSaid(
                "No link can be made here: this page has no address of its own, or this browser is too old. Save the plan \
                 to a file and send that.",
            ),
            Err(_) => Action::LinkSaid("This browser did not make a link. Save the plan to a file and send that."),
        });
    });
}

/// Opens the plan that the page's address carries, if it does. A faulty one changes nothing.
pub(super) fn open_link(state: Rc<State>, act: &Callback<Action>) {
    let Some(packed) = link::take(LINK) else { return };
    let act = act.clone();
    spawn_local(async move {
        match link::unpack(&packed, MOST_OF_A_PLAN).await {
            Ok(text) => open_text(&text, &state, &act),
            Err(_) => {
                let words = "The link is damaged or cut short, so that no plan can be read from it. Ask for it again, or \
                             for the plan as a file";
                act.emit(Action::Tell(Notice::Unreadable(words.to_owned())));
            }
        }
    });
}

/// Copies text, and says how it went. Where the browser refuses, the text stands in a box to be copied by hand.
fn copy(text: String, act: &Callback<Action>, said: fn(&'static str) -> Action) {
    let act = act.clone();
    // The same words said twice are announced twice only where they were away in between.
    act.emit(said(""));
    spawn_local(async move {
        act.emit(said(match clipboard::copy_text(&text).await {
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
