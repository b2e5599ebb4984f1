//! One screen a file, by the people who use it. A page never imports a page.

pub mod account;
pub mod admin;
pub mod card;
pub mod kiosk;
pub mod public;
pub mod scan;
pub mod team;
