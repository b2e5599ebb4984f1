//! The published test vectors of the credential, in the browser.

#[path = "../../crates/domain/tests/vectors/check.rs"]
mod check;

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn every_vector_of_the_credential_gets_its_answer() {
    assert!(check::all() > 25);
}
