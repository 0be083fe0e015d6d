//! The room `browser`.
