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

    /// The table as HTML, for a document or an e-mail: a border, and no style of its own.
    pub fn to_html(&self) -> String {
        let mut html =
            format!("<table border=\"1\"><caption>{}</caption><thead><tr>", escaped(&self.caption));
        for column in &self.columns {
            html.push_str(&format!("<th scope=\"col\">{}</th>", escaped(&column.heading)));
        }
        html.push_str("</tr></thead><tbody>");
        for row in &self.rows {
            html.push_str(&format!("<tr><th scope=\"row\">{}</th>", escaped(&row.heading)));
            for cell in &row.cells {
                html.push_str(&format!("<td>{}</td>", escaped(cell)));
            }
            html.push_str("</tr>");
        }
        html.push_str("</tbody></table>");
        html
    }

    /// The table as lines with tabs, for a spreadsheet: its caption, its headings and its rows.
    pub fn to_tabs(&self) -> String {
        let mut text = format!("{}\n", plain(&self.caption));
        let headings: Vec<String> = self.columns.iter().map(|column| plain(&column.heading)).collect();
        let rows = self.rows.iter().map(|row| {
            [&row.heading].into_iter().chain(&row.cells).map(|cell| plain(cell)).collect::<Vec<_>>()
        });
        for cells in [headings].into_iter().chain(rows) {
            text.push_str(&cells.join("\t"));
            text.push('\n');
        }
        text
    }

    /// Adds a row.
    pub fn push(&mut self, heading: impl Into<String>, cells: Vec<String>) {
        self.rows.push(Row { heading: heading.into(), cells });
    }
}

/// Words as the content of an element.
pub fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Words as a cell of a spreadsheet: on one line, and with an apostrophe before what it would run as a formula. A number
/// with a sign is a number.
pub fn plain(words: &str) -> String {
    let words = words.replace(['\t', '\n', '\r'], " ");
    let start = words.trim_start();
    let number = start.strip_prefix(['+', '-']).unwrap_or("");
    let is_number =
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'%'));
    if start.starts_with(['=', '+', '-', '@']) && !is_number { format!("'{words}") } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_runs_no_cell() {
        for words in ["=1+1", "+A1", "-2+3", "@x", "-", "\t=1", "- all of it"] {
            assert_eq!(plain(words), format!("'{}", words.replace('\t', " ")));
        }
        for words in ["-2.5", "+20%", "62.3%", "a=b", "", "\u{2212}4"] {
            assert_eq!(plain(words), words);
        }
        assert_eq!(plain("one\ttwo\r\nthree"), "one two  three");
    }

    #[test]
    fn a_copied_table_keeps_words_as_words() {
        let mut table = Table::new("A & B", &[("Measure", false), ("<1>", true)]);
        table.push("=2", vec!["3 < 4".to_owned()]);
        assert_eq!(table.to_tabs(), "A & B\nMeasure\t<1>\n'=2\t3 < 4\n");
        assert_eq!(
            table.to_html(),
            "<table border=\"1\"><caption>A &amp; B</caption><thead><tr><th scope=\"col\">Measure</th><th scope=\"col\">\
             &lt;1&gt;</th></tr></thead><tbody><tr><th scope=\"row\">=2</th><td>3 &lt; 4</td></tr></tbody></table>"
        );
    }
}
