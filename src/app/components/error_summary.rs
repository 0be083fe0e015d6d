//! The list of what is wrong, at the top of the page, under "There is a problem".
//!
//! Accessibility: it takes the keyboard when `focus` changes, so that it is read at once; each problem is a link in the
//! words that also stand beside the field, and moves the keyboard to that field. The page adds "Error: " to its title.

use yew::html::ImplicitClone;
use yew::prelude::*;

use super::IArray;
use super::field::{focus_by_id, join, use_focus};

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The id of the control to go to; empty when no one field is to blame, and the words are then no link.
    pub target: AttrValue,
    /// The same words as beside the field.
    pub words: AttrValue,
}

impl ImplicitClone for Problem {}

impl Problem {
    /// A problem with the control `target`.
    pub fn new(target: impl Into<AttrValue>, words: impl Into<AttrValue>) -> Self {
        Self { target: target.into(), words: words.into() }
    }
}

/// What an [`ErrorSummary`] is told.
#[derive(Properties, PartialEq)]
pub struct ErrorSummaryProps {
    /// What is wrong, in the order of the page; nothing is drawn when there is nothing.
    pub problems: IArray<Problem>,
    /// Another number than before, and than 0, moves the keyboard here: count the presses of Continue.
    #[prop_or_default]
    pub focus: u32,
    /// Called with the target when a link is followed, before the keyboard moves.
    #[prop_or_default]
    pub on_go: Callback<AttrValue>,
}

/// The list of what is wrong.
#[component]
pub fn ErrorSummary(props: &ErrorSummaryProps) -> Html {
    let node = use_focus(props.focus);
    if props.problems.is_empty() {
        return Html::default();
    }
    html! {
        <div class="govuk-error-summary" tabindex="-1" ref={node}>
            <div role="alert">
                <h2 class="govuk-error-summary__title">{ "There is a problem" }</h2>
                <div class="govuk-error-summary__body">
                    <ul class="govuk-list govuk-error-summary__list">
                        { for props.problems.iter().map(|problem| item(problem, &props.on_go)) }
                    </ul>
                </div>
            </div>
        </div>
    }
}

fn item(problem: &Problem, on_go: &Callback<AttrValue>) -> Html {
    // Two problems may share a field, and one sentence may stand for two fields.
    let key = join(&problem.target, &problem.words).to_string();
    if problem.target.is_empty() {
        return html! { <li {key}>{ &problem.words }</li> };
    }
    let onclick = {
        let target = problem.target.clone();
        let on_go = on_go.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            on_go.emit(target.clone());
            focus_by_id(&event, &target);
        })
    };
    html! { <li {key}><a href={join("#", &problem.target)} {onclick}>{ &problem.words }</a></li> }
}

/// An error summary, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![(
        "two problems",
        html! {
            <>
                <ErrorSummary problems={IArray::from(vec![
                    Problem::new("error-summary-field", "Reading 2014 must be between 0% and 100%"),
                    Problem::new("", "The file holds no figures for 2015"),
                ])} />
                <super::TextInput id="error-summary-field" label="Reading 2014, percent" suffix="%" width=5 value="162"
                    error="Reading 2014 must be between 0% and 100%" />
            </>
        },
    )]
}
