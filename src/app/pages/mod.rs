//! The pages, one file each.

mod about;
mod category;
mod figures;
mod gap;
mod judgements;
mod result;
mod school;
mod start;
mod tables;
mod trajectory;

use yew::prelude::*;

use crate::present::fault;
use crate::present::name::field_id;

use super::components::*;
use super::deeds;
use super::page::Page;
use super::state::{Action, Notice, State};
use super::{PageProps, Shown};

/// The page in view.
pub fn show(props: &PageProps) -> Html {
    let props = props.clone();
    match props.state.page {
        Page::Start => html! { <start::StartPage ..props /> },
        Page::School => html! { <school::SchoolPage ..props /> },
        Page::Figures => html! { <figures::FiguresPage ..props /> },
        Page::Judgements => html! { <judgements::JudgementsPage ..props /> },
        Page::Category => category::view(&props),
        Page::Gap => gap::view(&props),
        Page::Trajectory => html! { <trajectory::TrajectoryPage ..props /> },
        Page::About => about::view(&props),
    }
}

/// The heading of the page in view.
fn heading(state: &State, text: &str) -> Html {
    let caption =
        (!state.draft.name.trim().is_empty()).then(|| AttrValue::from(state.draft.name.trim().to_owned()));
    html! { <Heading text={text.to_owned()} {caption} /> }
}

/// A paragraph.
fn paragraph(text: impl Into<AttrValue>) -> Html {
    html! { <p class="govuk-body">{ text.into() }</p> }
}

/// A bulleted list of sentences; nothing of none.
fn bullets(sentences: &[String]) -> Html {
    if sentences.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="govuk-list govuk-list--bullet">
            { for sentences.iter().map(|sentence| html! { <li>{ sentence }</li> }) }
        </ul>
    }
}

/// The button that goes on, and what it checks.
fn go_on(act: &Callback<Action>) -> Html {
    let act = act.clone();
    yew::props!(ButtonProps {
        text: "Continue",
        id: Some(AttrValue::Static("continue")),
        onclick: Callback::from(move |_| act.emit(Action::Continue)),
    })
    .view()
}

/// A callback that goes to the field with the id that it is told, among `fields`.
fn go_to_field(act: &Callback<Action>, fields: Vec<crate::domain::Field>) -> Callback<AttrValue> {
    let act = act.clone();
    Callback::from(move |id: AttrValue| {
        let wanted = id.strip_prefix("go-").unwrap_or(&id);
        if let Some(field) = fields.iter().find(|field| field_id(field) == wanted) {
            act.emit(Action::GoTo(field.clone()));
        }
    })
}

/// What the person is told about files and the like.
pub fn notice(props: &PageProps) -> Html {
    let Some(notice) = &props.state.notice else { return Html::default() };
    let (kind, heading, body) = match notice {
        Notice::Opened => (BannerKind::Success, "The plan is open".to_owned(), Html::default()),
        Notice::New => (
            BannerKind::Success,
            "A new plan is begun".to_owned(),
            paragraph("Undo brings the plan before it back."),
        ),
        Notice::Example => (
            BannerKind::Important,
            "This is the worked example".to_owned(),
            paragraph(
                "Its figures are those of the sample partnership in Doncaster’s plan of 2015, taken as if they were one \
                 school’s. The sizes of the year groups are inferred from its percentages; the inspection grade and the \
                 answers are made up. Undo brings your own plan back.",
            ),
        ),
        Notice::Saved { name, text } => (BannerKind::Success, format!("Saved as {name}"), saved(text)),
        Notice::Faulty(faults) => (
            BannerKind::Important,
            "The file was not opened, and your plan is as it was".to_owned(),
            bullets(&faults.iter().take(20).map(fault::words).collect::<Vec<_>>()),
        ),
        Notice::Unreadable(words) => (
            BannerKind::Important,
            "The file was not opened, and your plan is as it was".to_owned(),
            paragraph(words.clone()),
        ),
        Notice::Paste(words) => {
            (BannerKind::Important, "Nothing was pasted".to_owned(), paragraph(words.clone()))
        }
    };
    let dismiss = {
        let act = props.act.clone();
        Callback::from(move |_| act.emit(Action::Dismiss))
    };
    html! {
        <NotificationBanner id="notice" {kind} {heading}>
            { body }
            { yew::props!(ButtonProps {
                text: "Close this message",
                kind: ButtonKind::Secondary,
                small: true,
                id: Some(AttrValue::Static("dismiss")),
                onclick: dismiss,
            }).view() }
        </NotificationBanner>
    }
}

/// The text of a saved plan, for where the browser drops downloads without a word.
fn saved(text: &str) -> Html {
    let copy = {
        let text = text.to_owned();
        Callback::from(move |_| deeds::copy(text.clone(), Callback::noop()))
    };
    html! {
        <>
            { paragraph("If no file arrived, this page may not save files. Copy the text below, and keep it in a file \
                         of your own: the start page opens it again.") }
            { yew::props!(DetailsProps {
                summary: "Show the plan as text",
                id: Some(AttrValue::Static("saved")),
                children: html! {
                    <>
                        { yew::props!(TextareaProps {
                            id: "saved-text",
                            label: "The plan as text",
                            value: text.to_owned(),
                            rows: 6,
                            read_only: true,
                        }).view() }
                        { yew::props!(ButtonProps {
                            text: "Copy the text",
                            kind: ButtonKind::Secondary,
                            small: true,
                            onclick: copy,
                        }).view() }
                    </>
                },
            }).view() }
        </>
    }
}

/// Whether the choice in a form is made: the words of the choice, or nothing.
fn chosen(words: Option<&str>) -> AttrValue {
    words.map_or(AttrValue::Static(""), |words| AttrValue::from(super::state::choice(words)))
}

/// The two columns of a page that asks: the form, and the result so far beside it.
fn asking(state: &Shown, form: Html) -> Html {
    html! {
        <div class="planner-columns planner-columns--follow">
            <div class="planner-columns__main">{ form }</div>
            <aside class="planner-columns__aside" aria-label="Result so far">{ result::view(state) }</aside>
        </div>
    }
}
