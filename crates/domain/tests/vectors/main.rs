//! The published test vectors, natively. `tests/wasm` has the same in the browser, `tests/credential`
//! with other people's libraries.

#![expect(clippy::unwrap_used, reason = "a test tells by panicking what was not there")]

mod check;

#[test]
fn every_vector_gets_its_answer() {
    assert!(check::all() > 25);
}
