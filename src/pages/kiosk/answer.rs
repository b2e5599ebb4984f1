//! What the kiosk says after a scan: large, readable from a metre, one next step.

use super::question::{Choice, Question};
use super::reading::Reading;
use super::trouble::Trouble;
use crate::i18n::{credentials, format, scans};
use crate::t;
use crate::trust::Ages;
use crate::ui::{Icon, icon};
use domain::check_in::ScanRefusal;
use domain::kiosk::{KioskShift, ScanOutcome};
use leptos::prelude::*;

/// What stands on the panel.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    Waiting,
    Reading,
    /// The server answered.
    Outcome(ScanOutcome),
    /// Something has to be answered first, by whoever looks after the kiosk or stands before it.
    Asked(Question, Reading),
    /// Nobody has said that the face fits.
    FaceRefused,
    /// Kept on the device; the server has not answered, and this is what the device itself says.
    Own(Reading, Ages),
    /// The server has not answered, and the device could not keep it beyond this page.
    Unkept,
}

/// The words: kind, title, and the lines below it.
pub(super) fn words(said: &Said) -> (&'static str, String, Vec<String>) {
    match said {
        Said::Waiting => resting(None, true),
        Said::Reading => ("reading", t!(kiosk.reading).into(), Vec::new()),
        Said::Asked(question, reading) => {
            let who = match reading {
                Reading::Verified { name, number } => Some(t!(kiosk.verified_who, name = name, number = number.grouped())),
                _ => None,
            };
            let (title, help) = match question {
                Question::Face => (t!(kiosk.face_title), t!(kiosk.face_help)),
                Question::Which(_) => (t!(kiosk.which_title), t!(kiosk.which_help)),
                Question::WalkIn => (t!(kiosk.walk_in_title), t!(kiosk.walk_in_help)),
            };
            ("face", title.into(), who.into_iter().chain([help.into()]).collect())
        }
        Said::FaceRefused => {
            let (what, next) = scans::refusal(ScanRefusal::FaceNotConfirmed);
            ("refused", t!(kiosk.refused_title).into(), vec![what, next])
        }
        Said::Own(reading, ages) => own(reading, *ages),
        Said::Unkept => ("refused", t!(kiosk.unkept_title).into(), vec![t!(kiosk.unkept_help).into()]),
        Said::Outcome(outcome) => scans::outcome(outcome),
    }
}

/// What the device says by itself. It is never a success: what counts is decided by the server.
fn own(reading: &Reading, ages: Ages) -> (&'static str, String, Vec<String>) {
    match reading {
        Reading::Verified { name, number } => {
            let lines = vec![t!(kiosk.verified_who, name = name, number = number.grouped()), t!(kiosk.verified_help).into()];
            ("queued", t!(kiosk.verified_title).into(), lines)
        }
        Reading::Typed(number) => {
            let lines = vec![t!(kiosk.number_queued, number = number.grouped()), t!(kiosk.queued_help).into()];
            ("queued", t!(kiosk.queued_title).into(), lines)
        }
        Reading::ListTooOld { as_of: Some(as_of) } => {
            let lines = vec![t!(kiosk.list_old, age = format::ago(*as_of)), t!(kiosk.list_next).into()];
            ("refused", t!(kiosk.list_old_title).into(), lines)
        }
        Reading::ListTooOld { as_of: None } => ("refused", t!(kiosk.list_none_title).into(), vec![t!(kiosk.list_next).into()]),
        Reading::Refused(refusal) => {
            let (what, next) = credentials::refusal(*refusal, ages);
            ("refused", t!(kiosk.refused_title).into(), vec![what, next])
        }
    }
}

