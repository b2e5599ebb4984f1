//! Building blocks without knowledge of the portal: they get texts, values and callbacks, and know
//! no type of the domain, no operation, no route and no locale key.

mod dialog;
mod field;
mod form_shell;
mod icon;
mod notice;
mod radios;
mod skeleton;
pub mod toast;

pub use dialog::Dialog;
pub use field::{Checkbox, Choice, Field, SelectField, TextArea};
pub use form_shell::{Fault, FormShell};
pub use icon::{Icon, icon};
pub use notice::{Notice, Tone};
pub use radios::radios;
pub use skeleton::{skeleton_cards, skeleton_lines};
