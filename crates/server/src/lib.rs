//! The portal's REST server.
//!
//! Reading order: [`router`] is the table of contents; one file in [`handlers`] is one operation;
//! [`store`] is SQL and nothing else; [`http`] carries requests to handlers and failures to
//! problem details; [`first_view`] writes the first screen of the page. Rules live in the `domain` crate.

pub mod app;
pub mod attendance;
pub mod calendar;
pub mod catalogue;
pub mod cli;
pub mod clock;
pub mod config;
pub mod entropy;
pub mod first_view;
pub mod gateways;
pub mod handlers;
pub mod http;
pub mod jobs;
pub mod keys;
pub mod outbox;
pub mod router;
pub mod seed;
pub mod sheet;
pub mod statuses;
pub mod store;
pub mod vault;
pub mod waitlist;
mod words;
