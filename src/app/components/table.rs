//! A table with a caption, in a region of its own that scrolls sideways when the screen is narrow.
//!
//! Accessibility: a caption that names table and region; headers with `scope`; the region can take the keyboard, so
//! that its far side is reached with the arrow keys; figures are right-aligned and tabular.

use yew::html::ImplicitClone;
use yew::prelude::*;

use super::IArray;
use super::field::{Size, join};

/// A column's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The words of the header.
    pub heading: AttrValue,
    /// Whether the column holds figures.
    pub numeric: bool,
}

impl ImplicitClone for Column {}

impl Column {
    /// A column of words.
    pub fn text(heading: impl Into<AttrValue>) -> Self {
        Self { heading: heading.into(), numeric: false }
    }

    /// A column of figures.
    pub fn number(heading: impl Into<AttrValue>) -> Self {
        Self { heading: heading.into(), numeric: true }
    }
}

/// A row: its header, and a cell for each further column.
#[derive(Clone, PartialEq)]
pub struct Row {
    /// What tells the row from others.
    pub id: AttrValue,
    /// The row's header, in the first column.
    pub header: Html,
    /// The other cells.
    pub cells: IArray<Html>,
}

impl ImplicitClone for Row {}

impl Row {
    /// A row of any content.
    pub fn new(id: impl Into<AttrValue>, header: Html, cells: Vec<Html>) -> Self {
        Self { id: id.into(), header, cells: cells.into() }
    }

    /// A row of words; the id is the header.
    pub fn words<W: Into<AttrValue>>(header: W, cells: impl IntoIterator<Item = W>) -> Self {
        let header: AttrValue = header.into();
        let cells = cells.into_iter().map(|cell| cell_words(cell.into())).collect::<Vec<_>>();
        Self { id: header.clone(), header: cell_words(header), cells: cells.into() }
    }
}

/// The words of a cell as content.
fn cell_words(words: AttrValue) -> Html {
    html! { { words } }
}

/// What a [`TableFrame`] is told.
#[derive(Properties, PartialEq)]
pub struct TableFrameProps {
    /// The id of the table, unique on the page; the caption's is `{id}-caption`.
    pub id: AttrValue,
    /// What the table shows.
    pub caption: AttrValue,
    /// How large the caption is; body is set small.
    #[prop_or_default]
    pub caption_size: Size,
    /// Whether the caption is for screen readers only, as a heading right above says the same.
    #[prop_or_default]
    pub caption_hidden: bool,
    /// The headers of one plain header row.
    #[prop_or_default]
    pub columns: IArray<Column>,
    /// Header rows (`tr`) in place of `columns`, for headers that span.
    #[prop_or_default]
    pub head: Option<Html>,
    /// The rows (`tr`).
    pub children: Html,
}

/// The scrolling region, caption and headers of a table whose rows the page writes itself.
#[component]
pub fn TableFrame(props: &TableFrameProps) -> Html {
    props.view()
}

impl TableFrameProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let caption_id = join(&self.id, "-caption");
        let caption_class = match (self.caption_hidden, self.caption_size) {
            (true, _) => "govuk-visually-hidden",
            (_, Size::Body | Size::S) => "govuk-table__caption govuk-table__caption--s",
            (_, Size::M) => "govuk-table__caption govuk-table__caption--m",
            (_, Size::L | Size::Xl) => "govuk-table__caption govuk-table__caption--l",
        };
        let head = self.head.clone().unwrap_or_else(|| {
        html! {
            <tr class="govuk-table__row">
                { for self.columns.iter().map(|column| html! {
                    <th
                        key={column.heading.to_string()}
                        scope="col"
                        class={classes!(
                            "govuk-table__header", column.numeric.then_some("govuk-table__header--numeric"),
                        )}
                    >
                        { &column.heading }
                    </th>
                }) }
            </tr>
        }
    });
        html! {
            <div class="planner-scroll" role="region" aria-labelledby={caption_id.clone()} tabindex="0">
                <table class="govuk-table planner-table" id={self.id.clone()}>
                    <caption class={caption_class} id={caption_id}>
                        <span class="planner-table__caption">{ &self.caption }</span>
                    </caption>
                    <thead class="govuk-table__head">{ head }</thead>
                    <tbody class="govuk-table__body">{ self.children.clone() }</tbody>
                </table>
            </div>
        }
    }
}

