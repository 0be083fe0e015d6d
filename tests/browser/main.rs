//! The room `browser`, inside a real browser. Run by `cargo xtask test browser`.
#![cfg(target_arch = "wasm32")]

mod clock;
mod facilities;
mod history;
mod storage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
