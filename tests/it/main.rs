//! The native tests, as one crate so that they link once.
//!
//! [`cases`] runs the cases that are data, [`trials`] those that schemes carry themselves; [`journey`] holds the figures that the project promises; [`formulas`] has
//! hand-worked cases of each formula, [`targets`] of targets and what becomes of them, [`outlook`] of the inspection
//! outlook, [`action_plan`] of the table that goes to the council, [`report`] of what is printed, copied and signed; [`growth`] is about how far schools really moved; [`import`] reads the files that the department published;
//! [`exact`] compares the category engine with a slow and obvious one; [`properties`] holds of every framework; [`seventh`]
//! is a council that no code
//! knows; `ready` is about what stays from key to key, `typing` about what waits until typing rests; [`equal`] is the same in a browser; [`schema`] holds the reader of schemes and their published schema together;
//! `gallery` keeps the markup of every component's examples, `pages` that of pages;
//! [`host`] is about messages of a page around the planner; [`leaving`] looks for code that could lead away from the page;
//! [`wall`] holds the rooms of `src/` apart.

mod action_plan;
mod bad_input;
mod cases;
mod charts;
mod equal;
mod exact;
mod explanations;
#[cfg(feature = "render")]
mod filling;
mod formulas;
#[cfg(feature = "render")]
mod gallery;
#[cfg(feature = "render")]
mod gap_page;
mod growth;
mod host;
#[cfg(feature = "render")]
mod hosted_page;
mod import;
mod journey;
mod leaving;
#[cfg(feature = "render")]
mod markup;
mod outlook;
#[cfg(feature = "render")]
mod pack;
#[cfg(feature = "render")]
mod pages;
#[cfg(feature = "render")]
mod pasting;
mod properties;
mod random;
#[cfg(feature = "render")]
mod ready;
mod report;
mod saved;
mod schema;
mod school;
mod seventh;
mod slow;
mod targets;
mod trials;
#[cfg(feature = "render")]
mod typing;
mod wall;
mod what_if;
