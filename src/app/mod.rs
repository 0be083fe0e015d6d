//! The room `app`.

pub mod components;
