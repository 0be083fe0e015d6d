//! A choice from a list that is too long for radios: a year, a measure, a council.
//!
//! Accessibility: as a text input. Nothing happens on moving through the options but the page being told; a page never
//! moves away on a change.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::IArray;
use super::field::{Choice, Size, Typed, described_by, error_html, group_class, hint_html};

/// What a [`Select`] is told.
#[derive(Properties, PartialEq)]
pub struct SelectProps {
    /// The control's id, unique on the page; callbacks carry it.
    pub id: AttrValue,
    /// The label.
    pub label: AttrValue,
    /// How large the label is.
    #[prop_or_default]
    pub label_size: Size,
    /// More words under the label.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The options; give one with an empty value where nothing need be chosen.
    pub choices: IArray<Choice>,
    /// The value of the chosen option.
    #[prop_or_default]
    pub value: AttrValue,
    /// Called with the value of the option that was chosen.
    #[prop_or_default]
    pub on_change: Callback<Typed>,
}

/// A choice from a list.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let id = &props.id;
    // The attribute `selected` makes the first choice; after a person has touched the control only its property moves it
    // (undo).
    let node = use_node_ref();
    use_effect_with((props.value.clone(), node.clone()), |(value, node)| {
        if let Some(select) = node.cast::<HtmlSelectElement>() {
            select.set_value(value);
        }
    });
    let onchange = {
        let id = id.clone();
        let on_change = props.on_change.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                on_change.emit(Typed { id: id.clone(), value: select.value() });
            }
        })
    };
    html! {
        <div class={group_class(props.error.is_some())}>
            <label class={props.label_size.label_class()} for={id.clone()}>{ &props.label }</label>
            { hint_html(id, props.hint.as_ref()) }
            { error_html(id, props.error.as_ref()) }
            <select
                class={classes!("govuk-select", props.error.is_some().then_some("govuk-select--error"))}
                id={id.clone()}
                name={id.clone()}
                ref={node}
                aria-describedby={described_by(id, None, props.hint.is_some(), props.error.is_some())}
                aria-invalid={props.error.is_some().then_some("true")}
                {onchange}
            >
                { for props.choices.iter().map(|choice| html! {
                    <option
                        key={choice.value.to_string()}
                        value={choice.value.clone()}
                        selected={choice.value == props.value}
                    >
                        { &choice.text }
                    </option>
                }) }
            </select>
        </div>
    }
}

/// A select in each state, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    let years = || -> IArray<Choice> {
        IArray::from(vec![
            Choice::new("", "Choose a year"),
            Choice::new("201314", "2013 to 2014"),
            Choice::new("201415", "2014 to 2015"),
        ])
    };
    vec![
        (
            "with hint",
            html! {
                <Select id="select-year" label="Academic year" choices={years()} value="201415"
                    hint="The year in which the results were taken" />
            },
        ),
        (
            "error",
            html! { <Select id="select-error" label="Academic year" choices={years()} error="Choose a year" /> },
        ),
    ]
}
