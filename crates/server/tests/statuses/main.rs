//! Each operation with each status it can answer, and the errors that are the framework's own.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../harness/mod.rs"]
mod harness;

mod account;
mod activity;
mod calendar;
mod card;
mod catalogue;
mod first_view;
mod framework;
mod kept;
mod kiosk;
mod kiosk_queue;
mod page;
mod people;
mod places;
mod reports;
mod scan_codes;
mod scan_file;
mod session;
mod sign_up;
mod well_known;
