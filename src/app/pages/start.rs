//! Choose a scheme; begin, carry on, open a file, or look at the worked example.

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Choice, Look, Meaning, Radios, Task, TextArea, TextBox};
use crate::app::keeping::Keeping;
use crate::app::page::Page;
use crate::app::state::{Known, State, page_asking};
use crate::browser::Unavailable;
use crate::domain::Field;
use crate::present::name::{field_id, upper_first, whose};
use crate::present::tasks::TaskState;

use super::{error, glossary, heading, plan_name, result, school, small, text};

/// The start page: for who begins, the shortest way to a first answer; for who comes back, what is left to do.
pub(super) fn blocks(state: &State, keeping: Keeping) -> Vec<Block> {
    let example = || Button::new("example", "See the worked example", Look::Secondary);
    let open = || Button::new("open", "Open a saved plan or a scheme", Look::Secondary);
    let new = || Button::new("new", "Start a new plan", Look::Secondary);
    let kept = Block::Panel(kept(keeping));
    let tasks = Block::Tasks(tasks(state));
    if !state.is_first_answer() {
        let open_task = state.worked.tasks.iter().find(|task| !task.missing.is_empty());
        let page = open_task.map_or(Page::Category, |task| page_asking(task.page));
        let next = match open_task {
            Some(task) => format!("Next, on the {} page: {}.", page.title(), task.missing),
            None => "Nothing that the category needs is missing.".to_owned(),
        };
        let on =
            Button::new(format!("see-{}", page.name()), format!("Carry on: {}", page.title()), Look::Primary);
        // The button says the same where nothing is missing.
        let bar = if page == Page::Category { Block::Reading(vec![]) } else { result::bar(state) };
        let main = vec![
            bar,
            heading("Your plan"),
            tasks,
            text(next),
            Block::Buttons(vec![on, new(), open(), example()]),
            Block::Reading(plans(state)),
            schemes(state),
            by_text(state),
        ];
        let aside = result::category(state).into_iter().chain([kept]).collect();
        return vec![Block::Columns(main, "Result so far, and how your plan is kept", aside)];
    }
    let mut buttons = vec![Button::new(
        "continue",
        if state.draft.is_empty() { "Start a plan" } else { "Carry on" },
        Look::Primary,
    )];
    if !state.draft.is_empty() {
        buttons.push(new());
    }
    let mut first = vec![
        heading("A first answer in a minute"),
        text(
            "These answers are enough to see which categories are possible. The result moves as you type, and what you enter is kept for your plan.",
        ),
    ];
    first.extend(first_answer(state));
    first.push(Block::Buttons(buttons));
    let plan = vec![
        heading("Then, to be sure of it"),
        text("Each step can be left and taken up again, in any order."),
        tasks,
        by_text(state),
    ];
    vec![
        Block::Lead(AttrValue::Static(
            "Enter your figures and see your likely category with every reason, your gap to national in pupils, and a \
             path to your target.",
        )),
        text(super::host::promise(
            state,
            "Nothing you enter leaves this device. There is no server behind this page.",
        )),
        Block::Buttons(vec![example(), open()]),
        Block::Reading(plans(state)),
        schemes(state),
        Block::Columns(first, "Result so far", result::blocks(state)),
        Block::Columns(plan, "How your plan is kept", vec![kept]),
    ]
}

/// The fields of the first answer, the same as on the pages of the school and of its figures.
fn first_answer(state: &State) -> Vec<Block> {
    let boxes = state.first_boxes();
    let mut blocks = vec![school::phase(state)];
    // A scheme without grades still has a place for them: what stands below must not move when the scheme is changed.
    blocks.push(Block::Reading(school::grade(state).into_iter().collect()));
    let mut below = Vec::new();
    if boxes.is_empty() && state.draft.phase.is_some() {
        below.push(text(format!(
            "By {} scheme, no headline figure decides the category of this phase.",
            whose(&state.framework.council),
        )));
    }
    // Said once Continue was pressed; before, a message above a box would push it away while one types.
    let problems = state.problems();
    let value = |field: &Field| match field {
        Field::Figure(key) => state.draft.figures.get(key).cloned(),
        Field::Cohort(group, year) => state.draft.cohorts.get(&(*group, *year)).cloned(),
        _ => None,
    };
    let mut remarks = Vec::new();
    let mut words = "headline category provisional moderation not known yet".to_owned();
    for first in &boxes {
        let said = error(state, &first.field);
        let is_told = problems.iter().any(|issue| issue.field == first.field);
        if !is_told {
            remarks.extend(said.clone());
        }
        words.push_str(&first.label);
        below.push(Block::TextBox(TextBox {
            id: AttrValue::from(field_id(&first.field)),
            label: AttrValue::from(first.label.clone()),
            hint: AttrValue::from(first.hint.clone()),
            error: said.filter(|_| is_told),
            value: AttrValue::from(value(&first.field).unwrap_or_default()),
            is_figure: true,
        }));
    }
    remarks.dedup();
    below.push(Block::Reading(remarks.into_iter().map(Block::Warning).collect()));
    below.push(glossary(&words));
    blocks.push(Block::Reading(below));
    blocks
}

