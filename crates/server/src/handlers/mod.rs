//! One file is one operation, read top to bottom: authorise, ask the rule, store, answer.

pub mod account;
pub mod kiosk;
pub mod message;
pub mod portal;
pub mod session;
pub mod sign_up;
