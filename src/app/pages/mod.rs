//! The pages, one file each: what a page shows, as data.

mod about;
mod action_plan;
mod category;
mod figures;
mod gap;
mod judgements;
mod outlook;
mod overruled;
mod reasons;
mod report;
mod result;
mod rules;
mod school;
mod start;
mod trajectory;
mod what_if;

use yew::virtual_dom::AttrValue;

use crate::domain::Field;
use crate::present::fault;
use crate::present::name::whose;

use super::components::{Block, Button, Look, TextArea};
use super::keeping::Keeping;
use super::page::Page;
use super::state::{Notice, State};

/// A page: its heading and its parts.
pub(super) struct Shown {
    /// The heading.
    pub(super) heading: String,
    /// The parts.
    pub(super) blocks: Vec<Block>,
}

/// The page in view.
pub(super) fn show(state: &State, keeping: Keeping) -> Shown {
    let page = |heading: &str, blocks| Shown { heading: heading.to_owned(), blocks };
    match state.page {
        Page::Start => page("Plan your school’s attainment", start::blocks(state, keeping)),
        Page::School => page("The school", asking(state, school::blocks(state))),
        Page::Figures => page("Figures", asking(state, figures::blocks(state))),
        Page::Judgements => page("Judgements", asking(state, judgements::blocks(state))),
        Page::Category => page(
            &format!("Category under {} scheme", whose(&state.framework.council)),
            category::blocks(state),
        ),
        Page::Gap => page("Gap to national", gap::blocks(state)),
        Page::Trajectory => page("Trajectory", trajectory::blocks(state)),
        Page::WhatIf => page("What if", what_if::blocks(state)),
        Page::Report => {
            let (heading, blocks) = report::show(state);
            Shown { heading, blocks }
        }
        Page::Rules => page("Schemes and rules", rules::blocks(state)),
        Page::About => page("About this planner", vec![Block::Reading(about::blocks(state, keeping))]),
    }
}

/// The report in view, as it is shown, copied and saved.
pub(super) fn report(state: &State) -> crate::present::report::Report {
    report::view_of(state)
}

/// A page that asks: the form, the button that goes on, and the result so far beside it.
fn asking(state: &State, mut form: Vec<Block>) -> Vec<Block> {
    form.push(go_on());
    vec![Block::Columns(form, "Result so far", result::blocks(state))]
}

/// The button that checks the page and goes on.
fn go_on() -> Block {
    Block::Buttons(vec![Button::new("continue", "Continue", Look::Primary)])
}

/// A paragraph.
fn text(words: impl Into<AttrValue>) -> Block {
    Block::Text(words.into())
}

/// A paragraph in smaller type.
fn small(words: impl Into<AttrValue>) -> Block {
    Block::Small(words.into())
}

/// A heading of a part.
fn heading(words: impl Into<AttrValue>) -> Block {
    Block::Heading(2, words.into(), None)
}

/// A heading inside a part.
fn subheading(words: impl Into<AttrValue>) -> Block {
    Block::Heading(3, words.into(), None)
}

/// A bulleted list of sentences.
fn bullets(sentences: &[String]) -> Block {
    Block::Bullets(sentences.iter().map(|words| AttrValue::from(words.clone())).collect())
}

/// What is wrong with a field, where it is to be said.
fn error(state: &State, field: &Field) -> Option<AttrValue> {
    state.error(field).map(AttrValue::from)
}

/// What the person is told about files and the like: whether it went well, the news, and more words.
pub(super) fn notice(notice: &Notice) -> (bool, String, Vec<Block>) {
    let not_opened = || "The file was not opened, and your plan is as it was".to_owned();
    let (is_success, heading, mut blocks) = match notice {
        Notice::Opened => (true, "The plan is open".to_owned(), vec![]),
        Notice::Scheme(name) => (
            true,
            format!("The scheme {name} is open"),
            vec![text("It is in use now, and kept among the schemes that can be chosen.")],
        ),
        Notice::New => {
            (true, "A new plan is begun".to_owned(), vec![text("Undo brings the plan before it back.")])
        }
        Notice::Example => (
            false,
            "This is the worked example".to_owned(),
            vec![text(
                "Its figures are those of the sample partnership in Doncaster’s plan of 2015, taken as if they were one \
                 school’s. The sizes of the year groups are inferred from its percentages; the inspection with its date and the \
                 answers are made up. Undo brings your own plan back.",
            )],
        ),
        Notice::Saved { name, text, copied } => {
            (true, format!("Saved as {name}"), saved(text, name.starts_with("attainment-plan"), copied))
        }
        Notice::Faulty(faults) => (false, not_opened(), vec![bullets(&fault::list(faults))]),
        Notice::Unreadable(words) => (false, not_opened(), vec![text(words.clone())]),
        Notice::Paste(words) => (false, "Nothing was pasted".to_owned(), vec![text(words.clone())]),
    };
    blocks.push(Block::Buttons(vec![Button::new("dismiss", "Close this message", Look::Small)]));
    (is_success, heading, blocks)
}

/// The text of a saved file, for where the browser drops downloads without a word.
fn saved(offered: &str, is_plan: bool, copied: &'static str) -> Vec<Block> {
    let again = if is_plan { ": the start page opens it again." } else { "." };
    vec![
        text(format!(
            "If no file arrived, this page may not save files. Copy the text below, and keep it in a file of your \
             own{again}"
        )),
        Block::Details(
            AttrValue::Static("Show the text"),
            Some(AttrValue::Static("saved")),
            vec![
                Block::TextArea(TextArea {
                    id: AttrValue::Static("saved-text"),
                    label: AttrValue::Static("The text"),
                    hint: AttrValue::Static(""),
                    value: AttrValue::from(offered.to_owned()),
                    is_read_only: true,
                }),
                Block::Buttons(vec![Button::new("copy-saved", "Copy the text", Look::Small)]),
                Block::Status(AttrValue::Static(copied)),
            ],
        ),
    ]
}
