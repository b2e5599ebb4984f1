//! Words for what was said of attendance by hand.

use super::format;
use crate::t;
use domain::api::attendance::{Corrected, Correction};

/// What was corrected, by whom, when and why.
pub fn line(correction: &Correction) -> String {
    let Correction { what, by, at, reason, .. } = correction;
    t!(attendance.correction_line, by = by, time = format::near_moment(*at), what = words(what), reason = reason)
}

fn words(what: &Corrected) -> String {
    match what {
        Corrected::Counted { scanned_at } => t!(attendance.correction_counted, time = format::clock(*scanned_at)),
        Corrected::SetAside { scanned_at } => t!(attendance.correction_set_aside, time = format::clock(*scanned_at)),
        Corrected::Entered { time, decided } => {
            let entered = t!(attendance.correction_entered, time = format::short_span(*time));
            let word = match decided {
                None => t!(attendance.correction_waits).to_owned(),
                Some(word) if word.approved => t!(attendance.correction_approved, by = word.by),
                Some(word) => t!(attendance.correction_refused, by = word.by),
            };
            t!(attendance.correction_with_word, what = entered, word = word)
        }
    }
}