fn by_text(state: &State) -> Block {
    Block::Details(
        AttrValue::Static("Open a plan or a scheme from its text"),
        Some(AttrValue::Static("open-by-text")),
        vec![
            Block::TextArea(TextArea {
                id: AttrValue::Static("open-text"),
                label: AttrValue::Static("Text of a saved plan or a scheme"),
                hint: AttrValue::Static("For places in which files cannot be opened."),
                error: None,
                value: AttrValue::from(state.pasted_plan.clone()),
                is_read_only: false,
            }),
            Block::Buttons(vec![Button::new("open-this-text", "Open this text", Look::Secondary)]),
        ],
    )
}

pub(super) fn schemes(state: &State) -> Block {
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

/// The plans that are kept: open where there are several, behind a word where it is the one in view.
fn plans(state: &State) -> Vec<Block> {
    let mut list = Vec::new();
    let mut is_asked = false;
    for kept in &*state.kept {
        let is_in_view = kept.id == state.plan;
        is_asked |= !is_in_view;
        let name = kept
            .what
            .as_ref()
            .map_or_else(|| "A plan that cannot be read".to_owned(), |what| plan_name(&what.0));
        let scheme = kept.what.as_ref().map_or("", |what| &what.1);
        let known = state.frameworks.iter().find(|known| known.framework.id.as_str() == scheme);
        let scheme = known.map_or_else(String::new, |Known { framework, .. }| {
            format!("{} {}, ", framework.council, framework.year)
        });
        let now = if is_in_view { "Open now. " } else { "" };
        let button = |verb: &str, words: &'static str, look| {
            Button::new(format!("kept-{verb}-{}", kept.id), words, look)
                .hidden(format!("{name}, {}", kept.changed))
        };
        let mut buttons = Vec::new();
        if kept.what.is_none() {
            buttons.push(button("file", "Save to a file", Look::Small));
        } else {
            if !is_in_view {
                buttons.push(button("open", "Open", Look::Small));
            }
            buttons.push(button("copy", "Duplicate", Look::Small));
        }
        buttons.push(button("delete", "Delete", Look::Small));
        list.push(Block::Strong(AttrValue::from(name.clone())));
        let said = format!("{now}{scheme}changed {}", kept.changed);
        list.push(small(upper_first(&said)));
        list.push(Block::Buttons(buttons));
    }
    if list.is_empty() {
        return list;
    }
    if is_asked {
        list.insert(0, heading("Your plans in this browser"));
        return list;
    }
    vec![Block::Details(
        AttrValue::Static("Your plans in this browser: 1"),
        Some(AttrValue::Static("plans")),
        list,
    )]
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
        let keep = Button::new("kept-allow", "Keep it in this browser all the same", Look::Small);
        blocks.push(Block::Buttons(vec![keep]));
    }
    blocks.extend(clearing(keeping));
    blocks
}

/// For computers that others use too: clearing everything, and never keeping anything.
pub(super) fn clearing(keeping: Keeping) -> Vec<Block> {
    let save = |id: &'static str, words| Button::new(id, words, Look::Small);
    let clear = Block::Details(
        AttrValue::Static("Clear this computer"),
        Some(AttrValue::Static("clear")),
        vec![
            small(
                "For a computer that others use too. This removes everything that the planner has in this browser: every \
                 plan in the list, the one in view in this and every other tab, and schemes that you opened from files. \
                 It cannot be undone. Files that you saved stay where they are.",
            ),
            Block::Buttons(vec![
                save("kept-save-1", "Save your plan to a file first"),
                Button::new("kept-clear", "Clear everything now", Look::Small),
            ]),
        ],
    );
    let never = if keeping == Keeping::Never {
        Block::Buttons(vec![Button::new("kept-allow", "Keep plans in this browser again", Look::Small)])
    } else if matches!(keeping, Keeping::Starting | Keeping::Off(Unavailable::Refused | Unavailable::Missing))
    {
        Block::Reading(vec![])
    } else {
        Block::Details(
            AttrValue::Static("Never keep anything in this browser"),
            Some(AttrValue::Static("never")),
            vec![
                small(
                    "This removes every plan and scheme that is kept in this browser, and keeps none from now on. The plan \
                     in view stays until you close this page. Only the word “never” is kept.",
                ),
                Block::Buttons(vec![
                    save("kept-save-2", "First save your plan to a file"),
                    Button::new("kept-never", "Never keep anything", Look::Small),
                ]),
            ],
        )
    };
    let again =
        keeping.may_try_again().then(|| Button::new("kept-allow", "Try to keep it again", Look::Small));
    vec![Block::Reading(again.map(|again| Block::Buttons(vec![again])).into_iter().collect()), clear, never]
}
