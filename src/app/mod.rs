//! The app's pages. For now one field, which is enough to try the pipeline with.

pub mod components;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser::shell::Shell;

/// What the page is given.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What holds the plan.
    pub shell: Shell,
}

/// The whole page.
#[component]
pub fn App(props: &Props) -> Html {
    let shell = props.shell.clone();
    let text = use_state(|| shell.kept().unwrap_or_default());
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            shell.keep(&typed);
            text.set(typed);
        })
    };
    html! {
        <div class="govuk-width-container">
            <main class="govuk-main-wrapper">
                <h1 class="govuk-heading-l">{ "Attainment planner" }</h1>
                <label class="govuk-label" for="figure">{ "Figure" }</label>
                <input class="govuk-input" id="figure" value={(*text).clone()} {oninput} />
                <p class="govuk-body">{ format!("{} characters", text.chars().count()) }</p>
            </main>
        </div>
    }
}
