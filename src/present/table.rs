//! A table as it is shown, copied and exported: words in rows, nothing left to work out.

/// A table of final strings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the table shows, with the unit where all its figures share one.
    pub caption: String,
    /// The columns; the first holds the rows' headings.
    pub columns: Vec<Column>,
    /// The rows, in the order in which they are read.
    pub rows: Vec<Row>,
}

/// A column's heading. No two columns of a table share one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The words of the heading.
    pub heading: String,
    /// Whether the column holds figures, which are set to the right.
    pub is_number: bool,
}

/// A row: its heading, and a cell for each column after the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The row's heading.
    pub heading: String,
    /// The other cells; empty text where there is nothing to say.
    pub cells: Vec<String>,
}

impl Column {
    /// A column of words.
    pub fn words(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), is_number: false }
    }

    /// A column of figures.
    pub fn number(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), is_number: true }
    }
}

impl Row {
    /// A row of `cells` under `heading`.
    pub fn new(heading: impl Into<String>, cells: Vec<String>) -> Self {
        Self { heading: heading.into(), cells }
    }
}
