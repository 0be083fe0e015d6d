//! A box round fields that belong together, with a legend that names them.
//!
//! Accessibility: the legend is read with each field in the box; hint and error of the whole are tied to the box.

use yew::prelude::*;

use super::field::{Size, described_by, error_html, group_class, hint_html};

/// What a [`Fieldset`] is told.
#[derive(Properties, PartialEq)]
pub struct FieldsetProps {
    /// The start of the ids of hint and error, unique on the page.
    pub id: AttrValue,
    /// What the fields are about.
    pub legend: AttrValue,
    /// How large the legend is.
    #[prop_or_default]
    pub legend_size: Size,
    /// Makes the legend a heading of this level, 1 to 3; 0 is no heading.
    #[prop_or_default]
    pub legend_level: u8,
    /// More words under the legend.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong with the whole.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The box's role, where it needs one: `group` for a date.
    #[prop_or_default]
    pub role: Option<AttrValue>,
    /// The fields.
    pub children: Html,
}

/// A box round fields that belong together.
#[component]
pub fn Fieldset(props: &FieldsetProps) -> Html {
    let id = &props.id;
    let legend = html! { { &props.legend } };
    let legend = match props.legend_level {
        0 => legend,
        1 => html! { <h1 class="govuk-fieldset__heading">{ legend }</h1> },
        2 => html! { <h2 class="govuk-fieldset__heading">{ legend }</h2> },
        _ => html! { <h3 class="govuk-fieldset__heading">{ legend }</h3> },
    };
    html! {
        <div class={group_class(props.error.is_some())}>
            <fieldset
                class="govuk-fieldset"
                role={props.role.clone()}
                aria-describedby={described_by(id, None, props.hint.is_some(), props.error.is_some())}
            >
                <legend class={props.legend_size.legend_class()}>{ legend }</legend>
                { hint_html(id, props.hint.as_ref()) }
                { error_html(id, props.error.as_ref()) }
                { props.children.clone() }
            </fieldset>
        </div>
    }
}

/// A fieldset, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![(
        "cohorts",
        html! {
            <Fieldset id="fieldset-cohorts" legend="Pupils in the cohort" legend_size={Size::M} legend_level=2
                hint="Count everyone who was eligible">
                <super::TextInput id="fieldset-cohort-2014" label="2014" width=3 inputmode="numeric" value="30" />
                <super::TextInput id="fieldset-cohort-2015" label="2015" width=3 inputmode="numeric" value="28" />
            </Fieldset>
        },
    )]
}
