//! Types, rules and the wire contract of the volunteer-service portal.
//!
//! Everything here is pure: no I/O, no clock, no randomness, no async. Time and ids come in as
//! arguments, so the server that enforces a rule and the page that explains it run the same code.
//!
//! Start at [`api`] for the operations, at [`sign_up`] and [`check_in`] for the two rules people
//! meet first, at [`can`] for who may do what, and at [`policy`] for the figures a city may change.

pub mod activity;
pub mod address;
pub mod api;
pub mod attendance;
pub mod bundle;
pub mod can;
pub mod check_in;
pub mod credential;
pub mod division;
pub mod guardian;
pub mod id_card;
pub mod ids;
pub mod kiosk;
pub mod org_code;
pub mod phrase;
pub mod place_code;
pub mod policy;
pub mod problem;
pub mod record;
pub mod recurrence;
pub mod scan_file;
pub mod sign_up;
pub mod star;
pub mod station;
pub mod team;
pub mod text;
pub mod time;
pub mod volunteer;
