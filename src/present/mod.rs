//! An evaluation as words, tables and charts: final strings, ready to be shown, copied or printed.
//!
//! Every sentence that the planner can say about a school is made here.

pub mod chart;
pub mod number;
pub mod table;
