//! A figure typed into a cell of a table.
//!
//! Accessibility: a label for screen readers that names row and column ("Reading 2014, percent"), as the headers show
//! it to others; an error stands under the box in words and is read with it; at least 24 px high.

use yew::prelude::*;

use super::IArray;
use super::field::{Pasted, Typed, described_by, enter_handler, error_html, id_handler, paste_handler};
use super::text_input::input_handler;

/// What a [`CellInput`] is told.
#[derive(Properties, PartialEq)]
pub struct CellInputProps {
    /// The control's id, unique on the page; callbacks carry it, so that one callback serves the table.
    pub id: AttrValue,
    /// Row, column and unit in words, for screen readers.
    pub label: AttrValue,
    /// The text as typed.
    #[prop_or_default]
    pub value: AttrValue,
    /// What is wrong.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Ids of further words that describe the figure, such as the row's hint.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// `decimal` unless told.
    #[prop_or_else(|| AttrValue::Static("decimal"))]
    pub inputmode: AttrValue,
    /// Wide enough for `18 of 30`.
    #[prop_or_default]
    pub wide: bool,
    /// Called with every change.
    #[prop_or_default]
    pub on_input: Callback<Typed>,
    /// Called with the id when Enter is pressed.
    #[prop_or_default]
    pub on_enter: Callback<AttrValue>,
    /// Called with the id when the keyboard leaves the cell.
    #[prop_or_default]
    pub on_blur: Callback<AttrValue>,
    /// Called before a paste is put into the cell; the page may take it as a table that starts here.
    #[prop_or_default]
    pub on_paste: Callback<Pasted>,
}

/// A figure typed into a cell of a table.
#[component]
pub fn CellInput(props: &CellInputProps) -> Html {
    props.view()
}

impl CellInputProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let id = &self.id;
        html! {
            <div class="planner-cell">
                <label class="govuk-visually-hidden" for={id.clone()}>{ &self.label }</label>
                <input
                    class={classes!(
                        "govuk-input",
                        "planner-cell__input",
                        self.wide.then_some("planner-cell__input--wide"),
                        self.error.is_some().then_some("govuk-input--error"),
                    )}
                    id={id.clone()}
                    name={id.clone()}
                    type="text"
                    value={self.value.clone()}
                    inputmode={self.inputmode.clone()}
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby={described_by(id, self.described_by.as_deref(), false, self.error.is_some())}
                    aria-invalid={self.error.is_some().then_some("true")}
                    oninput={input_handler(id, &self.on_input)}
                    onkeydown={enter_handler(id, &self.on_enter)}
                    onblur={id_handler::<FocusEvent>(id, &self.on_blur)}
                    onpaste={paste_handler(id, &self.on_paste)}
                />
                { error_html(id, self.error.as_ref()) }
            </div>
        }
    }
}

/// Cell inputs in a table, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    use super::table::{Column, Row, Table};
    vec![(
        "table of figures",
        html! {
            <Table id="cells-figures" caption="Attainment, percent of pupils"
                columns={IArray::from(vec![
                    Column::text("Measure"), Column::number("2013"), Column::number("2014"), Column::number("National"),
                ])}
                rows={IArray::from(vec![
                    Row::new(
                        "reading",
                        html! { <>{ "Reading" }<span class="planner-table__note" id="cells-reading-note">{ "Level 4 or above" }</span></> },
                        vec![
                            html! {
                                <CellInput id="cells-reading-2013" label="Reading 2013, percent" value="70.1"
                                    described_by="cells-reading-note" />
                            },
                            html! {
                                <CellInput id="cells-reading-2014" label="Reading 2014, percent" value="172"
                                    error="Must be 100% or less" />
                            },
                            html! { { "87.2" } },
                        ],
                    ),
                    Row::new(
                        "mathematics",
                        html! { { "Mathematics" } },
                        vec![
                            html! {
                                <CellInput id="cells-maths-2013" label="Mathematics 2013, percent" value="18 of 30" wide=true />
                            },
                            html! { <CellInput id="cells-maths-2014" label="Mathematics 2014, percent" /> },
                            html! { { "86.9" } },
                        ],
                    ),
                ])} />
        },
    )]
}
