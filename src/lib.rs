//! The attainment planner: a school's category, gap to national and trajectory, worked out on the device it runs on.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[cfg(feature = "web")]
pub mod app;
#[cfg(feature = "web")]
pub mod browser;
pub mod domain;
pub mod format;
pub mod present;
