//! What is filled in: boxes, choices, and tables of boxes. Each has a label, a hint, and its error in words beside it.

use std::rc::Rc;

use yew::virtual_dom::{AttrValue, VNode};

use crate::app::markup::{El, all, anew, classed, el, is_fixed, keyed, text};

use super::shown::{cell, frame, hidden, row_heading};
use super::{Block, Part, draw, join, part};

/// One of several answers.
pub(crate) struct Radios {
    /// Its id, and that of the first answer.
    pub(crate) id: AttrValue,
    /// The question.
    pub(crate) legend: AttrValue,
    /// Where the answer is found; may be empty.
    pub(crate) hint: AttrValue,
    /// What is wrong.
    pub(crate) error: Option<AttrValue>,
    /// The answers.
    pub(crate) choices: Vec<Choice>,
    /// The value of the answer that is given.
    pub(crate) value: AttrValue,
}

/// An answer.
pub(crate) struct Choice {
    /// Its value.
    pub(crate) value: AttrValue,
    /// Its words.
    pub(crate) text: AttrValue,
    /// More words; may be empty.
    pub(crate) hint: AttrValue,
}

impl Choice {
    /// An answer without more words.
    pub(crate) fn new(value: impl Into<AttrValue>, text: impl Into<AttrValue>) -> Self {
        Self { value: value.into(), text: text.into(), hint: AttrValue::Static("") }
    }
}

/// A line of text.
pub(crate) struct TextBox {
    /// Its id.
    pub(crate) id: AttrValue,
    /// What it is.
    pub(crate) label: AttrValue,
    /// Where it is found; may be empty.
    pub(crate) hint: AttrValue,
    /// What is wrong.
    pub(crate) error: Option<AttrValue>,
    /// What was typed.
    pub(crate) value: AttrValue,
    /// Whether it takes a figure, and is short.
    pub(crate) is_figure: bool,
}

/// Several lines of text.
pub(crate) struct TextArea {
    /// Its id.
    pub(crate) id: AttrValue,
    /// What it is.
    pub(crate) label: AttrValue,
    /// More words; may be empty.
    pub(crate) hint: AttrValue,
    /// What is wrong.
    pub(crate) error: Option<AttrValue>,
    /// What was typed, or is to be copied.
    pub(crate) value: AttrValue,
    /// Whether it is only to be copied.
    pub(crate) is_read_only: bool,
}

/// A date in three boxes, whose ids are its own with `-day`, `-month` and `-year`.
pub(crate) struct DateBoxes {
    /// Its id.
    pub(crate) id: AttrValue,
    /// What it is.
    pub(crate) legend: AttrValue,
    /// An example.
    pub(crate) hint: AttrValue,
    /// What is wrong.
    pub(crate) error: Option<AttrValue>,
    /// Day, month and year, as typed.
    pub(crate) parts: [AttrValue; 3],
}

/// A box to tick.
pub(crate) struct Tick {
    /// Its id.
    pub(crate) id: AttrValue,
    /// What it says.
    pub(crate) label: AttrValue,
    /// More words; may be empty.
    pub(crate) hint: AttrValue,
    /// Whether it is ticked.
    pub(crate) is_ticked: bool,
}

/// A table of boxes to fill in.
pub(crate) struct Grid {
    /// Its id.
    pub(crate) id: AttrValue,
    /// What it holds.
    pub(crate) caption: AttrValue,
    /// The headings of its columns.
    pub(crate) columns: Vec<String>,
    /// Its rows.
    pub(crate) rows: Vec<Rc<GridRow>>,
}

/// A row of a [`Grid`].
#[derive(PartialEq)]
pub(crate) struct GridRow {
    /// Its heading.
    pub(crate) heading: AttrValue,
    /// Words under the heading; may be empty.
    pub(crate) note: AttrValue,
    /// Its cells.
    pub(crate) cells: Vec<Cell>,
}

/// A cell of a [`Grid`].
#[derive(PartialEq)]
pub(crate) enum Cell {
    /// Words.
    Words(AttrValue),
    /// A box to tick: its id, what it says, what it says before that to those who cannot see the table, and whether it is
    /// ticked.
    Tick(AttrValue, AttrValue, AttrValue, bool),
    /// A box to fill in.
    Box {
        /// Its id.
        id: AttrValue,
        /// Row, column and unit, for those who cannot see the table.
        label: AttrValue,
        /// What was typed.
        value: AttrValue,
        /// What is wrong.
        error: Option<AttrValue>,
        /// What it takes.
        takes: Takes,
    },
}

