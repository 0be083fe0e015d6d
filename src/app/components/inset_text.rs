//! A passage set apart from the text round it: an example, a quotation of a rule, a thing to bear in mind.
//!
//! Accessibility: plain text in reading order.

use yew::prelude::*;

/// What an [`InsetText`] is told.
#[derive(Properties, PartialEq)]
pub struct InsetTextProps {
    /// The passage.
    pub children: Html,
}

/// A passage set apart.
#[component]
pub fn InsetText(props: &InsetTextProps) -> Html {
    props.view()
}

impl InsetTextProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        html! { <div class="govuk-inset-text">{ self.children.clone() }</div> }
    }
}

/// An inset text, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![(
        "one pupil",
        html! { <InsetText>{ "One pupil is worth 3.3 percentage points of this cohort." }</InsetText> },
    )]
}