/// What a [`Table`] is told.
#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// The id of the table, unique on the page.
    pub id: AttrValue,
    /// What the table shows.
    pub caption: AttrValue,
    /// How large the caption is; body is set small.
    #[prop_or_default]
    pub caption_size: Size,
    /// Whether the caption is for screen readers only.
    #[prop_or_default]
    pub caption_hidden: bool,
    /// All columns, the first being that of the row headers.
    pub columns: IArray<Column>,
    /// The rows.
    pub rows: IArray<Row>,
}

/// A table of given rows.
#[component]
pub fn Table(props: &TableProps) -> Html {
    props.view()
}

impl TableProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        yew::props!(TableFrameProps {
            id: self.id.clone(),
            caption: self.caption.clone(),
            caption_size: self.caption_size,
            caption_hidden: self.caption_hidden,
            columns: self.columns.clone(),
            children: html! {
                { for self.rows.iter().map(|row| body_row(row, &self.columns)) }
            },
        })
        .view()
    }
}

/// One row under the given columns.
fn body_row(row: &Row, columns: &[Column]) -> Html {
    html! {
        <tr key={row.id.to_string()} class="govuk-table__row">
            <th scope="row" class="govuk-table__header">{ row.header.clone() }</th>
            { for row.cells.iter().enumerate().map(|(at, cell)| {
                let numeric = columns.get(at + 1).is_some_and(|column| column.numeric);
                html! {
                    <td class={classes!("govuk-table__cell", numeric.then_some("govuk-table__cell--numeric"))}>
                        { cell.clone() }
                    </td>
                }
            }) }
        </tr>
    }
}

/// Tables, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        (
            "figures",
            html! {
                <Table id="table-gap" caption="Gap to national, percentage points" caption_size={Size::M}
                    columns={IArray::from(vec![
                        Column::text("Measure"), Column::number("2013"), Column::number("2014"), Column::number("2015"),
                    ])}
                    rows={IArray::from(vec![
                        Row::words("Reading", ["−8.2", "−6.0", "−4.1"]),
                        Row::words("Mathematics", ["−12.5", "−11.9", "+0.4"]),
                    ])} />
            },
        ),
        (
            "tags in cells, hidden caption",
            html! {
                <Table id="table-tags" caption="How each measure stands" caption_hidden=true
                    columns={IArray::from(vec![Column::text("Measure"), Column::text("Against national")])}
                    rows={IArray::from(vec![Row::new("reading", html! { { "Reading" } }, vec![html! {
                        <super::Tag text="Below" meaning={super::Meaning::Bad} />
                    }])])} />
            },
        ),
        (
            "headers that span",
            html! {
                <TableFrame id="table-span" caption="Test and teacher assessment" head={html! {
                    <>
                        <tr class="govuk-table__row">
                            <td class="govuk-table__header"></td>
                            <th scope="colgroup" colspan="2" class="govuk-table__header planner-table__group">{ "2014" }</th>
                            <th scope="colgroup" colspan="2" class="govuk-table__header planner-table__group">{ "2015" }</th>
                        </tr>
                        <tr class="govuk-table__row">
                            <th scope="col" class="govuk-table__header">{ "Measure" }</th>
                            <th scope="col" class="govuk-table__header govuk-table__header--numeric">{ "Test" }</th>
                            <th scope="col" class="govuk-table__header govuk-table__header--numeric">{ "Teacher" }</th>
                            <th scope="col" class="govuk-table__header govuk-table__header--numeric">{ "Test" }</th>
                            <th scope="col" class="govuk-table__header govuk-table__header--numeric">{ "Teacher" }</th>
                        </tr>
                    </>
                }}>
                    <tr class="govuk-table__row">
                        <th scope="row" class="govuk-table__header">{ "Reading" }</th>
                        <td class="govuk-table__cell govuk-table__cell--numeric">{ "70.1%" }</td>
                        <td class="govuk-table__cell govuk-table__cell--numeric">{ "72.0%" }</td>
                        <td class="govuk-table__cell govuk-table__cell--numeric">{ "74.4%" }</td>
                        <td class="govuk-table__cell govuk-table__cell--numeric">{ "73.3%" }</td>
                    </tr>
                </TableFrame>
            },
        ),
    ]
}