/// What a box of a table takes: its width, and the keys that a phone offers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    /// A whole number.
    Count,
    /// A figure, such as `18 of 30`.
    Figure,
    /// The same with room for `150 of 231`.
    Share,
    /// A date, such as `31 December 2015`.
    Date,
}

/// The group around a control, with its error.
fn group(error: Option<&AttrValue>) -> El {
    classed(
        "div",
        if error.is_some() { "govuk-form-group govuk-form-group--error" } else { "govuk-form-group" },
    )
}

/// The hint and the error of a control.
fn explained(element: El, id: &str, hint: &AttrValue, error: Option<&AttrValue>) -> El {
    let element = if hint.is_empty() {
        element
    } else {
        element.with(classed("div", "govuk-hint").attr("id", join(id, "-hint")).say(hint.clone()).node())
    };
    match error {
        Some(words) => element.with(error_words(id, words)),
        None => element,
    }
}

fn error_words(id: &str, words: &AttrValue) -> VNode {
    classed("p", "govuk-error-message")
        .attr("id", join(id, "-error"))
        .with(hidden("Error: "))
        .say(words.clone())
        .node()
}

/// The ids of what describes a control.
fn describing(id: &str, hint: &AttrValue, error: Option<&AttrValue>) -> Option<AttrValue> {
    let mut ids = Vec::new();
    if !hint.is_empty() {
        ids.push([id, "-hint"].concat());
    }
    if error.is_some() {
        ids.push([id, "-error"].concat());
    }
    (!ids.is_empty()).then(|| AttrValue::from(ids.join(" ")))
}

fn label(id: &AttrValue, words: &AttrValue) -> VNode {
    classed("label", "govuk-label govuk-label--s").attr("for", id.clone()).say(words.clone()).node()
}

/// A box for a line of text.
fn input(id: &AttrValue, class: &'static str, value: &AttrValue, error: Option<&AttrValue>) -> El {
    classed("input", class)
        .attr("id", id.clone())
        .attr("name", id.clone())
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr_if("readonly", is_fixed(id).then_some("readonly"))
        .attr_if("aria-invalid", error.map(|_| "true"))
        .value(value.clone())
}

pub(super) fn text_box(text_box: &TextBox, names: &[(AttrValue, AttrValue)]) -> VNode {
    let TextBox { id, label: words, hint, error, value, is_figure } = text_box;
    let error = error.as_ref();
    let class = match (is_figure, error.is_some()) {
        (true, false) => "govuk-input govuk-input--width-10",
        (true, true) => "govuk-input govuk-input--width-10 govuk-input--error",
        (false, false) => "govuk-input govuk-input--width-30",
        (false, true) => "govuk-input govuk-input--width-30 govuk-input--error",
    };
    let input = input(id, class, value, error)
        .attr_if("inputmode", is_figure.then_some("decimal"))
        .attr_if("list", (!names.is_empty()).then(|| join(id, "-names")))
        .attr_if("aria-describedby", describing(id, hint, error))
        .node();
    let group = explained(group(error).with(label(id, words)), id, hint, error).with(input);
    if names.is_empty() {
        return group.node();
    }
    let options = names
        .iter()
        .map(|(name, words)| el("option").attr("value", name.clone()).attr("label", words.clone()).node());
    group.with(el("datalist").attr("id", join(id, "-names")).with_all(options.collect()).node()).node()
}

pub(super) fn text_area(area: &TextArea) -> VNode {
    let TextArea { id, label: words, hint, error, value, is_read_only } = area;
    let error = error.as_ref();
    let class = if error.is_some() { "govuk-textarea govuk-textarea--error" } else { "govuk-textarea" };
    let input = classed("textarea", class)
        .attr("id", id.clone())
        .attr("name", id.clone())
        .attr("rows", "5")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr_if("readonly", (*is_read_only || is_fixed(id)).then_some("readonly"))
        .attr_if("aria-invalid", error.map(|_| "true"))
        .attr_if("aria-describedby", describing(id, hint, error))
        .value(value.clone())
        .node();
    explained(group(error).with(label(id, words)), id, hint, error).with(input).node()
}

