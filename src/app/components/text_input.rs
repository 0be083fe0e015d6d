//! A field for one line of text or one figure.
//!
//! Accessibility: the label is visible and tied by `for`; hint and error are read with the field through
//! `aria-describedby`, in that order; the unit is in the label, so prefix and suffix are hidden from screen readers;
//! figures are text with `inputmode`, never `type=number`, so that what was typed is never changed. Enter calls
//! `on_enter`, which does what Continue does.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::{
    Pasted, Size, Typed, described_by, enter_handler, error_html, group_class, hint_html, id_handler,
    paste_handler,
};

/// What a [`TextInput`] is told.
#[derive(Properties, PartialEq)]
pub struct TextInputProps {
    /// The control's id, unique on the page; callbacks carry it.
    pub id: AttrValue,
    /// The label, with the unit.
    pub label: AttrValue,
    /// How large the label is.
    #[prop_or_default]
    pub label_size: Size,
    /// Where the figure is found.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The text as typed.
    #[prop_or_default]
    pub value: AttrValue,
    /// A sign before the field.
    #[prop_or_default]
    pub prefix: Option<AttrValue>,
    /// A sign after the field: `%`.
    #[prop_or_default]
    pub suffix: Option<AttrValue>,
    /// Width in characters: 2, 3, 4, 5, 10, 20 or 30; any other number is the full width.
    #[prop_or_default]
    pub width: u8,
    /// `decimal` or `numeric` for figures.
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// Ids of further words that describe the field.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// Called with every change.
    #[prop_or_default]
    pub on_input: Callback<Typed>,
    /// Called with the id when Enter is pressed.
    #[prop_or_default]
    pub on_enter: Callback<AttrValue>,
    /// Called with the id when the keyboard leaves the field.
    #[prop_or_default]
    pub on_blur: Callback<AttrValue>,
    /// Called before a paste is put into the field.
    #[prop_or_default]
    pub on_paste: Callback<Pasted>,
}

/// A field for one line of text or one figure.
#[component]
pub fn TextInput(props: &TextInputProps) -> Html {
    props.view()
}

impl TextInputProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let id = &self.id;
        let input = html! {
            <input
                class={classes!(
                    "govuk-input",
                    width_class(self.width),
                    self.error.is_some().then_some("govuk-input--error"),
                )}
                id={id.clone()}
                name={id.clone()}
                type="text"
                value={self.value.clone()}
                inputmode={self.inputmode.clone()}
                autocomplete="off"
                spellcheck="false"
                aria-describedby={described_by(id, self.described_by.as_deref(), self.hint.is_some(), self.error.is_some())}
                aria-invalid={self.error.is_some().then_some("true")}
                oninput={input_handler(id, &self.on_input)}
                onkeydown={enter_handler(id, &self.on_enter)}
                onblur={id_handler::<FocusEvent>(id, &self.on_blur)}
                onpaste={paste_handler(id, &self.on_paste)}
            />
        };
        let wrapped = if self.prefix.is_some() || self.suffix.is_some() {
            html! {
                <div class="govuk-input__wrapper">
                    if let Some(prefix) = &self.prefix {
                        <div class="govuk-input__prefix" aria-hidden="true">{ prefix }</div>
                    }
                    { input }
                    if let Some(suffix) = &self.suffix {
                        <div class="govuk-input__suffix" aria-hidden="true">{ suffix }</div>
                    }
                </div>
            }
        } else {
            input
        };
        html! {
            <div class={group_class(self.error.is_some())}>
                <label class={self.label_size.label_class()} for={id.clone()}>{ &self.label }</label>
                { hint_html(id, self.hint.as_ref()) }
                { error_html(id, self.error.as_ref()) }
                { wrapped }
            </div>
        }
    }
}

/// The class for a width in characters.
pub(super) fn width_class(width: u8) -> Option<&'static str> {
    Some(match width {
        2 => "govuk-input--width-2",
        3 => "govuk-input--width-3",
        4 => "govuk-input--width-4",
        5 => "govuk-input--width-5",
        10 => "govuk-input--width-10",
        20 => "govuk-input--width-20",
        30 => "govuk-input--width-30",
        _ => return None,
    })
}

/// An `input` handler that passes the control's whole text on with `id`.
pub(super) fn input_handler(id: &AttrValue, on_input: &Callback<Typed>) -> Callback<InputEvent> {
    let id = id.clone();
    let on_input = on_input.clone();
    Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            on_input.emit(Typed { id: id.clone(), value: input.value() });
        }
    })
}

/// A text input in each state, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        (
            "text",
            html! { <TextInput id="text-name" label="School name (optional)" hint="It appears on the report only" /> },
        ),
        (
            "percentage",
            html! {
                <TextInput id="text-percentage" label="Reading, writing and maths combined, percent" value="62.3"
                    hint="In the statutory assessment file, the row RWM_EXP" suffix="%" width=5 inputmode="decimal" />
            },
        ),
        (
            "error",
            html! {
                <TextInput id="text-error" label="Pupils in year 6" value="thirty" width=3 inputmode="numeric"
                    hint="A whole number" error="Pupils in year 6 must be a whole number, like 30" />
            },
        ),
        (
            "prefix and suffix",
            html! { <TextInput id="text-prefix" label="Scaled score" prefix="±" suffix="points" width=4 /> },
        ),
    ]
}
