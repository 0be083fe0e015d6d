//! The pages, one file each: what a page shows, as data.

mod about;
mod action_plan;
mod category;
mod council;
mod figures;
mod fill;
mod gap;
pub(super) mod host;
mod judgements;
mod outlook;
mod overruled;
mod paste;
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
use crate::domain::framework::Question;
use crate::present::import::counted;
use crate::present::name::whose;
use crate::present::tasks::TaskState;
use crate::present::terms::Term;
use crate::present::{fault, pack, terms};

use super::components::{Block, Button, Look, TextArea};
use super::keeping::Keeping;
use super::page::Page;
use super::state::{Notice, State, page_asking};

/// A page: its heading and its parts.
pub(super) struct Shown {
    /// The heading.
    pub(super) heading: String,
    /// The parts.
    pub(super) blocks: Vec<Block>,
}

/// The page in view.
pub(super) fn show(state: &State, keeping: Keeping) -> Shown {
    let mut shown = shown(state, keeping);
    if matches!(state.page, Page::Start | Page::Category | Page::Report | Page::About)
        && let Some(words) = out_of_date(state)
    {
        shown.blocks.insert(0, Block::Warning(AttrValue::from(words)));
    }
    paste::show(state, &mut shown.blocks);
    shown
}

/// That this copy is out of date, where it is. Newer national figures that were filled in from a file count as held.
fn out_of_date(state: &State) -> Option<String> {
    let own = state.shipped.pack.as_ref().and_then(|(pack, _)| pack::out_of_date(pack, state.today));
    own.or_else(|| pack::figures_out_of_date(&state.reference, state.today))
}

fn shown(state: &State, keeping: Keeping) -> Shown {
    let page = |heading: &str, blocks| Shown { heading: heading.to_owned(), blocks };
    match state.page {
        Page::Start => page("Plan your school’s attainment", start::blocks(state, keeping)),
        Page::School => page(
            "The school",
            asking(
                state,
                school::blocks(state),
                "cohort academy special measures category pupil referral not known yet",
            ),
        ),
        Page::Figures => {
            page("Figures", asking(state, figures::blocks(state), &["national", &measures(state)].concat()))
        }
        Page::Judgements => {
            let words = |question: &Question| [question.text.as_str(), " ", &question.help].concat();
            let words: Vec<String> = state.framework.questions.iter().map(words).collect();
            let words = ["not known yet assumed", &words.concat()].concat();
            page("Judgements", asking(state, judgements::blocks(state), &words))
        }
        Page::Category => page(
            &format!("Category under {} scheme", whose(&state.framework.council)),
            showing(state, category::blocks(state)),
        ),
        Page::Gap => page("Gap to national", showing(state, gap::blocks(state))),
        Page::Trajectory => page("Trajectory", showing(state, trajectory::blocks(state))),
        Page::WhatIf => page("What if", showing(state, what_if::blocks(state))),
        Page::Report => {
            let (heading, blocks) = report::show(state);
            Shown { heading, blocks }
        }
        Page::Rules => page("Schemes and rules", rules::blocks(state)),
        Page::Council(step) => {
            let (heading, blocks) = council::show(state, step);
            Shown { heading, blocks }
        }
        Page::About => page("About this planner", vec![Block::Reading(about::blocks(state, keeping))]),
    }
}

pub(super) use council::{problems as copy_problems, snippet_of};

/// The report in view, as it is shown, copied and saved.
pub(super) fn report(state: &State) -> crate::present::report::Report {
    report::view_of(state)
}

/// A page that asks: the form, what its words mean, how far it is filled in, the button that goes on, and the result so
/// far beside it.
fn asking(state: &State, form: Vec<Block>, words: &str) -> Vec<Block> {
    let mut main = vec![result::bar(state)];
    main.extend(form);
    main.push(glossary(words));
    let task = state.worked.tasks.iter().find(|task| page_asking(task.page) == state.page);
    main.push(small(match task.map(|task| (task.state, &task.missing)) {
        Some((TaskState::Missing, missing)) => {
            format!("Still missing here: {missing}. You can go on without.")
        }
        Some((TaskState::Problem, wrong)) => format!("On this page: {wrong}."),
        _ => "Nothing is missing here.".to_owned(),
    }));
    main.push(go_on());
    vec![Block::Columns(main, "Result so far", result::blocks(state))]
}

/// What the terms mean that these words use.
fn glossary(words: &str) -> Block {
    let said: Vec<String> = terms::used(words).into_iter().map(Term::said).collect();
    if said.is_empty() {
        return Block::Reading(vec![]);
    }
    Block::Details(
        AttrValue::Static("What these words mean"),
        Some(AttrValue::Static("words")),
        vec![bullets(&said)],
    )
}

/// The names of the measures in the school's tables, with their units.
fn measures(state: &State) -> String {
    let mut words = String::new();
    for section in &*state.sections {
        words.push_str(&section.caption);
        for row in &section.rows {
            words.extend([" ", &row.label, " ", &row.unit]);
        }
    }
    words
}

