//! Every component's examples in one place: for the gallery page, and for the tests that read each of them.

use yew::prelude::*;

use super::*;

/// The examples of one component.
pub struct Entry {
    /// The component's name.
    pub component: &'static str,
    /// Its examples, each with a name that no other of the same component has.
    pub examples: Vec<(&'static str, Html)>,
}

/// All components, by name. No two examples share an id, so that all can stand on one page.
pub fn entries() -> Vec<Entry> {
    let entry = |component, examples| Entry { component, examples };
    vec![
        entry("button", button::examples()),
        entry("cell_input", cell_input::examples()),
        entry("chart", chart::examples()),
        entry("checkboxes", checkboxes::examples()),
        entry("date_input", date_input::examples()),
        entry("details", details::examples()),
        entry("error_summary", error_summary::examples()),
        entry("fieldset", fieldset::examples()),
        entry("footer", footer::examples()),
        entry("header", header::examples()),
        entry("heading", heading::examples()),
        entry("headline", headline::examples()),
        entry("inset_text", inset_text::examples()),
        entry("navigation", navigation::examples()),
        entry("notification_banner", notification_banner::examples()),
        entry("pagination", pagination::examples()),
        entry("radios", radios::examples()),
        entry("reason", reason::examples()),
        entry("select", select::examples()),
        entry("skip_link", skip_link::examples()),
        entry("status_bar", status_bar::examples()),
        entry("summary_list", summary_list::examples()),
        entry("table", table::examples()),
        entry("tag", tag::examples()),
        entry("task_list", task_list::examples()),
        entry("text_input", text_input::examples()),
        entry("textarea", textarea::examples()),
        entry("toolbar", toolbar::examples()),
        entry("warning_text", warning_text::examples()),
    ]
}

/// All examples under one another, each under its component's name and its own.
#[component]
pub fn Gallery() -> Html {
    html! {
        <div class="planner-gallery">
            { for entries().into_iter().map(|entry| html! {
                <section key={entry.component} class="planner-gallery__component">
                    <h2 class="govuk-heading-m">{ entry.component.replace('_', " ") }</h2>
                    { for entry.examples.into_iter().map(|(name, example)| html! {
                        <div key={name} class="planner-gallery__example">
                            <p class="planner-gallery__name">{ name }</p>
                            { example }
                        </div>
                    }) }
                </section>
            }) }
        </div>
    }
}
