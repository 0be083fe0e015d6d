//! A date as day, month and year, typed.
//!
//! Accessibility: a fieldset with role `group`; each box has its own visible label; an error names what is wrong with
//! the date, marks the boxes that it is about, and links to the first of them.

use yew::prelude::*;

use super::IArray;
use super::field::{Size, Typed, enter_handler, id_handler, join};
use super::fieldset::FieldsetProps;
use super::text_input::input_handler;

/// A box of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// The day of the month; its id is `{id}-day`.
    Day,
    /// The month as a number; its id is `{id}-month`.
    Month,
    /// The year in four figures; its id is `{id}-year`.
    Year,
}

impl yew::html::ImplicitClone for DatePart {}

/// What a [`DateInput`] is told.
#[derive(Properties, PartialEq)]
pub struct DateInputProps {
    /// The start of the ids of the boxes: `{id}-day`, `{id}-month`, `{id}-year`; callbacks carry those.
    pub id: AttrValue,
    /// What the date is of.
    pub legend: AttrValue,
    /// How large the legend is.
    #[prop_or_default]
    pub legend_size: Size,
    /// An example: "For example, 27 3 2014".
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The boxes that the error is about; none named means all.
    #[prop_or_default]
    pub wrong: IArray<DatePart>,
    /// The day as typed.
    #[prop_or_default]
    pub day: AttrValue,
    /// The month as typed.
    #[prop_or_default]
    pub month: AttrValue,
    /// The year as typed.
    #[prop_or_default]
    pub year: AttrValue,
    /// Called with every change, and the id of the box.
    #[prop_or_default]
    pub on_input: Callback<Typed>,
    /// Called with the id of the box when Enter is pressed.
    #[prop_or_default]
    pub on_enter: Callback<AttrValue>,
    /// Called with the id of the box when the keyboard leaves it.
    #[prop_or_default]
    pub on_blur: Callback<AttrValue>,
}

/// A date as day, month and year, typed.
#[component]
pub fn DateInput(props: &DateInputProps) -> Html {
    props.view()
}

impl DateInputProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let part = |part: DatePart,
                    end: &str,
                    label: &'static str,
                    value: &AttrValue,
                    width: &'static str| {
            let id = join(&self.id, end);
            let wrong = self.error.is_some() && (self.wrong.is_empty() || self.wrong.contains(&part));
            html! {
                <div class="govuk-date-input__item">
                    <div class="govuk-form-group">
                        <label class="govuk-label govuk-date-input__label" for={id.clone()}>{ label }</label>
                        <input
                            class={classes!(
                                "govuk-input", "govuk-date-input__input", width, wrong.then_some("govuk-input--error"),
                            )}
                            id={id.clone()}
                            name={id.clone()}
                            type="text"
                            value={value.clone()}
                            inputmode="numeric"
                            autocomplete="off"
                            spellcheck="false"
                            aria-invalid={wrong.then_some("true")}
                            oninput={input_handler(&id, &self.on_input)}
                            onkeydown={enter_handler(&id, &self.on_enter)}
                            onblur={id_handler::<FocusEvent>(&id, &self.on_blur)}
                        />
                    </div>
                </div>
            }
        };
        yew::props!(FieldsetProps {
            id: self.id.clone(),
            role: "group",
            legend: self.legend.clone(),
            legend_size: self.legend_size,
            hint: self.hint.clone(),
            error: self.error.clone(),
            children: html! {
                <div class="govuk-date-input" id={self.id.clone()}>
                    { part(DatePart::Day, "-day", "Day", &self.day, "govuk-input--width-2") }
                    { part(DatePart::Month, "-month", "Month", &self.month, "govuk-input--width-2") }
                    { part(DatePart::Year, "-year", "Year", &self.year, "govuk-input--width-4") }
                </div>
            },
        })
        .view()
    }
}

/// A date input in each state, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        (
            "filled in",
            html! {
                <DateInput id="date-inspection" legend="Last inspection" legend_size={Size::S}
                    hint="For example, 27 3 2014" day="12" month="11" year="2013" />
            },
        ),
        (
            "error in the year",
            html! {
                <DateInput id="date-error" legend="Last inspection" hint="For example, 27 3 2014" day="12" month="11"
                    year="20" error="Last inspection must have a year in four figures"
                    wrong={IArray::from(vec![DatePart::Year])} />
            },
        ),
    ]
}
