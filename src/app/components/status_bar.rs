//! What has changed, said once and politely while a person goes on typing.
//!
//! Accessibility: one region of role `status` that is in the page from the start and whose words change; the page waits
//! until typing has paused before it changes them. Hidden from sight unless told, as the same words stand elsewhere.

use yew::prelude::*;

/// What a [`StatusBar`] is told.
#[derive(Properties, PartialEq)]
pub struct StatusBarProps {
    /// The words; empty says nothing.
    #[prop_or_default]
    pub message: AttrValue,
    /// The id of the element.
    #[prop_or_else(|| AttrValue::Static("planner-status"))]
    pub id: AttrValue,
    /// Whether the words show.
    #[prop_or_default]
    pub visible: bool,
}

/// The planner's one polite announcer.
#[component]
pub fn StatusBar(props: &StatusBarProps) -> Html {
    props.view()
}

impl StatusBarProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let class = if self.visible { "planner-status" } else { "govuk-visually-hidden" };
        html! {
            <div id={self.id.clone()} {class} role="status" aria-live="polite" aria-atomic="true">{ &self.message }</div>
        }
    }
}

/// The announcer, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        (
            "visible",
            html! { <StatusBar id="status-visible" visible=true message="Likely category is now 2, it was 3" /> },
        ),
        ("hidden", html! { <StatusBar id="status-hidden" message="Likely category is now 2, it was 3" /> }),
    ]
}
