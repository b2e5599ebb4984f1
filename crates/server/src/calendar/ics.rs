//! Writing iCalendar (RFC 5545): content lines, their escaping and folding.
//!
//! The libraries at hand stamp entries with the system's clock and name them at random; ours carry the instants and names
//! that the store has.

use super::Event;
use domain::time::{Timestamp, Zone};

/// The most octets of a line, without its break (§3.1).
const LONGEST_LINE: usize = 75;
/// How often apps should look again.
const REFRESH: &str = "PT1H";

/// A calendar of these entries; `name` is what apps call it.
pub fn write(name: &str, events: &[Event]) -> String {
    let mut out = Lines::default();
    for (property, value) in [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//Volunteer portal//Calendar//EN"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")] {
        out.line(property, value);
    }
    out.line("NAME", &escaped(name));
    // What apps understood before RFC 7986 had a word for it.
    out.line("X-WR-CALNAME", &escaped(name));
    out.line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
    out.line("X-PUBLISHED-TTL", REFRESH);
    for event in events {
        out.event(event);
    }
    out.line("END", "VCALENDAR");
    out.0
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn event(&mut self, event: &Event) {
        self.line("BEGIN", "VEVENT");
        self.line("UID", &event.uid);
        self.line("SEQUENCE", &event.sequence.to_string());
        self.line("DTSTAMP", &instant(event.changed_at));
        self.line("LAST-MODIFIED", &instant(event.changed_at));
        self.line("DTSTART", &instant(event.time.start));
        self.line("DTEND", &instant(event.time.end));
        self.line("STATUS", event.status.word());
        self.line("TRANSP", if event.status.takes_time() { "OPAQUE" } else { "TRANSPARENT" });
        self.line("SUMMARY", &escaped(&event.summary));
        self.line("DESCRIPTION", &escaped(&event.description));
        self.line("LOCATION", &escaped(&event.place));
        if let Some(at) = event.position {
            self.line("GEO", &format!("{};{}", degrees(at.latitude_e7), degrees(at.longitude_e7)));
        }
        if let Some(url) = &event.url {
            self.line("URL", url);
        }
        self.line("END", "VEVENT");
    }

    /// One content line, folded between characters.
    fn line(&mut self, property: &str, value: &str) {
        let mut octets = 0;
        for c in property.chars().chain([':']).chain(value.chars()) {
            if octets + c.len_utf8() > LONGEST_LINE {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text as a value (§3.3.11). Other control characters than line breaks may not stand there at all.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// An instant in UTC, to the second (§3.3.5).
fn instant(at: Timestamp) -> String {
    let utc = Zone { name: String::new(), utc_offset_minutes: 0 };
    let (year, month, day) = utc.day_of(at).parts();
    let (minutes, seconds) = (utc.minute_of_day(at), at.unix_ms().div_euclid(1000).rem_euclid(60));
    format!("{year:04}{month:02}{day:02}T{:02}{:02}{seconds:02}Z", minutes / 60, minutes % 60)
}

/// Degrees of ten-millionths.
fn degrees(e7: i32) -> String {
    let sign = if e7 < 0 { "-" } else { "" };
    let e7 = e7.unsigned_abs();
    format!("{sign}{}.{:07}", e7 / 10_000_000, e7 % 10_000_000)
}

#[cfg(test)]
mod tests {
    use super::super::Status;
    use super::*;
    use domain::station::Position;
    use domain::time::Interval;

    fn event() -> Event {
        let start = Timestamp::from_unix_ms(1_777_597_200_000);
        Event {
            uid: "06b0fz3m4k2d8@4310".into(),
            sequence: 2,
            changed_at: start.plus_minutes(-60),
            time: Interval { start, end: start.plus_minutes(90) },
            status: Status::Tentative,
            summary: "清扫, 分组; a\\b".into(),
            description: "第一行\n第二行\u{7}".into(),
            place: "人民公园".into(),
            position: Some(Position { latitude_e7: 257_712_345, longitude_e7: -1_000 }),
            url: Some("https://portal.example/activities/1".into()),
        }
    }

    #[test]
    fn an_entry_says_all_that_calendars_ask_for() {
        let text = write("我的志愿服务", &[event()]);
        for line in [
            "BEGIN:VCALENDAR", "UID:06b0fz3m4k2d8@4310", "SEQUENCE:2", "DTSTAMP:20260501T000000Z", "DTSTART:20260501T010000Z", "DTEND:20260501T023000Z", "STATUS:TENTATIVE", "TRANSP:OPAQUE",
            r"SUMMARY:清扫\, 分组\; a\\b", r"DESCRIPTION:第一行\n第二行", "LOCATION:人民公园", "GEO:25.7712345;-0.0001000", "URL:https://portal.example/activities/1", "END:VCALENDAR",
        ] {
            assert!(text.split("\r\n").any(|own| own == line), "{line} in {text}");
        }
        assert!(!text.contains('\u{7}') && text.replace("\r\n", "").find(['\r', '\n']).is_none());
    }

    #[test]
    fn long_lines_are_folded_between_characters_and_read_back() {
        for length in 0..120 {
            let title = format!("{}{}", "a".repeat(length % 3), "志愿者".repeat(length));
            let text = write("x", &[Event { summary: title.clone(), ..event() }]);
            assert!(text.split("\r\n").all(|line| line.len() <= LONGEST_LINE), "{text}");
            assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{title}\r\n")), "{text}");
        }
    }
}
