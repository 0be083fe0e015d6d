//! Files in and out: plans, frameworks and the data tables that ship.
//!
//! A reader answers everything that is wrong with a file at once, each fault with its place, and never half-loads one.

use crate::domain::Draft;

mod cases;
mod columns;
mod csv;
pub mod dfe;
mod editing;
mod figures_csv;
mod framework;
mod host;
mod json;
mod names;
mod pack;
mod paste;
mod plan;
mod plan_shape;
mod references;
#[cfg(not(target_family = "wasm"))]
mod schema;
mod shape;
mod tables;
mod trace;

pub use editing::{Entry, Kind, OTHER, PackDraft, Patch, shipped_text};
pub use figures_csv::write_csv;
pub use framework::{is_framework, read_framework, shipped_frameworks};
pub use host::{Ask, Configure, MARK, Said, read_message, write_message};
pub use json::MOST_BYTES as MOST_OF_A_PLAN;
pub use pack::{is_pack, read_pack};
pub use paste::read_pasted;
pub use plan::{read_plan, write_plan};
#[cfg(not(target_family = "wasm"))]
pub use schema::{framework_schema, host_schema, pack_schema, plan_schema};
pub use shape::MOST_OF_A_PICTURE;
pub use tables::{
    NationalRow, catalogue, read_catalogue, read_growth, read_national, read_reference, reference,
};
pub use trace::write_trace;

/// The worked example: the sample partnership of Doncaster's plan, with its cohorts inferred (`data/README.md`). Its
/// inspection with its date and the answers are made up.
pub fn worked_example() -> Draft {
    // A test reads it without a fault.
    read_plan(include_str!("../../data/worked_example.json")).unwrap_or_default()
}
