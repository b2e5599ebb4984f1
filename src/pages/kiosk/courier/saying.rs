//! What is said of the last scan, and for how long.

use super::{Kiosk, Last, Recent};
use crate::city::now;
use crate::pages::kiosk::answer::{self, Said};
use crate::pages::kiosk::question::{Pending, Question};
use crate::pages::kiosk::sounds;
use domain::check_in::ScanRefusal;
use domain::ids::ScanId;
use domain::kiosk::ScanOutcome;
use leptos::prelude::*;
use std::time::Duration;

/// How long an answer stands.
pub(super) const SHOWN: Duration = Duration::from_millis(3_000);
/// How many answers stay in sight, for whoever was overtaken by the next scan.
const RECENT: usize = 4;

impl Kiosk {
    /// Shows `said`; after `shown` the kiosk waits for the next person.
    pub(super) fn say(self, said: Said, shown: Option<Duration>) {
        let Some(turn) = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        }) else {
            return;
        };
        sounds::play(answer::words(&said).0);
        self.said.try_set(said);
        if let Some(shown) = shown {
            let clear = move || {
                if self.turn.try_get_value() == Some(turn) {
                    self.said.try_set(Said::Waiting);
                    self.unanswered();
                }
            };
            set_timeout(clear, shown);
        }
    }

    /// The person is still waiting and need not: the scan is safe here, or it is not and is told so.
    pub(super) fn comes_later(self) {
        if self.said.try_get_untracked() == Some(Said::Reading) {
            self.say_own();
        }
    }

    /// The server does not answer now. The scan of which the panel speaks may still be on its way to the disk.
    pub(super) fn not_now(self) {
        if self.last.try_with_value(|last| last.as_ref().is_some_and(|last| last.kept.is_some())) == Some(true) {
            self.comes_later();
        }
    }

    /// Says what the device itself makes of the last scan.
    pub(super) fn say_own(self) {
        let Some(last) = self.last.try_get_value().flatten() else { return };
        let said = if last.kept == Some(true) || last.reading.final_refusal().is_some() { Said::Own(last.reading, self.trust.ages.get_untracked()) } else { Said::Unkept };
        self.say(said, Some(SHOWN));
    }

    /// The server answered for a scan: said on the panel when it is the last one, unless it is the
    /// refusal that stands there already.
    pub(super) fn answered(self, id: ScanId, outcome: ScanOutcome) {
        if self.is_about(id) {
            let last = self.last.try_update_value(Option::take).flatten();
            self.told.try_set(last.as_ref().and_then(|last| Some((last.reading.number()?, outcome.clone()))));
            let said_already = last.as_ref().is_some_and(|last| last.reading.final_refusal().is_some()) && matches!(outcome, ScanOutcome::Refused { .. });
            let refused_for = |refusal| outcome == (ScanOutcome::Refused { refusal });
            match last {
                // The person stands here: whoever has no place may have come to help.
                Some(Last { scan, reading, .. }) if refused_for(ScanRefusal::NotSignedUp) => {
                    let pending = Pending { text: scan.text, at: scan.scanned_at, reading, face_confirmed: scan.face_confirmed, settled: true };
                    self.raise(Question::WalkIn, pending);
                }
                _ if said_already || refused_for(ScanRefusal::FaceNotConfirmed) => {}
                _ => self.say(Said::Outcome(outcome.clone()), Some(SHOWN)),
            }
        }
        self.recent.try_update(|recent| {
            recent.insert(0, Recent { at: now(), outcome });
            recent.truncate(RECENT);
        });
    }
}
