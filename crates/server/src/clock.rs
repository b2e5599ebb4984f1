//! The one place that reads the clock. A demonstration's clock can be put forward.

use domain::time::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time. Cheap to call.
#[derive(Debug, Default)]
pub struct Clock {
    /// Milliseconds the clock stands ahead of the system's; 0 unless a demonstration moved it.
    ahead_ms: AtomicI64,
}

impl Clock {
    /// Now.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_unix_ms(system_ms().saturating_add(self.ahead_ms.load(Ordering::Relaxed)))
    }

    /// Puts the clock forward.
    pub fn advance_minutes(&self, minutes: u16) {
        self.ahead_ms.fetch_add(i64::from(minutes) * 60_000, Ordering::Relaxed);
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
fn system_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
