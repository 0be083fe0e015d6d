//! The native tests, as one crate so that they link once.
//!
//! [`cases`] runs the cases that are data; [`journey`] holds the figures that the project promises; [`formulas`] has
//! hand-worked cases of each formula; [`exact`] compares the category engine with a slow and obvious one; [`wall`]
//! holds the rooms of `src/` apart.

mod bad_input;
mod cases;
mod charts;
mod exact;
mod explanations;
mod formulas;
mod journey;
#[cfg(feature = "render")]
mod pages;
mod properties;
mod saved;
mod school;
mod slow;
mod wall;
