//! What a scan means and why it changes nothing, in words. Each `match` is exhaustive: a new
//! reason does not compile without its texts.

use super::{credentials, format};
use crate::t;
use crate::trust::Ages;
use domain::api::attendance::ScanMeaning;
use domain::attendance::OwnHand;
use domain::check_in::ScanRefusal;
use domain::credential::Refusal;
use domain::kiosk::ScanOutcome;

/// What happened and the one next step, as the kiosk tells it.
pub fn refusal(refusal: ScanRefusal) -> (String, String) {
    match refusal {
        ScanRefusal::JustScanned => (t!(kiosk.just_scanned).into(), t!(kiosk.just_scanned_next).into()),
        ScanRefusal::NotSignedUp => (t!(kiosk.not_signed_up).into(), t!(kiosk.not_signed_up_next).into()),
        ScanRefusal::TooEarly { opens_at } => (t!(kiosk.too_early).into(), t!(kiosk.too_early_next, time = format::clock(opens_at))),
        ScanRefusal::TooLate { ended_at } => (t!(kiosk.too_late).into(), t!(kiosk.too_late_next, time = format::clock(ended_at))),
        ScanRefusal::TooManyPairs { most } => (t!(kiosk.too_many_pairs, most = most.to_string()), t!(kiosk.too_many_pairs_next).into()),
        ScanRefusal::OpenElsewhere => (t!(kiosk.open_elsewhere).into(), t!(kiosk.open_elsewhere_next).into()),
        // The server's keys are never old: what it does not know nobody signed.
        ScanRefusal::Code { fault: Refusal::UnknownKey } => credentials::refusal(Refusal::Damaged, Ages::default()),
        ScanRefusal::Code { fault } => credentials::refusal(fault, Ages::default()),
        ScanRefusal::FaceNotConfirmed => (t!(kiosk.face_refused).into(), t!(kiosk.face_refused_next).into()),
        ScanRefusal::OwnHand => (t!(kiosk.own_hand).into(), t!(kiosk.own_hand_next).into()),
        ScanRefusal::UnknownVolunteer => (t!(kiosk.unknown_volunteer).into(), t!(kiosk.unknown_volunteer_next).into()),
        ScanRefusal::ClockWrong => (t!(kiosk.clock_wrong).into(), t!(kiosk.clock_wrong_next).into()),
    }
}

/// What came of a scan: its kind, a title, and the lines below it. The kiosk says it, and the volunteer's own phone.
pub fn outcome(outcome: &ScanOutcome) -> (&'static str, String, Vec<String>) {
    match outcome {
        ScanOutcome::CheckedIn { name, activity, shift } => {
            let lines = vec![t!(kiosk.in_help, name = name, activity = activity), t!(kiosk.in_shift, time = format::span(*shift))];
            ("in", t!(kiosk.in_title).into(), lines)
        }
        ScanOutcome::CheckedOut { name, activity, credited_minutes, capped } => {
            let mut lines = vec![t!(kiosk.out_help, name = name, activity = activity)];
            lines.push(match credited_minutes {
                0 => t!(kiosk.out_zero).into(),
                minutes => t!(kiosk.out_minutes, duration = format::duration(u64::from(*minutes))),
            });
            if *capped {
                lines.push(t!(kiosk.out_capped).into());
            }
            ("out", t!(kiosk.out_title).into(), lines)
        }
        ScanOutcome::Merged { name, activity } => {
            ("again", t!(kiosk.just_scanned_title).into(), vec![t!(kiosk.merged_help, name = name, activity = activity)])
        }
        ScanOutcome::ToBeMatched { name } => ("queued", t!(kiosk.matched_title).into(), vec![t!(kiosk.matched_help, name = name)]),
        ScanOutcome::InReview { name, refusal: why } => {
            ("queued", t!(kiosk.review_title).into(), vec![t!(kiosk.review_help, name = name), refusal(*why).0])
        }
        // Nothing went wrong: the first scan counts.
        ScanOutcome::Refused { refusal: why @ ScanRefusal::JustScanned } => {
            let (what, next) = refusal(*why);
            ("again", t!(kiosk.just_scanned_title).into(), vec![what, next])
        }
        ScanOutcome::Refused { refusal: why } => {
            let (what, next) = refusal(*why);
            ("refused", t!(kiosk.refused_title).into(), vec![what, next])
        }
    }
}

/// What a scan is taken to mean, in a word or two.
pub fn meaning(meaning: ScanMeaning) -> &'static str {
    match meaning {
        ScanMeaning::In => t!(manage.came),
        ScanMeaning::Out => t!(manage.left),
        ScanMeaning::Merged => t!(attendance.merged),
        ScanMeaning::ToBeMatched => t!(attendance.to_be_matched),
        ScanMeaning::Review => t!(attendance.in_review),
        ScanMeaning::SetAside => t!(attendance.set_aside),
    }
}

/// Why somebody has no say.
pub fn own_hand(own: OwnHand) -> &'static str {
    match own {
        OwnHand::Hours => t!(attendance.own_hours),
        OwnHand::Entry => t!(attendance.own_entry),
    }
}
