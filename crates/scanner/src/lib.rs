//! Reads QR codes out of a camera's pictures: the decoder that runs in a Web Worker (`main.rs`).

mod code;
pub mod known;
mod picture;
mod plan;
mod qr;
mod reader;

pub use picture::luma::Luma;
pub use reader::Reader;
