//! The page of the portal. `main.rs` starts it; the tour: [`app`] (what is mounted), [`route`] (all
//! addresses), [`router`] (which page stands at which), then `pages/`, where each screen has its file.
//!
//! Who may import whom: pages -> forms -> components -> ui -> browser. `ui` knows nothing of the
//! portal; a page never imports a page.

#![recursion_limit = "256"]

pub mod api;
pub mod app;
pub mod browser;
pub mod card;
mod chunk;
pub mod city;
pub mod components;
pub mod forms;
pub mod i18n;
pub mod layouts;
pub mod navigation;
pub mod own_scans;
pub mod pages;
pub mod reading;
pub mod route;
pub mod router;
pub mod session;
pub mod trust;
pub mod ui;
