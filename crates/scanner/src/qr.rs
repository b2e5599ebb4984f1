//! What a QR code is: from the darkness of its modules to its text.

pub mod codewords;
pub mod format;
mod galois;
pub mod layout;
mod reed_solomon;
pub mod segments;
pub mod version;
