//! The browser's clock: the one place that reads it.

/// Milliseconds since 1970 by the clock of this device, which may be wrong.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the device's clock")]
pub fn device_now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// When this page was asked for, by the clock of this device; none when it came back out of the
/// browser's history, as old as it is.
pub fn page_asked_for_ms() -> Option<i64> {
    let performance = web_sys::window()?.performance()?;
    let from_history = performance.navigation().type_() == web_sys::PerformanceNavigation::TYPE_BACK_FORWARD;
    (!from_history).then(|| performance.time_origin() as i64)
}
