//! A thing to agree to, or any number of a few.
//!
//! Accessibility: a single box has its words as its label; a group is a fieldset with a legend; a hint belongs to its
//! box; the whole label can be pressed.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::IArray;
use super::field::{Choice, Size, Ticked, described_by, error_html, group_class, join};
use super::fieldset::FieldsetProps;
use super::radios::{item_hint, item_id};

/// What a [`Checkbox`] is told.
#[derive(Properties, PartialEq)]
pub struct CheckboxProps {
    /// The control's id, unique on the page; the callback carries it, with an empty value.
    pub id: AttrValue,
    /// The words beside the box.
    pub label: AttrValue,
    /// More words under the label.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Whether it is ticked.
    #[prop_or_default]
    pub ticked: bool,
    /// A smaller box, for a choice that is not the page's main matter.
    #[prop_or_default]
    pub small: bool,
    /// Called when it is ticked or cleared.
    #[prop_or_default]
    pub on_change: Callback<Ticked>,
}

/// A single box to tick.
#[component]
pub fn Checkbox(props: &CheckboxProps) -> Html {
    props.view()
}

impl CheckboxProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let id = &self.id;
        let describing = described_by(
            id,
            self.hint.is_some().then(|| join(id, "-item-hint")).as_deref(),
            false,
            self.error.is_some(),
        );
        html! {
            <div class={group_class(self.error.is_some())}>
                { error_html(id, self.error.as_ref()) }
                <div class={boxes_class(self.small)}>
                    { item(id, id, &Choice { value: AttrValue::default(), text: self.label.clone(), hint: self.hint.clone() },
                        self.ticked, describing, &self.on_change) }
                </div>
            </div>
        }
    }
}

/// What [`Checkboxes`] are told.
#[derive(Properties, PartialEq)]
pub struct CheckboxesProps {
    /// The id of the first box, unique on the page; the callback carries it. The others are `{id}-2`, `{id}-3`, ….
    pub id: AttrValue,
    /// The question.
    pub legend: AttrValue,
    /// How large the legend is.
    #[prop_or_default]
    pub legend_size: Size,
    /// Makes the legend a heading of this level, 1 to 3; 0 is no heading.
    #[prop_or_default]
    pub legend_level: u8,
    /// More words under the question.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The boxes.
    pub choices: IArray<Choice>,
    /// The values of those that are ticked.
    #[prop_or_default]
    pub ticked: IArray<AttrValue>,
    /// Smaller boxes.
    #[prop_or_default]
    pub small: bool,
    /// Called with the group's id and the value of the box that was ticked or cleared.
    #[prop_or_default]
    pub on_change: Callback<Ticked>,
}

/// Any number of a few.
#[component]
pub fn Checkboxes(props: &CheckboxesProps) -> Html {
    props.view()
}

impl CheckboxesProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        yew::props!(FieldsetProps {
            id: self.id.clone(),
            legend: self.legend.clone(),
            legend_size: self.legend_size,
            legend_level: self.legend_level,
            hint: self.hint.clone(),
            error: self.error.clone(),
            children: html! {
                <div class={boxes_class(self.small)}>
                    { for self.choices.iter().enumerate().map(|(at, choice)| {
                        let id = item_id(&self.id, at);
                        let describing = choice.hint.is_some().then(|| join(&id, "-item-hint"));
                        item(&self.id, &id, choice, self.ticked.contains(&choice.value), describing, &self.on_change)
                    }) }
                </div>
            },
        })
        .view()
    }
}

/// One box with its label and hint.
fn item(
    group: &AttrValue,
    id: &AttrValue,
    choice: &Choice,
    ticked: bool,
    describing: Option<AttrValue>,
    on_change: &Callback<Ticked>,
) -> Html {
    let onchange = {
        let id = group.clone();
        let value = choice.value.clone();
        let on_change = on_change.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                on_change.emit(Ticked { id: id.clone(), value: value.clone(), ticked: input.checked() });
            }
        })
    };
    html! {
        <div key={id.to_string()} class="govuk-checkboxes__item">
            <input
                class="govuk-checkboxes__input"
                id={id.clone()}
                name={group.clone()}
                type="checkbox"
                value={choice.value.clone()}
                checked={ticked}
                aria-describedby={describing}
                {onchange}
            />
            <label class="govuk-label govuk-checkboxes__label" for={id.clone()}>{ &choice.text }</label>
            { item_hint(id, "govuk-hint govuk-checkboxes__hint", choice.hint.as_ref()) }
        </div>
    }
}

/// The class of the box round the boxes.
fn boxes_class(small: bool) -> &'static str {
    if small { "govuk-checkboxes govuk-checkboxes--small" } else { "govuk-checkboxes" }
}

/// Checkboxes in each state, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        (
            "single",
            html! {
                <Checkbox id="checkbox-keep" label="Keep my figures in this browser" ticked=true
                    hint="Do not tick this on a shared computer" />
            },
        ),
        (
            "single, error",
            html! {
                <Checkbox id="checkbox-error" label="I have read how this works" small=true
                    error="Tick the box to go on" />
            },
        ),
        (
            "group",
            html! {
                <Checkboxes id="checkboxes-report" legend="What the report includes" legend_size={Size::S}
                    choices={IArray::from(vec![
                        Choice::new("category", "Category and its reasons"),
                        Choice::new("gap", "Gap to national").hint("All measures"),
                        Choice::new("trajectory", "Trajectory"),
                    ])}
                    ticked={IArray::from(vec![AttrValue::from("category"), AttrValue::from("gap")])} />
            },
        ),
    ]
}
