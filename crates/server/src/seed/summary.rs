//! What a load says: its steps on standard error, and the summary at its end.

use super::crowd::{KEEPER, LEADER, VOLUNTEER, phone};
use super::roles::ADMINISTRATOR;
use super::write::Made;
use crate::clock::Clock;
use domain::time::Timestamp;

/// Tells how far a load is.
pub(super) struct Progress<'a> {
    clock: &'a Clock,
    begun: Timestamp,
}

impl<'a> Progress<'a> {
    pub(super) fn new(clock: &'a Clock) -> Self {
        Self { clock, begun: clock.now() }
    }

    /// Seconds since the begin.
    fn seconds(&self) -> f64 {
        (self.clock.now().unix_ms() - self.begun.unix_ms()) as f64 / 1000.0
    }

    /// Tells that a step is done.
    #[expect(clippy::print_stderr, reason = "the command's progress")]
    pub(super) fn say(&self, step: &str) {
        eprintln!("{:>7.1} s  {step}", self.seconds());
    }
}

/// What was made.
pub(super) struct Summary {
    counts: Vec<(&'static str, usize)>,
    seconds: f64,
    peak_kib: Option<u64>,
    leads: String,
    keeps: String,
}

impl Summary {
    pub(super) fn new(made: &Made<'_, '_>, progress: &Progress<'_>) -> Self {
        let counts = vec![
            ("volunteers", made.crowd.people.len()),
            ("teams", made.teams.all.len()),
            ("stations", made.stations.len()),
            ("activities", made.activities.len()),
            ("shifts", made.plan.shifts.len()),
            ("sign-ups", made.plan.going.len()),
            ("service records", made.plan.records),
        ];
        Self {
            counts,
            seconds: progress.seconds(),
            peak_kib: peak_kib(),
            leads: made.teams.all.first().map_or_else(String::new, |t| t.name.clone()),
            keeps: made.stations.first().map_or_else(String::new, |s| s.name.clone()),
        }
    }

    /// The summary; `password` is the administrator's when it was made up.
    pub(super) fn text(&self, password: Option<&str>) -> String {
        let mut lines: Vec<String> = self.counts.iter().map(|(what, count)| format!("{count:>9} {what}")).collect();
        let peak = self.peak_kib.map_or_else(String::new, |kib| format!(", peak memory {} MiB", kib / 1024));
        lines.push(format!("loaded in {:.1} s{peak}", self.seconds));
        lines.push(String::new());
        lines.push(format!("{:<15}/staff-login, {ADMINISTRATOR}, password {}", "administrator", password.map_or_else(|| "as given".to_owned(), |p| format!("{p} (shown this once)"))));
        for (who, part, n) in [("team leader", format!("of {}", self.leads), LEADER), ("station keeper", format!("of {}", self.keeps), KEEPER), ("volunteer", format!("signed up for shifts in the daytime of today and tomorrow at {}", self.keeps), VOLUNTEER)] {
            lines.push(format!("{who:<15}/login, phone {}, {part}", phone(n as u64)));
        }
        lines.push("codes for phones appear on the screen when the server runs with --demo".to_owned());
        lines.join("\n")
    }
}

/// The most memory this process has held, where the system tells it.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()
}
