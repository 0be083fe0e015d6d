//! The attainment planner: a school's category, gap to national and trajectory, worked out on the device it runs on.
//!
//! Five rooms, in reading order; data goes one way through them:
//!
//! 1. [`domain`]: the calculator. What was typed becomes a plan, and a plan an evaluation; pure, and without sentences.
//! 2. [`format`](mod@format): files in and out, and the data that ships. Every fault of a file at once, with its place.
//! 3. [`present`]: an evaluation in words, tables and charts. Every sentence about a school is made here.
//! 4. `browser`: the outside world, each facility asked and each able to answer "unavailable".
//! 5. `app`: the state, the pages as data, and the one place where they are drawn and heard.
//!
//! The last two belong to the feature `web`, which owns every web crate: without it the core is tested in seconds.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[cfg(feature = "web")]
pub mod app;
#[cfg(feature = "web")]
pub mod browser;
#[cfg(feature = "crash-test")]
pub mod crash;
pub mod domain;
pub mod format;
pub mod present;
