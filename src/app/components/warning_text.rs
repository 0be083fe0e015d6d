//! A sentence that must not be missed.
//!
//! Accessibility: "Warning" is said before it; the sign is hidden from screen readers.

use yew::prelude::*;

/// What a [`WarningText`] is told.
#[derive(Properties, PartialEq)]
pub struct WarningTextProps {
    /// The sentence.
    pub text: AttrValue,
}

/// A sentence that must not be missed.
#[component]
pub fn WarningText(props: &WarningTextProps) -> Html {
    props.view()
}

impl WarningTextProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        html! {
            <div class="govuk-warning-text">
                <span class="govuk-warning-text__icon" aria-hidden="true">{ "!" }</span>
                <strong class="govuk-warning-text__text">
                    <span class="govuk-visually-hidden">{ "Warning " }</span>{ &self.text }
                </strong>
            </div>
        }
    }
}

/// A warning, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![(
        "self-assessment",
        html! {
            <WarningText text="This is a self-assessment. The council decides the category after moderation." />
        },
    )]
}
