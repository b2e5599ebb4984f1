//! Pages of somebody who is logged in.

mod guardian;
mod me;
mod messages;
mod my_devices;
mod my_identity;
mod my_languages;
mod my_looks;
mod my_records;
mod my_sign_ups;
mod stand_in;

pub use guardian::guardian;
pub use me::me;
pub use messages::messages;
pub use my_devices::my_devices;
pub use my_identity::my_identity;
pub use my_languages::my_languages;
pub use my_looks::my_looks;
pub use my_records::my_records;
pub use my_sign_ups::my_sign_ups;
pub use stand_in::stand_in;
