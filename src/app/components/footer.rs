//! The foot of the page: the promise that nothing is sent, and the way to the pages about the planner.
//!
//! Accessibility: the page's `contentinfo` landmark; links are link buttons.

use yew::prelude::*;

/// What a [`Footer`] is told.
#[derive(Properties, PartialEq)]
pub struct FooterProps {
    /// Paragraphs (`planner-footer__text`) and link buttons.
    pub children: Html,
}

/// The foot of the page.
#[component]
pub fn Footer(props: &FooterProps) -> Html {
    props.view()
}

impl FooterProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        html! {
            <footer class="planner-footer">
                <div class="govuk-width-container">{ self.children.clone() }</div>
            </footer>
        }
    }
}

/// A footer, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![(
        "promise and links",
        html! {
            <Footer>
                <p class="planner-footer__text">{ "Nothing you type leaves this device." }</p>
                <ul class="planner-footer__links">
                    <li><super::LinkButton text="Privacy and its proof" id="footer-privacy" /></li>
                    <li><super::LinkButton text="Accessibility" id="footer-accessibility" /></li>
                </ul>
            </Footer>
        },
    )]
}
