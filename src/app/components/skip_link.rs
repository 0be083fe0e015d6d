//! The first stop of the keyboard: past header and navigation to the page's own content.
//!
//! Accessibility: hidden until it has the keyboard; moves the keyboard, not the address.

use yew::prelude::*;

use super::field::{focus_by_id, join};

/// What a [`SkipLink`] is told.
#[derive(Properties, PartialEq)]
pub struct SkipLinkProps {
    /// The id of the main element, which has `tabindex="-1"`.
    #[prop_or_else(|| AttrValue::Static("main"))]
    pub target: AttrValue,
    /// The words.
    #[prop_or_else(|| AttrValue::Static("Skip to main content"))]
    pub text: AttrValue,
}

/// The way past header and navigation.
#[component]
pub fn SkipLink(props: &SkipLinkProps) -> Html {
    props.view()
}

impl SkipLinkProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let target = self.target.clone();
        let onclick = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            focus_by_id(&event, &target);
        });
        html! { <a class="govuk-skip-link" href={join("#", &self.target)} {onclick}>{ &self.text }</a> }
    }
}

/// A skip link and what it skips to, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![(
        "with its target",
        html! {
            <>
                <SkipLink target="skip-target" />
                <div id="skip-target" tabindex="-1">{ "The content that it skips to." }</div>
            </>
        },
    )]
}
