//! Files in and out: plans, frameworks and the data tables that ship.
//!
//! A reader answers everything that is wrong with a file at once, each fault with its place, and never half-loads one.

mod framework;
mod json;
mod names;
mod plan;
mod references;
mod tables;

pub use framework::{read_framework, shipped_frameworks};
pub use plan::{read_plan, write_plan};
pub use tables::{catalogue, read_catalogue, read_reference, reference};