/// An outcome in one line: its kind, and the words.
pub(super) fn short(outcome: &ScanOutcome) -> (&'static str, String) {
    match outcome {
        ScanOutcome::CheckedIn { name, .. } => ("in", format!("{} {name}", t!(kiosk.in_title))),
        ScanOutcome::CheckedOut { name, .. } => ("out", format!("{} {name}", t!(kiosk.out_title))),
        ScanOutcome::Merged { name, .. } => ("again", format!("{} {name}", t!(kiosk.just_scanned_title))),
        ScanOutcome::ToBeMatched { name } => ("queued", format!("{} {name}", t!(kiosk.matched_title))),
        ScanOutcome::InReview { name, .. } => ("queued", format!("{} {name}", t!(kiosk.review_title))),
        ScanOutcome::Refused { refusal: refusal @ ScanRefusal::JustScanned } => ("again", scans::refusal(*refusal).0),
        ScanOutcome::Refused { refusal } => ("refused", scans::refusal(*refusal).0),
    }
}

/// What stands while nobody scans: whether there is anything the matter, and how to scan.
fn resting(trouble: Option<Trouble>, sees: bool) -> (&'static str, String, Vec<String>) {
    if let Some(trouble) = trouble {
        let (what, next) = trouble.words();
        return ("out-of-order", t!(kiosk.trouble_title).into(), vec![what.into(), next.into()]);
    }
    let help = if sees { t!(kiosk.waiting_help) } else { t!(kiosk.without_camera) };
    ("waiting", t!(kiosk.waiting).into(), vec![help.into()])
}

/// The panel. A live region: whoever cannot see it hears it. While nobody scans it says what is the matter
/// (`trouble`), or how to scan with the camera (`sees`) or without. `on_choice` is told what was answered, when something is asked.
pub(super) fn panel(said: RwSignal<Said>, trouble: Memo<Option<Trouble>>, sees: Signal<bool>, on_choice: Callback<Choice>) -> AnyView {
    let spoken = Memo::new(move |_| said.with(|said| if *said == Said::Waiting { resting(trouble.get(), sees.get()) } else { words(said) }));
    let question = Memo::new(move |_| said.with(|said| if let Said::Asked(question, _) = said { Some(question.clone()) } else { None }));
    view! {
        <div class="kiosk-answer" data-kind=move || spoken.with(|spoken| spoken.0)>
            <div class="kiosk-answer__words" role="status" aria-live="assertive">{move || {
                let (kind, title, lines) = spoken.get();
                view! {
                    <p class="kiosk-answer__title">{icon(Icon::of_answer(kind))} <span>{title}</span></p>
                    {lines.into_iter().map(|line| view! { <p class="kiosk-answer__line">{line}</p> }).collect_view()}
                }
            }}</div>
            {move || question.get().map(|question| choices(question, on_choice))}
        </div>
    }
    .into_any()
}

fn choices(question: Question, on_choice: Callback<Choice>) -> AnyView {
    let yes_or_no = |yes: &'static str, no: &'static str| {
        view! {
            <button type="button" class="button" on:click=move |_| on_choice.run(Choice::Yes)>{icon(Icon::Check)} {yes}</button>
            <button type="button" class="button button--quiet" on:click=move |_| on_choice.run(Choice::No)>{icon(Icon::Close)} {no}</button>
        }
        .into_any()
    };
    let buttons = match question {
        Question::Face => yes_or_no(t!(kiosk.face_yes), t!(kiosk.face_no)),
        Question::WalkIn => yes_or_no(t!(kiosk.walk_in_yes), t!(kiosk.walk_in_no)),
        Question::Which(shifts) => {
            let one = |shift: KioskShift| {
                let words = format!("{}–{} {} · {}", format::clock(shift.time.start), format::clock(shift.time.end), shift.activity, shift.position);
                view! { <button type="button" class="button" on:click=move |_| on_choice.run(Choice::Shift(shift.id))>{words}</button> }
            };
            shifts.into_iter().map(one).collect_view().into_any()
        }
    };
    view! { <p class="kiosk-answer__choice">{buttons}</p> }.into_any()
}
