//! A table of final strings.

/// A table, ready to be shown, copied or printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Its columns; the first is the one of row headings.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Whether it holds numbers, which stand to the right.
    pub is_number: bool,
}

/// A row of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its heading: the first cell.
    pub heading: String,
    /// The other cells.
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

impl Table {
    /// A table whose headings begin with a text and go on as given: numbers where the flag says so.
    pub fn new(caption: impl Into<String>, columns: &[(&str, bool)]) -> Self {
        let columns = columns
            .iter()
            .map(|(heading, is_number)| Column { heading: (*heading).to_owned(), is_number: *is_number });
        Self { caption: caption.into(), columns: columns.collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn push(&mut self, heading: impl Into<String>, cells: Vec<String>) {
        self.rows.push(Row { heading: heading.into(), cells });
    }
}
