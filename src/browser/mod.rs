//! The only home of `JsCast`, `Closure` and calls into the browser. Everything here is small,
//! knows nothing of the portal, and answers when a browser lacks something.

pub mod announce;
pub mod camera;
pub mod clock;
pub mod device;
pub mod device_key;
pub mod dialog;
pub mod dom;
pub mod drawing;
pub mod event;
pub mod file;
pub mod first_screen;
pub mod history;
pub mod http;
pub mod indexed_db;
pub mod install;
pub mod intl;
pub mod journal;
pub mod lock;
pub mod offline;
pub mod pin_hash;
pub mod push;
pub mod random;
pub mod scrolling;
pub mod share;
pub mod storage;
pub mod tab_storage;
pub mod visibility;
pub mod wake;
pub mod wedge;
pub mod whereabouts;
