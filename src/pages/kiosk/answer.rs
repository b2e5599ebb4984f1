//! What the kiosk says after a scan: large, readable from a metre, one next step.

use crate::i18n::format;
use crate::t;
use crate::ui::{Icon, icon};
use domain::credential::Refusal;
use domain::check_in::ScanRefusal;
use domain::kiosk::ScanOutcome;
use leptos::prelude::*;

/// What stands on the panel.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    Waiting,
    Reading,
    Outcome(ScanOutcome),
    /// Kept on the device; the server has not answered.
    Queued,
    /// The server has not answered, and the device could not keep it beyond this page.
    Unkept,
}

/// The words: kind, title, and the lines below it.
pub(super) fn words(said: &Said) -> (&'static str, String, Vec<String>) {
    match said {
        Said::Waiting => ("waiting", t!(kiosk.waiting).into(), vec![t!(kiosk.waiting_help).into()]),
        Said::Reading => ("reading", t!(kiosk.reading).into(), Vec::new()),
        Said::Queued => ("queued", t!(kiosk.queued_title).into(), vec![t!(kiosk.queued_help).into()]),
        Said::Unkept => ("refused", t!(kiosk.unkept_title).into(), vec![t!(kiosk.unkept_help).into()]),
        Said::Outcome(ScanOutcome::CheckedIn { name, activity, shift }) => {
            let lines = vec![t!(kiosk.in_help, name = name, activity = activity), t!(kiosk.in_shift, time = format::span(*shift))];
            ("in", t!(kiosk.in_title).into(), lines)
        }
        Said::Outcome(ScanOutcome::CheckedOut { name, activity, credited_minutes, capped }) => {
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
        // Nothing went wrong: the first scan counts.
        Said::Outcome(ScanOutcome::Refused { refusal: refusal @ ScanRefusal::JustScanned }) => {
            let (what, next) = refused(*refusal);
            ("again", t!(kiosk.just_scanned_title).into(), vec![what, next])
        }
        Said::Outcome(ScanOutcome::Refused { refusal }) => {
            let (what, next) = refused(*refusal);
            ("refused", t!(kiosk.refused_title).into(), vec![what, next])
        }
    }
}

/// An outcome in one line: its kind, and the words.
pub(super) fn short(outcome: &ScanOutcome) -> (&'static str, String) {
    match outcome {
        ScanOutcome::CheckedIn { name, .. } => ("in", format!("{} {name}", t!(kiosk.in_title))),
        ScanOutcome::CheckedOut { name, .. } => ("out", format!("{} {name}", t!(kiosk.out_title))),
        ScanOutcome::Refused { refusal: refusal @ ScanRefusal::JustScanned } => ("again", refused(*refusal).0),
        ScanOutcome::Refused { refusal } => ("refused", refused(*refusal).0),
    }
}

/// What happened and the one next step.
fn refused(refusal: ScanRefusal) -> (String, String) {
    match refusal {
        ScanRefusal::JustScanned => (t!(kiosk.just_scanned).into(), t!(kiosk.just_scanned_next).into()),
        ScanRefusal::NotSignedUp => (t!(kiosk.not_signed_up).into(), t!(kiosk.not_signed_up_next).into()),
        ScanRefusal::TooEarly { opens_at } => (t!(kiosk.too_early).into(), t!(kiosk.too_early_next, time = format::clock(opens_at))),
        ScanRefusal::TooLate { ended_at } => (t!(kiosk.too_late).into(), t!(kiosk.too_late_next, time = format::clock(ended_at))),
        ScanRefusal::TooManyPairs { most } => (t!(kiosk.too_many_pairs, most = most.to_string()), t!(kiosk.too_many_pairs_next).into()),
        ScanRefusal::OpenElsewhere => (t!(kiosk.open_elsewhere).into(), t!(kiosk.open_elsewhere_next).into()),
        ScanRefusal::Code { fault: Refusal::NotOurs | Refusal::OtherCity } => (t!(kiosk.not_our_code).into(), t!(kiosk.not_our_code_next).into()),
        ScanRefusal::Code { fault: Refusal::Expired { .. } | Refusal::OldSlot { .. } } => (t!(kiosk.expired_code).into(), t!(kiosk.expired_code_next).into()),
        ScanRefusal::Code { .. } | ScanRefusal::FaceNotConfirmed => (t!(kiosk.bad_code).into(), t!(kiosk.bad_code_next).into()),
        ScanRefusal::UnknownVolunteer => (t!(kiosk.unknown_volunteer).into(), t!(kiosk.unknown_volunteer_next).into()),
        ScanRefusal::ClockWrong => (t!(kiosk.clock_wrong).into(), t!(kiosk.clock_wrong_next).into()),
    }
}

/// The panel. A live region: whoever cannot see it hears it.
pub(super) fn panel(said: RwSignal<Said>) -> AnyView {
    view! {
        <div class="kiosk-answer" role="status" aria-live="assertive" data-kind=move || said.with(|said| words(said).0)>
            {move || {
                let (kind, title, lines) = said.with(words);
                let sign = match kind {
                    "in" | "out" | "again" => Icon::Check,
                    "refused" => Icon::Warning,
                    "queued" => Icon::Clock,
                    _ => Icon::Scan,
                };
                view! {
                    <p class="kiosk-answer__title">{icon(sign)} <span>{title}</span></p>
                    {lines.into_iter().map(|line| view! { <p class="kiosk-answer__line">{line}</p> }).collect_view()}
                }
            }}
        </div>
    }
    .into_any()
}
