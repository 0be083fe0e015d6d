//! Choose a scheme; begin, carry on, open a file, or look at the worked example.

use yew::prelude::*;

use crate::app::components::{Typed, *};
use crate::app::deeds;
use crate::app::keeping::Keeping;
use crate::app::page::Page;
use crate::app::state::{Action, page_asking};
use crate::app::{PageProps, Shown};
use crate::domain::Field;
use crate::format::worked_example;
use crate::present::tasks::TaskState;

use super::{heading, paragraph};

/// The start page.
#[component]
pub(super) fn StartPage(props: &PageProps) -> Html {
    let (state, act) = (&props.state, &props.act);
    let has_plan = !state.draft.is_empty();
    let pasted = use_state(|| AttrValue::Static(""));
    let go = use_callback(act.clone(), |id: AttrValue, act| match id.as_str() {
        "task-school" => act.emit(Action::Go(Page::School)),
        "task-figures" => act.emit(Action::Go(Page::Figures)),
        "task-judgements" => act.emit(Action::Go(Page::Judgements)),
        "task-trajectory" => act.emit(Action::Go(Page::Trajectory)),
        _ => {}
    });
    let press = |id: &'static str, text: &'static str, kind: ButtonKind, onclick: Callback<MouseEvent>| {
        yew::props!(ButtonProps { text, kind, id: Some(AttrValue::Static(id)), onclick }).view()
    };
    let doing = |make: fn() -> Action| {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| act.emit(make()))
    };
    let open = {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| deeds::open(&act))
    };
    let carry_on = doing(|| Action::Go(Page::School));
    let begin = doing(|| Action::New);
    let example = doing(|| Action::Example(Box::new(worked_example())));
    html! {
        <>
            { heading(state, "Plan your school’s attainment") }
            <div class="planner-columns">
                <div class="planner-columns__main">
                    <p class="govuk-body-l">
                        { "Enter your figures and see your likely category with every reason, your gap to national in \
                           pupils, and a path to your target." }
                    </p>
                    { yew::props!(InsetTextProps {
                        children: html! { "Nothing you enter leaves this device. There is no server behind this page." },
                    }).view() }
                    { schemes(props) }
                    if has_plan {
                        <h2 class="govuk-heading-m">{ "Your plan" }</h2>
                        { task_list(state, &go) }
                    }
                    { yew::props!(ButtonGroupProps {
                        children: html! {
                            <>
                                if has_plan {
                                    { press("carry-on", "Carry on", ButtonKind::Primary, carry_on) }
                                    { press("new", "Start a new plan", ButtonKind::Secondary, begin) }
                                } else {
                                    { press("new", "Start a plan", ButtonKind::Primary, begin) }
                                }
                                { press("example", "See the worked example", ButtonKind::Secondary, example) }
                                { press("open", "Open a saved plan", ButtonKind::Secondary, open) }
                            </>
                        },
                    }).view() }
                    { open_text(props, &pasted) }
                </div>
                <aside class="planner-columns__aside" aria-label="Keeping your plan">
                    { keeping(props) }
                </aside>
            </div>
        </>
    }
}

fn schemes(props: &PageProps) -> Html {
    let state = &props.state;
    let choices: IArray<Choice> = state
        .shipped
        .frameworks
        .iter()
        .map(|framework| {
            let hint = format!("{}. Judges the results of {}.", framework.title, framework.latest_results);
            Choice::new(framework.id.to_string(), format!("{} {}", framework.council, framework.year))
                .hint(hint)
        })
        .collect();
    let act = props.act.clone();
    let error = state.worked.issues.iter().find(|issue| issue.field == Field::Framework).map(|_| {
        AttrValue::Static(
            "This plan belongs to a scheme that this copy does not hold. Choose one to go on with it.",
        )
    });
    yew::props!(RadiosProps {
        id: "framework",
        legend: "Council’s scheme",
        legend_size: Size::M,
        legend_level: 2,
        choices,
        error,
        value: AttrValue::from(state.draft.framework.as_ref().map_or_else(String::new, ToString::to_string)),
        on_change: Callback::from(
            move |typed: Typed| act.emit(Action::ChooseFramework(typed.value.as_str().into()))
        ),
    })
    .view()
}

fn task_list(state: &Shown, go: &Callback<AttrValue>) -> Html {
    let tasks: IArray<Task> = state
        .worked
        .tasks
        .iter()
        .map(|task| {
            let page = page_asking(task.page);
            Task {
                id: AttrValue::from(format!("task-{}", page.name())),
                title: AttrValue::Static(page.title()),
                hint: None,
                status: AttrValue::from(task.status.clone()),
                meaning: match task.state {
                    TaskState::Done => Meaning::Good,
                    TaskState::Missing => Meaning::Information,
                    TaskState::Problem => Meaning::Bad,
                    TaskState::Optional => Meaning::Neutral,
                },
            }
        })
        .collect();
    yew::props!(TaskListProps { tasks, on_go: go.clone() }).view()
}

fn keeping(props: &PageProps) -> Html {
    let allow = {
        let allow = props.allow_keeping.clone();
        Callback::from(move |_: MouseEvent| allow.emit(()))
    };
    html! {
        <div class="planner-panel">
            <h2 class="govuk-heading-s">{ "Keeping your plan" }</h2>
            if let Some(reason) = props.keeping.reason() {
                { paragraph("Not saved in this browser: save your plan to a file.") }
                <p class="govuk-body-s">{ reason }</p>
            } else {
                <p class="govuk-body-s">
                    { "What you type is kept in this browser, on this device, as you type. Save it to a file to take it \
                       with you or to clear this browser without losing it." }
                </p>
            }
            if props.keeping == Keeping::AskFirst {
                { yew::props!(ButtonProps {
                    text: "Keep it in this browser all the same",
                    kind: ButtonKind::Secondary,
                    small: true,
                    id: Some(AttrValue::Static("allow-keeping")),
                    onclick: allow,
                }).view() }
            }
        </div>
    }
}

fn open_text(props: &PageProps, pasted: &UseStateHandle<AttrValue>) -> Html {
    let typed = {
        let pasted = pasted.setter();
        Callback::from(move |typed: Typed| pasted.set(AttrValue::from(typed.value)))
    };
    let open = {
        let (act, text) = (props.act.clone(), (**pasted).clone());
        Callback::from(move |_: MouseEvent| deeds::open_text(&text, &act))
    };
    yew::props!(DetailsProps {
        summary: "Open a plan from its text",
        id: Some(AttrValue::Static("open-by-text")),
        children: html! {
            <>
                { yew::props!(TextareaProps {
                    id: "open-text",
                    label: "Text of a saved plan",
                    hint: Some(AttrValue::Static("For places in which files cannot be opened.")),
                    value: (**pasted).clone(),
                    on_input: typed,
                }).view() }
                { yew::props!(ButtonProps {
                    text: "Open this text",
                    kind: ButtonKind::Secondary,
                    id: Some(AttrValue::Static("open-this-text")),
                    onclick: open,
                }).view() }
            </>
        },
    })
    .view()
}