/// A question with its controls.
fn fieldset(
    id: &str,
    legend: &AttrValue,
    hint: &AttrValue,
    error: Option<&AttrValue>,
    role: Option<&'static str>,
    controls: VNode,
) -> VNode {
    let legend =
        classed("legend", "govuk-fieldset__legend govuk-fieldset__legend--s").say(legend.clone()).node();
    let fieldset = classed("fieldset", "govuk-fieldset")
        .attr_if("role", role)
        .attr_if("aria-describedby", describing(id, hint, error))
        .with(legend);
    group(error).with(explained(fieldset, id, hint, error).with(controls).node()).node()
}

/// Controls that belong together, under the words for them all.
pub(super) fn together(legend: &AttrValue, blocks: &[Block]) -> VNode {
    fieldset("", legend, &AttrValue::Static(""), None, None, draw(blocks))
}

pub(super) fn radios(radios: &Radios) -> VNode {
    let Radios { id, legend, hint, error, choices, value } = radios;
    let items = choices.iter().enumerate().map(|(place, choice)| {
        // Errors lead to the first answer, which has the id of the question.
        let item_id = if place == 0 { id.clone() } else { join(id, &format!("-{}", place + 1)) };
        choice_item("radio", "govuk-radios", id, &item_id, choice, choice.value == *value, None)
    });
    // Many short answers stand in columns: a list of ten would push all else off the screen.
    let is_short = |choice: &Choice| choice.text.len() <= 34;
    let class = match choices.len() {
        // Such as yes, no and not known yet.
        ..4 if choices.iter().all(|choice| choice.text.len() < 14) => {
            "govuk-radios govuk-radios--small govuk-radios--inline"
        }
        6.. if choices.iter().all(is_short) => "govuk-radios govuk-radios--small planner-radios--columns",
        _ => "govuk-radios govuk-radios--small",
    };
    let items = classed("div", class).with_all(items.collect()).node();
    fieldset(id, legend, hint, error.as_ref(), None, items)
}

pub(super) fn tick(tick: &Tick) -> VNode {
    let Tick { id, label, hint, is_ticked } = tick;
    let choice = Choice { value: AttrValue::Static("yes"), text: label.clone(), hint: hint.clone() };
    let item = choice_item("checkbox", "govuk-checkboxes", id, id, &choice, *is_ticked, None);
    group(None).with(classed("div", "govuk-checkboxes").with(item).node()).node()
}

fn choice_item(
    kind: &'static str,
    class: &'static str,
    group: &AttrValue,
    id: &AttrValue,
    choice: &Choice,
    is_chosen: bool,
    hidden_words: Option<&AttrValue>,
) -> VNode {
    let class = |end: &str| join(class, end);
    let hint_id = join(id, "-item-hint");
    let input = el("input")
        .attr("class", class("__input"))
        .attr("id", id.clone())
        .attr("name", group.clone())
        .attr("type", kind)
        .attr("value", choice.value.clone())
        .attr_if("disabled", is_fixed(group).then_some("disabled"))
        .attr_if("aria-describedby", (!choice.hint.is_empty()).then(|| hint_id.clone()))
        .checked(is_chosen)
        .node();
    let label_class = join("govuk-label ", &class("__label"));
    let label = hidden_words.map_or(AttrValue::Static(""), Clone::clone);
    let label = el("label")
        .attr("class", label_class)
        .attr("for", id.clone())
        .with(if label.is_empty() { VNode::default() } else { hidden(label) })
        .say(choice.text.clone())
        .node();
    let mut item = el("div").key(id).attr("class", class("__item")).with(input).with(label);
    if !choice.hint.is_empty() {
        let hint_class = join("govuk-hint ", &class("__hint"));
        item = item
            .with(el("div").attr("class", hint_class).attr("id", hint_id).say(choice.hint.clone()).node());
    }
    item.node()
}

