//! What is wrong with a file, in words.

use crate::domain::fault::{Fault, FaultKind};
use crate::domain::pack::Pair;

/// The words of a fault, with its place in the file.
pub fn words(fault: &Fault) -> String {
    let what = match &fault.kind {
        FaultKind::TooLarge { most } => {
            format!("The file is larger than {} MB, which is more than the planner reads", most / 1_000_000)
        }
        FaultKind::NotJson { line, column } => {
            format!(
                "The file is damaged or of another kind: it cannot be read beyond line {line}, column {column}"
            )
        }
        FaultKind::NotThisFormat { expected } => format!("This is not a file of the format “{expected}”"),
        FaultKind::Newer { found, known } => format!(
            "The file was saved by a newer planner (format {found}; this one reads up to {known}). Open it with that one"
        ),
        FaultKind::UnknownKey(key) => format!("“{key}” is not a key that belongs here"),
        FaultKind::DuplicateKey(key) => format!("“{key}” is given twice"),
        FaultKind::MissingKey(key) => format!("“{key}” is missing"),
        FaultKind::WrongKind { expected } => format!("Expected {expected}"),
        FaultKind::NotOneOf { found, expected } => {
            format!("“{found}” is not one of: {}", expected.join(", "))
        }
        FaultKind::LowContrast(pair, contrast) => format!(
            "{} {} to 1, and must be at least 4.5 to 1. Choose a darker or a lighter colour",
            match pair {
                Pair::Header => "The contrast of the header with its words is",
                Pair::Link => "The contrast of links with the page is",
                Pair::LinkInBox => "The contrast of links with grey boxes is",
            },
            super::pack::ratio(*contrast),
        ),
        FaultKind::UnknownName(name) => format!("“{name}” stands for nothing that is known"),
        FaultKind::Repeated(name) => format!("The same entry is given twice in {name}"),
        FaultKind::TooLong { most } => format!("The text is longer than {most} characters"),
        FaultKind::TooMany { most } => format!("The list is longer than {most} entries"),
        FaultKind::Spreadsheet => {
            "This is a spreadsheet’s own format. Save it as CSV in the spreadsheet program, and choose that file".to_owned()
        }
        FaultKind::NotText => "The file is not text that the planner reads. Save it as CSV UTF-8".to_owned(),
        FaultKind::TooManyRows { most } => format!("The table has more than {most} rows"),
        FaultKind::TooManyColumns { most } => format!("The row has more than {most} cells"),
        FaultKind::NoSuchTable => {
            "The headings are not those of a file that the planner reads: the performance tables of key stage 2 or 4, or a \
             table with school_urn and time_period"
                .to_owned()
        }
        FaultKind::NoSchools => "The table has no row for a school".to_owned(),
    };
    if fault.place.is_empty() { what } else { format!("{what} (at {})", fault.place) }
}

/// How many faults are told at once: more are seldom read, and the first often bring the others.
const MOST_TOLD: usize = 100;

/// The faults of a file, one each, and how many more there are.
pub fn list(faults: &[Fault]) -> Vec<String> {
    let mut told: Vec<String> = faults.iter().take(MOST_TOLD).map(words).collect();
    match faults.len().saturating_sub(MOST_TOLD) {
        0 => {}
        1 => told.push("There is one more fault. It is told when these are put right".to_owned()),
        more => told.push(format!("There are {more} more faults. They are told when these are put right")),
    }
    told
}
