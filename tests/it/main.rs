//! The native tests, as one crate so that they link once.

mod charts;
#[cfg(feature = "render")]
mod components;
