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
    props.view()
}

impl FieldsetProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let id = &self.id;
        let legend = html! { { &self.legend } };
        let legend = match self.legend_level {
            0 => legend,
            1 => html! { <h1 class="govuk-fieldset__heading">{ legend }</h1> },
            2 => html! { <h2 class="govuk-fieldset__heading">{ legend }</h2> },
            _ => html! { <h3 class="govuk-fieldset__heading">{ legend }</h3> },
        };
        html! {
            <div class={group_class(self.error.is_some())}>
                <fieldset
                    class="govuk-fieldset"
                    role={self.role.clone()}
                    aria-describedby={described_by(id, None, self.hint.is_some(), self.error.is_some())}
                >
                    <legend class={self.legend_size.legend_class()}>{ legend }</legend>
                    { hint_html(id, self.hint.as_ref()) }
                    { error_html(id, self.error.as_ref()) }
                    { self.children.clone() }
                </fieldset>
            </div>
        }
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
