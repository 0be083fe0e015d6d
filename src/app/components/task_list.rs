//! What there is to do, and how each part stands.
//!
//! Accessibility: a list; each task's status is read with its link through `aria-describedby`; the whole row can be
//! pressed.

use yew::html::ImplicitClone;
use yew::prelude::*;

use super::IArray;
use super::button::LinkButtonProps;
use super::field::join;
use super::tag::{Meaning, TagProps};

/// One task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The id of its link, unique on the page; `on_go` is told it.
    pub id: AttrValue,
    /// What is to be done.
    pub title: AttrValue,
    /// More words under the title.
    pub hint: Option<AttrValue>,
    /// How it stands, in words.
    pub status: AttrValue,
    /// What the status means; `Good` is shown as plain words, as GOV.UK has it, so that what is left stands out.
    pub meaning: Meaning,
}

impl ImplicitClone for Task {}

/// What a [`TaskList`] is told.
#[derive(Properties, PartialEq)]
pub struct TaskListProps {
    /// The tasks.
    pub tasks: IArray<Task>,
    /// Called with a task's id when it is pressed.
    #[prop_or_default]
    pub on_go: Callback<AttrValue>,
}

/// What there is to do, and how each part stands.
#[component]
pub fn TaskList(props: &TaskListProps) -> Html {
    props.view()
}

impl TaskListProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        html! {
            <ul class="govuk-task-list">
                { for self.tasks.iter().map(|task| item(task, &self.on_go)) }
            </ul>
        }
    }
}

fn item(task: &Task, on_go: &Callback<AttrValue>) -> Html {
    let status_id = join(&task.id, "-status");
    let hint_id = join(&task.id, "-hint");
    let describing =
        if task.hint.is_some() { join(&hint_id, &join(" ", &status_id)) } else { status_id.clone() };
    html! {
        <li key={task.id.to_string()} class="govuk-task-list__item govuk-task-list__item--with-link">
            <div class="govuk-task-list__name-and-hint">
                { yew::props!(LinkButtonProps {
                    class: "govuk-task-list__link",
                    text: task.title.clone(),
                    id: task.id.clone(),
                    described_by: describing,
                    on_press: on_go.clone(),
                }).view() }
                if let Some(hint) = &task.hint {
                    <div id={hint_id} class="govuk-task-list__hint">{ hint }</div>
                }
            </div>
            <div class="govuk-task-list__status" id={status_id}>
                if task.meaning == Meaning::Good {
                    { &task.status }
                } else {
                    { yew::props!(TagProps { text: task.status.clone(), meaning: task.meaning }).view() }
                }
            </div>
        </li>
    }
}

/// A task list, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    let task =
        |id: &'static str, title: &'static str, hint: Option<&'static str>, status: &'static str, meaning| {
            Task {
                id: id.into(),
                title: title.into(),
                hint: hint.map(AttrValue::from),
                status: status.into(),
                meaning,
            }
        };
    vec![(
        "each status",
        html! {
            <TaskList tasks={IArray::from(vec![
                task("task-school", "School", None, "Complete", Meaning::Good),
                task("task-figures", "Figures", Some("4 of 18 figures are missing"), "Not finished", Meaning::Information),
                task("task-judgements", "Judgements", None, "Not started", Meaning::Neutral),
                task("task-targets", "Targets", Some("Reading is above 100%"), "There is a problem", Meaning::Bad),
            ])} />
        },
    )]
}