/// A page that shows what follows, with what its words mean at its end.
fn showing(state: &State, mut blocks: Vec<Block>) -> Vec<Block> {
    let words = "category moderation assumed percentage point chance national not known yet headline";
    blocks.push(glossary(&[words, &measures(state)].concat()));
    blocks
}

/// The way to the question that a page without a phase waits for.
fn choose_phase() -> Block {
    Block::Buttons(vec![Button::new("go-phase", "Choose the phase", Look::Secondary)])
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
    let save = || Button::new("kept-save", "Save your plan to a file", Look::Small);
    let not_opened = || "The file was not opened, and your plan is as it was".to_owned();
    let mut buttons = Vec::new();
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
        Notice::Filled(count) => (
            true,
            format!("{} filled in", counted(*count, "figure")),
            vec![text("Undo takes them out again in one step.")],
        ),
        Notice::Paste(words) => (false, "Nothing was pasted".to_owned(), vec![text(words.clone())]),
        Notice::Elsewhere => (
            false,
            "This plan is also open in another tab or window".to_owned(),
            vec![text(
                "Work on it in one of them. Should both change it, neither is lost: the planner asks which to keep.",
            )],
        ),
        Notice::NotKept(reason) => {
            buttons.extend([save(), Button::new("kept-allow-1", "Try to keep it again", Look::Small)]);
            (false, "Your plan is no longer kept in this browser".to_owned(), vec![text(*reason)])
        }
        Notice::Unread(unread) => {
            let file = format!("kept-file-{}", unread.id);
            buttons.push(Button::new(file, "Save what is kept to a file", Look::Small));
            (
                false,
                "A plan that is kept in this browser cannot be read".to_owned(),
                vec![
                    bullets(&fault::list(&unread.faults)),
                    text(
                        "It stays as it is. You can save it to a file, and go on with another plan meanwhile.",
                    ),
                ],
            )
        }
        Notice::Deleted(id, name) => {
            buttons.push(Button::new(format!("kept-restore-{id}"), "Bring it back", Look::Small));
            (true, format!("{} is deleted", plan_name(name)), vec![])
        }
        Notice::FaultyPack(faults) => (
            false,
            "What makes this copy your council’s own has faults, so it is not used".to_owned(),
            vec![bullets(&fault::list(faults)), text("Tell the people at the council who made this copy.")],
        ),
        Notice::Pack => (
            true,
            "The work on a council’s copy is open".to_owned(),
            vec![text("What is wrong with it, if anything, is said on the page “Check and download”.")],
        ),
        Notice::Preview => {
            buttons.push(Button::new("preview-end", "Back to the officers’ area", Look::Small));
            (
                false,
                "This is how a school will see the copy".to_owned(),
                vec![text("Try it. What you enter here is kept as a plan of its own.")],
            )
        }
        Notice::OtherTab => (
            false,
            "This copy was changed in another tab or window".to_owned(),
            vec![text(
                "What was changed there is in it now, beside what you changed here. Undo takes it out again.",
            )],
        ),
        Notice::Copy(name) => (
            true,
            format!("Saved as {name}"),
            vec![text(
                "If no file arrived, this page may not save files: open the planner by itself, not inside another page, and download it there.",
            )],
        ),
        Notice::Shelf(is_success, words) => (*is_success, (*words).to_owned(), vec![]),
    };
    buttons.push(Button::new("dismiss", "Close this message", Look::Small));
    blocks.push(Block::Buttons(buttons));
    (is_success, heading, blocks)
}

/// What the person has to choose, where another tab has changed the plan.
pub(super) fn keeping_notice(keeping: Keeping) -> Option<(bool, String, Vec<Block>)> {
    (keeping == Keeping::Changed).then(|| {
        let buttons = vec![
            Button::new("kept-take", "Take the other tab’s version", Look::Small),
            Button::new("kept-both", "Keep this one as a second plan", Look::Small),
            Button::new("kept-save", "Save this one to a file", Look::Small),
        ];
        let words =
            "Nothing is overwritten. What you see here is your version, and it is not kept until you choose:";
        (false, "This plan was changed in another tab".to_owned(), vec![text(words), Block::Buttons(buttons)])
    })
}

/// The way back, while a council's copy is looked at as a school sees it.
pub(super) fn preview_notice(state: &State) -> Option<(bool, String, Vec<Block>)> {
    let (pack, _) = state.shipped.pack.as_ref().filter(|_| state.before_preview.is_some())?;
    let back = Button::new("preview-end", "Back to the officers’ area", Look::Small);
    Some((false, format!("A preview of {} copy", whose(&pack.council)), vec![Block::Buttons(vec![back])]))
}

/// What a plan is called.
fn plan_name(name: &str) -> String {
    if name.is_empty() { "Plan without a name".to_owned() } else { name.to_owned() }
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
                    error: None,
                    value: AttrValue::from(offered.to_owned()),
                    is_read_only: true,
                }),
                Block::Buttons(vec![Button::new("copy-saved", "Copy the text", Look::Small)]),
                Block::Status(AttrValue::Static(copied)),
            ],
        ),
    ]
}
