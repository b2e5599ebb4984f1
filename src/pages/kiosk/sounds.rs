//! A sound for each kind of answer. It is never the only signal: words, sign and colour say the same.

use crate::browser::{device, storage};

/// Where it is kept that the kiosk is to be quiet.
const QUIET: &str = "kiosk-quiet";

/// Whether sounds are on.
pub(super) fn on() -> bool {
    storage::read(QUIET).is_none()
}

/// Turns sounds on or off, for this device.
pub(super) fn set(on: bool) {
    if on {
        storage::forget(QUIET);
        play("in");
    } else {
        storage::write(QUIET, "1");
    }
}

/// The sound of an answer of this kind.
pub(super) fn play(kind: &str) {
    let tones: &[f32] = match kind {
        "in" | "queued" => &[660.0, 880.0],
        "out" => &[880.0, 660.0],
        "again" => &[660.0],
        "face" => &[660.0, 660.0],
        "refused" => &[220.0, 196.0],
        _ => return,
    };
    if on() {
        device::play(tones);
    }
}
