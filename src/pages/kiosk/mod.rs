//! The kiosk (签到终端): enrolment once, then scanning. Loaded only by devices that open `/kiosk`.

mod answer;
mod banner;
mod courier;
mod enrol;
mod export;
mod key;
mod number;
mod pace;
mod pin;
mod question;
mod queue;
mod reading;
mod scanning;
mod sounds;
mod staff;
mod trouble;

use crate::api::{self, ApiError};
use crate::components::{ErrorPanel, PageTitle};
use crate::t;
use crate::ui::skeleton_lines;
use domain::api::kiosk::GetKiosk;
use domain::kiosk::{KioskReport, KioskState};
use domain::problem::ErrorCode;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How often a server that was not reached is asked again.
const EVERY: Duration = Duration::from_secs(20);

/// What the device is.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    Asking,
    NotEnrolled,
    Enrolled(Box<KioskState>),
    /// Enrolled or not, the server cannot be asked; a device that was enrolled goes on scanning.
    Unasked(ApiError),
}

/// The page.
pub fn kiosk() -> AnyView {
    let stage = RwSignal::new(Stage::Asking);
    let ask = move || {
        spawn_local(async move {
            let found = match api::send::<GetKiosk>((), &KioskReport::default(), &()).await {
                Ok(state) => Stage::Enrolled(Box::new(state)),
                Err(error) if error.code() == Some(ErrorCode::NotEnrolled) => Stage::NotEnrolled,
                Err(error) => queue::last_state().map_or(Stage::Unasked(error), |state| Stage::Enrolled(Box::new(state))),
            };
            stage.try_set(found);
        });
    };
    spawn_local(async move {
        // What waits is known before anything is said of it.
        queue::open().await;
        ask();
    });
    // A kiosk that was switched on before its network finds it by itself.
    let again = move || if stage.with_untracked(|stage| matches!(stage, Stage::Unasked(_))) { ask() };
    if let Ok(timer) = set_interval_with_handle(again, EVERY) {
        on_cleanup(move || timer.clear());
    }
    let enrolled = Callback::new(move |state: KioskState| stage.set(Stage::Enrolled(Box::new(state))));
    let revoked = Callback::new(move |()| stage.set(Stage::NotEnrolled));
    let retry = Callback::new(move |()| ask());
    (move || match stage.get() {
        Stage::Asking => skeleton_lines(t!(kiosk.checking)),
        Stage::NotEnrolled => enrol::enrol(enrolled),
        Stage::Enrolled(state) => scanning::scanning(*state, revoked),
        Stage::Unasked(error) => view! { <PageTitle text=t!(kiosk.title) /> <ErrorPanel error retry /> }.into_any(),
    })
    .into_any()
}
