//! Journeys in a real browser: what a test needs to use the planner as a person does.
//!
//! A test opens a [`Browser`] and a page, and then reads and acts: [`Browser::field`], [`Browser::press`],
//! [`Browser::heading`]. Everything waits for what it asks for, up to [`PATIENCE`], and no test sleeps. What fails
//! panics, with what was on the page; the test's picture and page are then in `tests/e2e/failures/`.
//!
//! `PLANNER_ENGINE` chooses the engine for all of them ([`Engine`]). What an engine cannot do, a test leaves out by name:
//! `if browser.can(Facility::Print) { … }`.
//!
//! ```no_run
//! use e2e::{Browser, Key, dist};
//!
//! let browser = Browser::open();
//! browser.go(&dist::single_file());
//! browser.turn_to("school");
//! browser.field("Name of the school (optional)").click();
//! browser.type_text("A school");
//! browser.press(Key::Enter);
//! browser.wait_for_heading("Figures");
//! assert_eq!(browser.axe(), []);
//! ```
//!
//! The pages under test are what `cargo xtask dist` wrote ([`dist`]): as a file, or from a [`Server`] that also frames
//! them as other sites would. `cargo xtask test journeys` builds them first.

mod browser;
mod chromium;
pub mod dist;
mod driver;
mod element;
mod engine;
mod firefox;
pub mod planner;
mod server;
mod webkit;

pub use browser::{Browser, Options, PATIENCE, Violation};
pub use element::Element;
pub use engine::{Engine, Facility, Setting};
pub use fantoccini::key::Key;
pub use server::Server;
