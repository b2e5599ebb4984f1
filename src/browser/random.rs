//! Randomness from the browser: the one place that asks for it.

use std::fmt::Write;

/// 128 random bits as 32 hexadecimal digits.
pub fn hex_128() -> String {
    let mut bytes = [0_u8; 16];
    if let Some(crypto) = web_sys::window().and_then(|w| w.crypto().ok()) {
        // Cannot fail for 16 bytes.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
