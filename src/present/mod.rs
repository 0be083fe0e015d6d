//! An evaluation as words, tables and charts: final strings, ready to be shown, copied or printed.
//!
//! Every sentence that the planner can say about a school is made here.

pub mod action_plan;
pub mod cases;
pub mod category;
pub mod chart;
pub mod document;
pub mod embedding;
pub mod explanation;
pub mod fault;
pub mod figures;
pub mod gap;
pub mod import;
pub mod issue;
pub mod name;
pub mod number;
pub mod outlook;
pub mod pack;
pub mod pasting;
pub mod questions;
pub mod reason;
pub mod report;
pub mod rules;
pub mod table;
pub mod tasks;
pub mod terms;
pub mod trajectory;
pub mod unusual;
pub mod what_if;
