//! One file is one operation, read top to bottom: authorise, ask the rule, store, answer.

pub mod portal;
pub mod session;
