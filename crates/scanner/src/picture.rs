//! What can be seen: from a grey picture to the darkness of a code's modules.

#[cfg(test)]
pub mod drawn;
pub mod filter;
pub mod finder;
mod fit;
pub mod grid;
pub mod luma;
pub mod marks;
pub mod modules;
pub mod pose;
pub mod threshold;
pub mod unblur;

pub use fit::Move;
