//! Scanning: camera or typing scanner in, an honest answer out.

use super::answer;
use super::banner::banner;
use super::courier::{Kiosk, Recent};
use super::number::number;
use super::staff::staff;
use super::station_code::station_code;
use super::ticking::ticking;
use super::trouble::trouble;
use crate::api::ApiError;
use crate::browser::camera::Facing;
use crate::browser::{offline, visibility, wake, wedge};
use crate::city::{city, now};
use crate::components::Camera;
use crate::i18n::format;
use crate::t;
use domain::check_in::Place;
use domain::kiosk::{KioskShift, KioskState};
use leptos::prelude::*;
use std::time::Duration;

/// How often waiting scans are sent again and the day is asked for.
const EVERY: Duration = Duration::from_secs(20);
/// The same in a demonstration, whose clock is put forward by hand.
const EVERY_IN_DEMO: Duration = Duration::from_secs(3);

/// The page of an enrolled kiosk, or of a leader's scanner.
pub(super) fn scanning(state: KioskState, closed: Callback<ApiError>) -> AnyView {
    let device = state.device;
    let kiosk = Kiosk::new(state, closed);
    let is_leaders = matches!(kiosk.place, Place::Activity(_));
    let typing = StoredValue::new_local(wedge::listen(move |text| kiosk.scanned(&text)));
    let awake = StoredValue::new_local(Some(wake::keep()));
    // The browser lets the screen sleep again once the page was hidden.
    let returning = StoredValue::new_local(visibility::on_return(move || {
        awake.try_set_value(Some(wake::keep()));
        kiosk.come_back();
    }));
    let connected = StoredValue::new_local(offline::on_online(move || kiosk.come_back()));
    let timer = set_interval_with_handle(move || kiosk.turn(), if city().demo { EVERY_IN_DEMO } else { EVERY }).ok();
    on_cleanup(move || {
        typing.dispose();
        returning.dispose();
        connected.dispose();
        awake.dispose();
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    kiosk.refresh();
    let on_text = Callback::new(move |text: String| kiosk.scanned(&text));
    let on_choice = Callback::new(move |choice| kiosk.answer(choice));
    // Whoever looks at a kiosk's screen holds the code towards it; a leader holds the phone towards the code.
    let camera = Camera::new(if is_leaders { Facing::Environment } else { Facing::User }, on_text);
    let sees = Signal::derive(move || camera.fault.get().is_none());
    view! {
        <div class="kiosk" class:kiosk--leader=is_leaders>
            {banner(kiosk)}
            <div class="kiosk__stage">
                {camera.picture(t!(kiosk.without_camera))} {answer::panel(kiosk.said, trouble(kiosk), sees, on_choice)} {(!is_leaders).then(|| station_code(device))}
            </div>
            {number(on_text)}
            <div class="kiosk__foot">
                {if is_leaders { ticking(kiosk) } else { day(kiosk) }}
                {move || kiosk.recent.with(|recent| recents(recent))}
                {staff(kiosk, camera)}
            </div>
        </div>
    }
    .into_any()
}

fn day(kiosk: Kiosk) -> AnyView {
    view! {
        <section class="kiosk__day">
            <h2>{t!(kiosk.today)}</h2>
            {move || kiosk.state.with(|state| shifts(&state.shifts))}
        </section>
    }
    .into_any()
}

fn shifts(shifts: &[KioskShift]) -> AnyView {
    if shifts.is_empty() {
        return view! { <p>{t!(kiosk.no_shifts)}</p> }.into_any();
    }
    // Whoever is still in keeps the shift in sight.
    let now = now();
    let current: Vec<&KioskShift> = shifts.iter().filter(|shift| shift.time.end > now || shift.present > 0).collect();
    if current.is_empty() {
        return view! { <p>{t!(kiosk.shifts_over)}</p> }.into_any();
    }
    let line = |shift: &&KioskShift| {
        let counts = t!(kiosk.shift_counts, present = shift.present.to_string(), expected = shift.expected.to_string());
        view! {
            <li class="kiosk__shift">
                <b class="number">{format!("{}–{}", format::clock(shift.time.start), format::clock(shift.time.end))}</b>
                <span class="kiosk__shift-name">{shift.activity.clone()} " · " {shift.position.clone()}</span>
                <span class="number">{counts}</span>
            </li>
        }
    };
    view! { <ul class="kiosk__shifts" tabindex="0" aria-label=t!(kiosk.today)>{current.iter().map(line).collect_view()}</ul> }.into_any()
}

/// The last answers, for whoever was overtaken by the next scan.
fn recents(recent: &[Recent]) -> Option<AnyView> {
    let line = |one: &Recent| {
        let (kind, words) = answer::short(&one.outcome);
        view! { <li class="kiosk__recent-one" data-kind=kind><span class="number">{format::clock(one.at)}</span> " " {words}</li> }
    };
    (!recent.is_empty()).then(|| {
        view! {
            <section class="kiosk__recent">
                <h2>{t!(kiosk.recent)}</h2>
                <ul>{recent.iter().map(line).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}
