//! One answer of a few. "Not known yet" is one of them wherever the planner can go on without.
//!
//! Accessibility: a fieldset whose legend is the question, a heading where it is the page's own; arrow keys move
//! within the group, as the browser does it; a hint belongs to its option. An error is tied to the group, and its link
//! goes to the first option, whose id is the group's.

use yew::prelude::*;

use super::IArray;
use super::field::{Choice, Size, Typed, described_by, join};
use super::fieldset::FieldsetProps;

/// What [`Radios`] are told.
#[derive(Properties, PartialEq)]
pub struct RadiosProps {
    /// The id of the first option, unique on the page; callbacks carry it. The others are `{id}-2`, `{id}-3`, ….
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
    /// The answers.
    pub choices: IArray<Choice>,
    /// The value of the chosen answer; one that no answer has leaves all unchosen.
    #[prop_or_else(|| AttrValue::Static("\u{0}"))]
    pub value: AttrValue,
    /// Smaller circles, for a choice that is not the page's main matter.
    #[prop_or_default]
    pub small: bool,
    /// Side by side on a wide screen; for two or three short answers.
    #[prop_or_default]
    pub inline: bool,
    /// Called with the group's id and the value that was chosen.
    #[prop_or_default]
    pub on_change: Callback<Typed>,
}

/// One answer of a few.
#[component]
pub fn Radios(props: &RadiosProps) -> Html {
    props.view()
}

impl RadiosProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let class = classes!(
            "govuk-radios",
            self.small.then_some("govuk-radios--small"),
            self.inline.then_some("govuk-radios--inline"),
        );
        let item = |(at, choice): (usize, &Choice)| {
            let id = item_id(&self.id, at);
            let onchange = {
                let id = self.id.clone();
                let value = choice.value.clone();
                let on_change = self.on_change.clone();
                Callback::from(move |_: Event| {
                    on_change.emit(Typed { id: id.clone(), value: value.to_string() })
                })
            };
            html! {
                <div key={choice.value.to_string()} class="govuk-radios__item">
                    <input
                        class="govuk-radios__input"
                        id={id.clone()}
                        name={self.id.clone()}
                        type="radio"
                        value={choice.value.clone()}
                        checked={choice.value == self.value}
                        aria-describedby={described_by(&join(&id, "-item"), None, choice.hint.is_some(), false)}
                        {onchange}
                    />
                    <label class="govuk-label govuk-radios__label" for={id.clone()}>{ &choice.text }</label>
                    { item_hint(&id, "govuk-hint govuk-radios__hint", choice.hint.as_ref()) }
                </div>
            }
        };
        yew::props!(FieldsetProps {
            id: self.id.clone(),
            legend: self.legend.clone(),
            legend_size: self.legend_size,
            legend_level: self.legend_level,
            hint: self.hint.clone(),
            error: self.error.clone(),
            children: html! {
                <div {class}>{ for self.choices.iter().enumerate().map(item) }</div>
            },
        })
        .view()
    }
}

/// The id of the option at `at`, counted from 0: the first has the group's own, so that an error can link to it.
pub(super) fn item_id(group: &AttrValue, at: usize) -> AttrValue {
    if at == 0 { group.clone() } else { join(group, &join("-", &(at + 1).to_string())) }
}

/// The hint of one option.
pub(super) fn item_hint(id: &str, class: &'static str, hint: Option<&AttrValue>) -> Html {
    hint.map_or_else(Html::default, |words| {
        html! { <div id={join(id, "-item-hint")} {class}>{ words }</div> }
    })
}

/// Radios in each state, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    let answers = || -> IArray<Choice> {
        IArray::from(vec![
            Choice::new("yes", "Yes").hint("Leaders have shown it in the last year"),
            Choice::new("no", "No"),
            Choice::new("unknown", "Not known yet"),
        ])
    };
    vec![
        (
            "with hints",
            html! {
                <Radios id="radios-capacity" legend="Can leaders improve the school without help?"
                    legend_size={Size::M} legend_level=2 hint="Your own judgement; the council will form its own"
                    choices={answers()} value="unknown" />
            },
        ),
        (
            "error",
            html! {
                <Radios id="radios-error" legend="Can leaders improve the school without help?" choices={answers()}
                    error="Choose yes, no or not known yet" />
            },
        ),
        (
            "small and inline",
            html! {
                <Radios id="radios-small" legend="Order" small=true inline=true value="gap"
                    choices={IArray::from(vec![Choice::new("gap", "Largest gap first"), Choice::new("name", "By name")])} />
            },
        ),
        (
            "question as the page's heading",
            html! {
                <Radios id="radios-heading" legend="Which phase is the school?" legend_size={Size::L} legend_level=2
                    choices={IArray::from(vec![Choice::new("primary", "Primary"), Choice::new("secondary", "Secondary")])} />
            },
        ),
    ]
}
