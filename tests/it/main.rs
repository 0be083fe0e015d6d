//! The native tests, as one crate so that they link once.

#[cfg(feature = "render")]
mod components;