pub(super) fn date(date: &DateBoxes) -> VNode {
    let DateBoxes { id, legend, hint, error, parts } = date;
    let boxes = [("-day", "Day", false), ("-month", "Month", false), ("-year", "Year", true)];
    let items = boxes.iter().zip(parts).map(|((end, words, is_year), value)| {
        let part_id = join(id, end);
        let class = match (is_year, error.is_some()) {
            (false, false) => "govuk-input govuk-date-input__input govuk-input--width-3",
            (false, true) => "govuk-input govuk-date-input__input govuk-input--width-3 govuk-input--error",
            (true, false) => "govuk-input govuk-date-input__input govuk-input--width-4",
            (true, true) => "govuk-input govuk-date-input__input govuk-input--width-4 govuk-input--error",
        };
        let label = classed("label", "govuk-label govuk-date-input__label")
            .attr("for", part_id.clone())
            .say(*words)
            .node();
        let input = input(&part_id, class, value, error.as_ref()).node();
        let group = classed("div", "govuk-form-group").with(label).with(input).node();
        classed("div", "govuk-date-input__item").with(group).node()
    });
    let items = classed("div", "govuk-date-input").attr("id", id.clone()).with_all(items.collect()).node();
    fieldset(id, legend, hint, error.as_ref(), Some("group"), items)
}

pub(super) fn grid(grid: &Grid) -> VNode {
    let stands = (is_fixed(&grid.id), anew());
    let rows = grid.rows.iter().map(|row| part(&row.heading, Part::Row(row.clone(), stands)));
    let columns = grid.columns.iter().enumerate().map(|(place, heading)| (heading.as_str(), place > 0));
    frame(&grid.id, &grid.caption, columns, rows.collect())
}

pub(super) fn grid_row(row: &GridRow) -> VNode {
    let mut heading = vec![el("span").say(row.heading.clone()).node()];
    if !row.note.is_empty() {
        heading.push(classed("span", "planner-table__note").say(row.note.clone()).node());
    }
    // Columns may come and go behind a box that is typed in.
    let cells = row.cells.iter().map(|inner| cell(true, grid_cell(inner)));
    let cells = std::iter::once(row_heading(all(heading))).chain(cells).enumerate();
    let cells = cells.map(|(place, cell)| keyed(place, cell)).collect();
    classed("tr", "govuk-table__row").with_all(cells).node()
}

fn grid_cell(cell: &Cell) -> VNode {
    let (id, label, value, error, takes) = match cell {
        Cell::Words(words) => return text(words.clone()),
        Cell::Tick(id, words, before, is_ticked) => {
            let choice = Choice::new("yes", words.clone());
            let item = choice_item("checkbox", "govuk-checkboxes", id, id, &choice, *is_ticked, Some(before));
            return classed("div", "govuk-checkboxes govuk-checkboxes--small planner-cell__tick")
                .with(item)
                .node();
        }
        Cell::Box { id, label, value, error, takes } => (id, label, value, error.as_ref(), *takes),
    };
    let (class, with_error, mode) = match takes {
        Takes::Count => (
            "govuk-input planner-cell__input",
            "govuk-input planner-cell__input govuk-input--error",
            "numeric",
        ),
        Takes::Figure => (
            "govuk-input planner-cell__input planner-cell__input--wide",
            "govuk-input planner-cell__input planner-cell__input--wide govuk-input--error",
            "decimal",
        ),
        Takes::Share => (
            "govuk-input planner-cell__input planner-cell__input--share",
            "govuk-input planner-cell__input planner-cell__input--share govuk-input--error",
            "decimal",
        ),
        Takes::Date => (
            "govuk-input planner-cell__input planner-cell__input--date",
            "govuk-input planner-cell__input planner-cell__input--date govuk-input--error",
            "text",
        ),
    };
    let class = if error.is_some() { with_error } else { class };
    // An attribute, because a hidden element in each cell would be laid out and painted at each key press.
    let input = input(id, class, value, error)
        .attr("aria-label", label.clone())
        .attr("inputmode", mode)
        .attr_if("aria-describedby", describing(id, &AttrValue::Static(""), error))
        .node();
    // The error has a place even where there is none: the box must stay the same element when one comes or goes.
    let error = error.map_or_else(VNode::default, |words| error_words(id, words));
    classed("div", "planner-cell").with(input).with(error).node()
}
