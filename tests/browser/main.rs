//! The room `browser` inside a real browser, and that the engine comes to the same there. Run by `cargo xtask test browser`.
#![cfg(target_arch = "wasm32")]

// Shared with the native tests, which use more of it.
#[path = "../it/equal.rs"]
mod cases_as_digests;
mod clock;
mod equal;
mod facilities;
mod history;
#[allow(dead_code)]
#[path = "../it/school.rs"]
mod school;
mod storage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
