//! The calculator: a school's figures, a council's rules and the national figures in; an [`Evaluation`] out.
//!
//! Pure: no clock, no files, no browser, no sentences. Reading order: [`year`] and [`quantity`] (the numbers),
//! [`measure`] and [`mod@reference`] (what is measured, and the national figures), [`draft`] (what was typed),
//! [`plan`] (what it means) made by [`mod@validate`], [`framework`] (a council's rules), and [`mod@evaluate`] with its parts
//! [`category`], [`nearest`], [`gap`] and [`trajectory`]; [`mod@outlook`] and [`mod@action_plan`] stand
//! by themselves.

pub mod action_plan;
pub mod benchmark;
mod boundary;
pub mod calendar;
pub mod case;
pub mod category;
pub mod cohort;
pub mod draft;
mod edited;
pub mod evaluate;
pub mod fault;
pub mod figure;
pub mod framework;
pub mod gap;
pub mod goal;
pub mod growth;
pub mod ids;
pub mod import;
pub mod issue;
pub mod line;
pub mod map;
pub mod measure;
pub mod nearest;
pub mod outlook;
pub mod pack;
pub mod plan;
pub mod prepared;
pub mod quantity;
mod record;
pub mod reference;
pub mod school;
mod search;
pub mod settling;
pub mod small;
pub mod split;
pub mod suggest;
pub mod target;
pub mod terms;
pub mod trajectory;
pub mod validate;
pub mod what_if;
mod world;
pub mod year;

pub use draft::Draft;
pub use evaluate::{Evaluation, evaluate, evaluate_keeping, planned, trajectory_of};
pub use framework::Framework;
pub use issue::{Field, Issue};
pub use measure::{Catalogue, Measure};
pub use plan::Plan;
pub use prepared::{Prepared, Ready};
pub use reference::Reference;
pub use validate::validate;
pub use year::AcademicYear;
