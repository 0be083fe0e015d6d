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
    props.view()
}

impl DetailsProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        html! {
            <details class="govuk-details" id={self.id.clone()} open={self.open}>
                <summary class="govuk-details__summary">
                    <span class="govuk-details__summary-text">{ &self.summary }</span>
                </summary>
                <div class="govuk-details__text">{ self.children.clone() }</div>
            </details>
        }
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
