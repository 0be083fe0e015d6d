//! What is wrong with a file, and where in it.

use super::pack::Pair;

/// One fault of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, as a path of keys and places such as `/rules/3/when`; empty for the file as a whole.
    pub place: String,
    /// What.
    pub kind: FaultKind,
}

/// A foreign text cut to what a message can show.
pub fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 { text.to_owned() } else { text.chars().take(59).chain(['…']).collect() }
}

/// What can be wrong with a file. The words are in `present`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Larger than the planner reads.
    TooLarge {
        /// The most bytes that it reads.
        most: usize,
    },
    /// Not JSON: cut short, damaged or of another kind.
    NotJson {
        /// The line of the first mistake.
        line: usize,
        /// Its column.
        column: usize,
    },
    /// JSON, but not of this format.
    NotThisFormat {
        /// The format that was looked for.
        expected: &'static str,
    },
    /// Made by a newer planner.
    Newer {
        /// The version of the file.
        found: i64,
        /// The newest that this planner reads.
        known: i64,
    },
    /// A key that the format does not have.
    UnknownKey(String),
    /// A key given twice.
    DuplicateKey(String),
    /// A key that must be there and is not.
    MissingKey(&'static str),
    /// A value of another kind than the format has there.
    WrongKind {
        /// What belongs there: "text", "a list", "a whole number", …
        expected: &'static str,
    },
    /// A word that is none of those that the format has there.
    NotOneOf {
        /// The word.
        found: String,
        /// Those that it has.
        expected: Vec<String>,
    },
    /// A name that stands for nothing in the file or the catalogue.
    UnknownName(String),
    /// The same thing given twice.
    Repeated(String),
    /// Colours that are read together and are too much alike: what they are, and their contrast in hundredths.
    LowContrast(Pair, u32),
    /// A text longer than the planner reads.
    TooLong {
        /// The most characters that it reads.
        most: usize,
    },
    /// A list longer than the planner reads.
    TooMany {
        /// The most entries that it reads.
        most: usize,
    },
    /// A spreadsheet's own format, and not a table as text.
    Spreadsheet,
    /// Not text of a kind that is read.
    NotText,
    /// A table with more rows than the planner reads.
    TooManyRows {
        /// The most rows that it reads.
        most: u64,
    },
    /// A row with more cells than the planner reads.
    TooManyColumns {
        /// The most cells that it reads.
        most: usize,
    },
    /// A table without the headings of any that the planner reads.
    NoSuchTable,
    /// A table without a row for any school.
    NoSchools,
}
