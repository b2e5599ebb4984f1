//! The kiosk (签到终端): enrolment once, then scanning. The same page is a leader's scanner for an activity: opened by logging in,
//! with a list to tick. Loaded only by devices that open `/kiosk` or a scanner.

mod answer;
mod banner;
mod closed;
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
mod station_code;
mod tick_list;
mod ticking;
mod trouble;
mod way;

use crate::api::ApiError;
use crate::city::{city, now};
use crate::components::{ErrorPanel, PageTitle};
use crate::t;
use crate::ui::skeleton_lines;
use domain::ids::ActivityId;
use domain::kiosk::KioskState;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How often a server that was not reached is asked again.
const EVERY: Duration = Duration::from_secs(20);

/// What the device is.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    Asking,
    /// It takes no scans here, or no more.
    Closed(ApiError),
    Open(Box<KioskState>),
    /// The server cannot be asked; a device that was open before goes on scanning.
    Unasked(ApiError),
}

/// The page of a station's kiosk.
pub fn kiosk() -> AnyView {
    page(None)
}

/// The page of a leader's scanner for an activity. It looks itself whether somebody is there who may: without network it goes on with
/// what it keeps.
pub fn scanner(activity: ActivityId) -> AnyView {
    page(Some(activity))
}

fn page(activity: Option<ActivityId>) -> AnyView {
    let stage = RwSignal::new(Stage::Asking);
    let ask = move || {
        spawn_local(async move {
            let found = match way::begin(activity).await {
                Ok(state) => {
                    queue::remember_state(&state);
                    Stage::Open(Box::new(state))
                }
                Err(error) if way::is_closed(activity, &error) => {
                    queue::forget_state(activity);
                    Stage::Closed(error)
                }
                Err(error) => queue::last_state(activity).map_or(Stage::Unasked(error), |state| Stage::Open(Box::new(state))),
            };
            stage.try_set(found);
        });
    };
    spawn_local(async move {
        // What waits is known before anything is said of it.
        queue::open().await;
        queue::forget_old_states(now(), city().policy.kiosk.queue_keep_days);
        ask();
    });
    // A kiosk that was switched on before its network finds it by itself.
    let again = move || if stage.with_untracked(|stage| matches!(stage, Stage::Unasked(_))) { ask() };
    if let Ok(timer) = set_interval_with_handle(again, EVERY) {
        on_cleanup(move || timer.clear());
    }
    let enrolled = Callback::new(move |state: KioskState| stage.set(Stage::Open(Box::new(state))));
    let closed = Callback::new(move |error| stage.set(Stage::Closed(error)));
    let retry = Callback::new(move |()| ask());
    (move || match stage.get() {
        Stage::Asking => skeleton_lines(t!(kiosk.checking)),
        Stage::Closed(error) => match activity {
            None => enrol::enrol(enrolled),
            Some(activity) => closed::closed(activity, error),
        },
        Stage::Open(state) => scanning::scanning(*state, closed),
        Stage::Unasked(error) => view! { <PageTitle text=t!(kiosk.title) /> <ErrorPanel error retry /> }.into_any(),
    })
    .into_any()
}
