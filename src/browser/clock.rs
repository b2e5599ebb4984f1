//! The browser's clock: the one place that reads it.

/// Milliseconds since 1970 by the clock of this device, which may be wrong.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the device's clock")]
pub fn device_now_ms() -> i64 {
    js_sys::Date::now() as i64
}
