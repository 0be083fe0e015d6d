//! Choose a scheme; begin, carry on, open a file, or look at the worked example.

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Choice, Look, Meaning, Radios, Task, TextArea};
use crate::app::keeping::Keeping;
use crate::app::state::{Known, State, page_asking};
use crate::domain::Field;
use crate::present::tasks::TaskState;

use super::{heading, small, text};

/// The start page.
pub(super) fn blocks(state: &State, keeping: Keeping) -> Vec<Block> {
    let has_plan = !state.draft.is_empty();
    let mut main = vec![
        Block::Lead(AttrValue::Static(
            "Enter your figures and see your likely category with every reason, your gap to national in pupils, and a \
             path to your target.",
        )),
        Block::Inset(vec![text(
            "Nothing you enter leaves this device. There is no server behind this page.",
        )]),
        schemes(state),
    ];
    let mut buttons = Vec::new();
    if has_plan {
        main.push(heading("Your plan"));
        main.push(Block::Tasks(tasks(state)));
        buttons.push(Button::new("turn-school", "Carry on", Look::Primary));
        buttons.push(Button::new("new", "Start a new plan", Look::Secondary));
    } else {
        buttons.push(Button::new("new", "Start a plan", Look::Primary));
    }
    buttons.push(Button::new("example", "See the worked example", Look::Secondary));
    buttons.push(Button::new("open", "Open a saved plan or a scheme", Look::Secondary));
    main.push(Block::Buttons(buttons));
    main.push(Block::Details(
        AttrValue::Static("Open a plan or a scheme from its text"),
        Some(AttrValue::Static("open-by-text")),
        vec![
            Block::TextArea(TextArea {
                id: AttrValue::Static("open-text"),
                label: AttrValue::Static("Text of a saved plan or a scheme"),
                hint: AttrValue::Static("For places in which files cannot be opened."),
                value: AttrValue::from(state.pasted_plan.clone()),
                is_read_only: false,
            }),
            Block::Buttons(vec![Button::new("open-this-text", "Open this text", Look::Secondary)]),
        ],
    ));
    vec![Block::Columns(main, "Keeping your plan", vec![Block::Panel(kept(keeping))])]
}

fn schemes(state: &State) -> Block {
    let choices = state.frameworks.iter().map(|Known { framework, file }| {
        let from = if file.is_some() { " Opened from a file." } else { "" };
        let hint = format!("{}. Judges the results of {}.{from}", framework.title, framework.latest_results);
        let name = format!("{} {}", framework.council, framework.year);
        Choice { hint: AttrValue::from(hint), ..Choice::new(framework.id.to_string(), name) }
    });
    let is_unknown = state.worked.issues.iter().any(|issue| issue.field == Field::Framework);
    Block::Radios(Radios {
        id: AttrValue::Static("framework"),
        legend: AttrValue::Static("Council’s scheme"),
        hint: AttrValue::Static(""),
        error: is_unknown.then_some(AttrValue::Static(
            "This plan belongs to a scheme that this copy does not hold. Choose one to go on with it.",
        )),
        choices: choices.collect(),
        value: AttrValue::from(state.draft.framework.as_ref().map_or_else(String::new, ToString::to_string)),
    })
}

fn tasks(state: &State) -> Vec<Task> {
    let tasks = state.worked.tasks.iter().map(|task| {
        let page = page_asking(task.page);
        Task {
            id: AttrValue::from(format!("task-{}", page.name())),
            title: AttrValue::Static(page.title()),
            status: AttrValue::from(task.status.clone()),
            meaning: match task.state {
                TaskState::Done => Meaning::Good,
                TaskState::Missing => Meaning::Information,
                TaskState::Problem => Meaning::Bad,
                TaskState::Optional => Meaning::Neutral,
            },
        }
    });
    tasks.collect()
}

fn kept(keeping: Keeping) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(2, AttrValue::Static("Keeping your plan"), None)];
    if keeping == Keeping::Starting {
        return blocks;
    }
    match keeping.reason() {
        Some(reason) => {
            blocks.push(text("Not saved in this browser: save your plan to a file."));
            blocks.push(small(reason));
        }
        None => blocks.push(small(
            "What you type is kept in this browser, on this device, as you type. Save it to a file to take it with you, \
             or before you clear this browser.",
        )),
    }
    if keeping == Keeping::AskFirst {
        let keep = Button::new("allow-keeping", "Keep it in this browser all the same", Look::Small);
        blocks.push(Block::Buttons(vec![keep]));
    }
    blocks
}
