use wasm_bindgen_test::wasm_bindgen_test;

use crate::cases_as_digests::{difference, digests};

/// The native tests hold themselves to the same file.
#[wasm_bindgen_test]
fn every_case_is_evaluated_as_it_is_natively() {
    assert_eq!(difference(&digests()), None);
}
