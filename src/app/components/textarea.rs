//! A field for several lines: notes, a pasted table.
//!
//! Accessibility: as a text input; Enter makes a new line, as people expect, and does not continue.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::field::{
    Pasted, Size, Typed, described_by, error_html, group_class, hint_html, id_handler, paste_handler,
};

/// What a [`Textarea`] is told.
#[derive(Properties, PartialEq)]
pub struct TextareaProps {
    /// The control's id, unique on the page; callbacks carry it.
    pub id: AttrValue,
    /// The label.
    pub label: AttrValue,
    /// How large the label is.
    #[prop_or_default]
    pub label_size: Size,
    /// What is wanted.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The text as typed.
    #[prop_or_default]
    pub value: AttrValue,
    /// How many lines show; 0 is 5.
    #[prop_or_default]
    pub rows: u8,
    /// Whether the text can be read and copied but not changed.
    #[prop_or_default]
    pub read_only: bool,
    /// Whether the browser checks spelling: for sentences yes, for figures no.
    #[prop_or_default]
    pub spellcheck: bool,
    /// Called with every change.
    #[prop_or_default]
    pub on_input: Callback<Typed>,
    /// Called with the id when the keyboard leaves the field.
    #[prop_or_default]
    pub on_blur: Callback<AttrValue>,
    /// Called before a paste is put into the field.
    #[prop_or_default]
    pub on_paste: Callback<Pasted>,
}

/// A field for several lines.
#[component]
pub fn Textarea(props: &TextareaProps) -> Html {
    props.view()
}

impl TextareaProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let id = &self.id;
        let rows = if self.rows == 0 { 5 } else { self.rows };
        let oninput = {
            let id = id.clone();
            let on_input = self.on_input.clone();
            Callback::from(move |event: InputEvent| {
                if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                    on_input.emit(Typed { id: id.clone(), value: area.value() });
                }
            })
        };
        html! {
            <div class={group_class(self.error.is_some())}>
                <label class={self.label_size.label_class()} for={id.clone()}>{ &self.label }</label>
                { hint_html(id, self.hint.as_ref()) }
                { error_html(id, self.error.as_ref()) }
                <textarea
                    class={classes!("govuk-textarea", self.error.is_some().then_some("govuk-textarea--error"))}
                    id={id.clone()}
                    name={id.clone()}
                    rows={rows.to_string()}
                    value={self.value.clone()}
                    readonly={self.read_only}
                    autocomplete="off"
                    spellcheck={super::button::truth(self.spellcheck)}
                    aria-describedby={described_by(id, None, self.hint.is_some(), self.error.is_some())}
                    aria-invalid={self.error.is_some().then_some("true")}
                    {oninput}
                    onblur={id_handler::<FocusEvent>(id, &self.on_blur)}
                    onpaste={paste_handler(id, &self.on_paste)}
                />
            </div>
        }
    }
}

/// A textarea in each state, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        (
            "pasted table",
            html! {
                <Textarea id="textarea-paste" label="Paste a table from a spreadsheet" rows=4
                    hint="The first row holds the years" value={"Measure\t2013\t2014\nReading\t70.1\t72.4"} />
            },
        ),
        (
            "error",
            html! {
                <Textarea id="textarea-error" label="Paste a table from a spreadsheet" rows=3
                    error="The table must have a heading row" />
            },
        ),
        (
            "read only",
            html! { <Textarea id="textarea-copy" label="Text to copy" rows=2 read_only=true value="Category 2" /> },
        ),
    ]
}
