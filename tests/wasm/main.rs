//! Components in a real browser: what they show, where the focus goes, what a screen reader is told.
//! Run by `cargo xtask test` in headless Chromium.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test tells by panicking what was not there")]

mod camera;
mod card;
mod disk;
mod export;
mod faults;
mod forms;
mod gates;
mod kiosk;
mod lens;
mod loading;
mod notices;
mod pin;
mod programme;
mod published;
mod queue;
mod reading;
mod scan;
mod scanners;
mod server;
mod sign_ups;
mod stage;
mod ticking;
mod vectors;
mod verdicts;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
