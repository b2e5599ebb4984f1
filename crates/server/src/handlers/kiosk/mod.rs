//! Kiosks.

mod scan;

pub use scan::scan;
pub(crate) use scan::forgotten_status;
