//! Words that most people need not read, behind a line that opens them.
//!
//! Accessibility: the browser's own `details` and `summary`; printed open.

use yew::prelude::*;

/// What a [`Details`] is told.
#[derive(Properties, PartialEq)]
pub struct DetailsProps {
    /// The line that opens the rest.
    pub summary: AttrValue,
    /// The id of the element.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Whether it starts open.
    #[prop_or_default]
    pub open: bool,
    /// The rest.
    pub children: Html,
}

/// Words behind a line that opens them.
#[component]
pub fn Details(props: &DetailsProps) -> Html {
    html! {
        <details class="govuk-details" id={props.id.clone()} open={props.open}>
            <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">{ &props.summary }</span>
            </summary>
            <div class="govuk-details__text">{ props.children.clone() }</div>
        </details>
    }
}

/// Details, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        (
            "closed",
            html! {
                <Details summary="Where to find this number">
                    { "In the assessment file that was sent to the school in September." }
                </Details>
            },
        ),
        (
            "open",
            html! { <Details summary="Why this matters" open=true>{ "It decides between two categories." }</Details> },
        ),
    ]
}
