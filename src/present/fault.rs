//! What is wrong with a file, in words.

use crate::domain::fault::{Fault, FaultKind};

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
        FaultKind::UnknownName(name) => format!("“{name}” stands for nothing that is known"),
        FaultKind::Repeated(name) => format!("The same entry is given twice in {name}"),
        FaultKind::TooLong { most } => format!("The text is longer than {most} characters"),
        FaultKind::TooMany { most } => format!("The list is longer than {most} entries"),
    };
    if fault.place.is_empty() { what } else { format!("{what} (at {})", fault.place) }
}
