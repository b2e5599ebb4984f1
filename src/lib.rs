//! The page. See docs/ARCHITECTURE.md for the tour.

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
