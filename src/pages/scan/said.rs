//! What the page says of a scan: large, honest, one next step.

use super::reading::Shows;
use crate::i18n::{format, place_codes, scans};
use crate::t;
use crate::ui::{Icon, icon};
use domain::api::attendance::PlaceScanned;
use domain::check_in::ScanRefusal;
use domain::kiosk::ScanOutcome;
use leptos::prelude::*;

/// Kind, title, and the lines below it.
type Words = (&'static str, String, Vec<String>);

/// The panel; nothing while the camera looks.
pub(super) fn panel(shows: &Shows) -> Option<AnyView> {
    let (kind, title, lines) = words(shows)?;
    let said = view! {
        <div class="scan-answer" data-kind=kind>
            <p class="scan-answer__title">{icon(Icon::of_answer(kind))} <span>{title}</span></p>
            {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
        </div>
    };
    Some(said.into_any())
}

fn words(shows: &Shows) -> Option<Words> {
    let refused = |(what, next): (String, String)| ("refused", t!(kiosk.refused_title).to_owned(), vec![what, next]);
    Some(match shows {
        Shows::Camera => return None,
        Shows::Asking => ("asking", t!(scan.asking).into(), Vec::new()),
        Shows::Answered(scanned) => answered(scanned),
        Shows::Noted { kept: false, .. } => ("refused", t!(scan.unkept_title).into(), vec![t!(scan.unkept_help).into()]),
        Shows::Noted { asked, .. } => ("queued", t!(scan.noted_title).into(), vec![if *asked { t!(scan.noted_slow) } else { t!(scan.noted_help) }.into()]),
        Shows::LogIn { offline } => ("log-in", t!(scan.log_in_title).into(), vec![if *offline { t!(scan.log_in_offline) } else { t!(scan.log_in_help) }.into()]),
        Shows::Refused(refusal) => refused(place_codes::refusal(*refusal)),
        Shows::OfAPerson => refused((t!(scan.is_card).into(), t!(scan.is_card_next).into())),
    })
}

/// The server's answer, as the kiosk would say it; only the code is another.
pub(super) fn answered(scanned: &PlaceScanned) -> Words {
    let (kind, title, mut lines) = match &scanned.outcome {
        ScanOutcome::Refused { refusal: ScanRefusal::Code { fault } } => {
            let (what, next) = place_codes::refusal(*fault);
            ("refused", t!(kiosk.refused_title).into(), vec![what, next])
        }
        outcome => scans::outcome(outcome),
    };
    if let Some(station) = &scanned.station {
        lines.push(t!(scan.at_station, station = station, time = format::clock(scanned.at)));
    }
    if matches!(scanned.outcome, ScanOutcome::CheckedIn { .. } | ScanOutcome::CheckedOut { .. }) {
        lines.push(t!(scan.in_both).into());
    }
    (kind, title, lines)
}
