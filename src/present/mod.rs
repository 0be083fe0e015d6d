//! The room `present`.
