//! Randomness from the browser: the one place that asks for it.

use std::fmt::Write;

fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0_u8; N];
    if let Some(crypto) = web_sys::window().and_then(|w| w.crypto().ok()) {
        // Cannot fail for so few bytes.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}

/// 32 random bits.
pub fn number() -> u32 {
    u32::from_le_bytes(bytes())
}

/// 128 random bits as 32 hexadecimal digits.
pub fn hex_128() -> String {
    bytes::<16>().iter().fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
