//! Scanning: camera or typing scanner in, an honest answer out.

use super::answer::{self, Said};
use super::queue;
use crate::api;
use crate::browser::camera::{self, CameraFault};
use crate::browser::{clock, dom, wedge};
use crate::city;
use crate::components::PageTitle;
use crate::i18n::format;
use crate::t;
use crate::ui::{Notice, Tone};
use domain::api::kiosk::{GetKiosk, ScanBatch, SendScans};
use domain::ids::ScanId;
use domain::kiosk::{KioskShift, KioskState};
use domain::problem::ErrorCode;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

const VIDEO: &str = "kiosk-video";
/// How long an answer stands.
const SHOWN: Duration = Duration::from_millis(4_000);
/// A code that stays in the picture counts once; it must be gone this long to count again.
const SAME_CODE_MS: i64 = 3_000;
/// How often waiting scans are sent again and the day is asked for.
const EVERY: Duration = Duration::from_secs(20);

#[derive(Clone, Copy)]
struct Kiosk {
    state: RwSignal<KioskState>,
    said: RwSignal<Said>,
    online: RwSignal<bool>,
    waiting: RwSignal<usize>,
    sending: StoredValue<bool>,
    /// Counts answers, so that an old one's end does not clear a newer one.
    turn: StoredValue<u32>,
    last_code: StoredValue<(String, i64)>,
    revoked: Callback<()>,
}

/// The page of an enrolled kiosk.
pub(super) fn scanning(state: KioskState, revoked: Callback<()>) -> AnyView {
    city::set_clock(state.server_time);
    let kiosk = Kiosk {
        state: RwSignal::new(state),
        said: RwSignal::new(Said::Waiting),
        online: RwSignal::new(true),
        waiting: RwSignal::new(queue::waiting().len()),
        sending: StoredValue::new(false),
        turn: StoredValue::new(0),
        last_code: StoredValue::new((String::new(), 0)),
        revoked,
    };
    let typing = StoredValue::new_local(wedge::listen(move |text| kiosk.scanned(&text)));
    let timer = set_interval_with_handle(move || kiosk.refresh(), EVERY).ok();
    on_cleanup(move || {
        typing.dispose();
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    kiosk.refresh();
    view! {
        <div class="kiosk">
            {banner(kiosk)}
            <div class="kiosk__stage">{camera_view(kiosk)} {answer::panel(kiosk.said)}</div>
            <section class="kiosk__day">
                <h2>{t!(kiosk.today)}</h2>
                {move || shifts(&kiosk.state.get().shifts)}
            </section>
        </div>
    }
    .into_any()
}

impl Kiosk {
    /// A code was read.
    fn scanned(self, text: &str) {
        let at = clock::device_now_ms();
        let (before, seen_at) = self.last_code.get_value();
        self.last_code.set_value((text.to_owned(), at));
        if before == text && at - seen_at < SAME_CODE_MS {
            return;
        }
        let scan = queue::put(text);
        self.waiting.set(queue::waiting().len());
        self.say(Said::Reading, None);
        self.send(Some(scan));
    }

    /// Shows `said`; after `shown` the kiosk waits for the next person.
    fn say(self, said: Said, shown: Option<Duration>) {
        self.turn.update_value(|turn| *turn += 1);
        self.said.set(said);
        if let Some(shown) = shown {
            let turn = self.turn.get_value();
            let clear = move || {
                if self.turn.try_get_value() == Some(turn) {
                    self.said.try_set(Said::Waiting);
                }
            };
            set_timeout(clear, shown);
        }
    }

    /// Sends what waits, oldest first, and shows the answer for `scan`.
    fn send(self, scan: Option<ScanId>) {
        let scans = queue::next_batch();
        if scans.is_empty() || self.sending.get_value() {
            return;
        }
        self.sending.set_value(true);
        spawn_local(async move {
            let answer = api::send::<SendScans>((), &(), &ScanBatch { scans }).await;
            self.sending.try_set_value(false);
            match answer {
                Ok(answer) => {
                    queue::settle(&answer.answers);
                    self.online.try_set(true);
                    self.state.try_update(|state| state.present = answer.present);
                    let own = answer.answers.into_iter().find(|a| Some(a.id) == scan || scan.is_none());
                    // What waited in the queue is answered without a person in front of the screen.
                    if let (Some(own), Some(_)) = (own, scan) {
                        self.say(Said::Outcome(own.outcome), Some(SHOWN));
                    }
                    self.waiting.try_set(queue::waiting().len());
                    self.send_rest(scan);
                }
                Err(error) if error.code() == Some(ErrorCode::NotEnrolled) => {
                    queue::forget_state();
                    self.revoked.run(());
                }
                Err(_) => {
                    self.online.try_set(false);
                    if scan.is_some() {
                        self.say(Said::Queued, Some(SHOWN));
                    }
                }
            }
        });
    }

    /// Scans that came while others were on their way.
    fn send_rest(self, answered: Option<ScanId>) {
        if let Some(last) = queue::waiting().last() {
            self.send(Some(last.id).filter(|id| Some(*id) != answered));
        }
    }

    /// Asks for the day and sends what waits.
    fn refresh(self) {
        self.send(None);
        spawn_local(async move {
            match api::send::<GetKiosk>((), &(), &()).await {
                Ok(state) => {
                    city::set_clock(state.server_time);
                    queue::remember_state(&state);
                    self.online.try_set(true);
                    self.state.try_set(state);
                }
                Err(error) if error.code() == Some(ErrorCode::NotEnrolled) => {
                    queue::forget_state();
                    self.revoked.run(());
                }
                Err(_) => {
                    self.online.try_set(false);
                }
            }
        });
    }
}

fn banner(kiosk: Kiosk) -> AnyView {
    view! {
        <header class="kiosk__banner">
            <PageTitle text=kiosk.state.with_untracked(|s| s.station_name.clone()) />
            <p class="kiosk__facts">
                <span class="kiosk__net" data-online=move || kiosk.online.get().to_string()>
                    {move || if kiosk.online.get() { t!(kiosk.online) } else { t!(kiosk.offline) }}
                </span>
                <span>{move || t!(kiosk.present, count = kiosk.state.with(|s| s.present).to_string())}</span>
                {move || match kiosk.waiting.get() {
                    0 => None,
                    count => Some(view! { <span class="kiosk__waiting">{t!(kiosk.waiting_count, count = count.to_string())}</span> }),
                }}
            </p>
        </header>
    }
    .into_any()
}

fn camera_view(kiosk: Kiosk) -> AnyView {
    let fault = RwSignal::new(None::<CameraFault>);
    let watch = StoredValue::new_local(None::<camera::Watch>);
    let start = move || {
        fault.set(None);
        watch.set_value(None);
        let Some(url) = dom::meta("scanner-worker") else {
            fault.set(Some(CameraFault::Decoder));
            return;
        };
        let on_state = move |state: Result<(), CameraFault>| {
            fault.try_set(state.err());
        };
        watch.set_value(Some(camera::watch(VIDEO, url, move |text| kiosk.scanned(&text), on_state)));
    };
    // The video has to stand in the page before the camera can be shown in it.
    Effect::new(move |_| start());
    on_cleanup(move || watch.dispose());
    let words = |fault| match fault {
        CameraFault::Unsupported => t!(kiosk.camera_unsupported),
        CameraFault::Refused => t!(kiosk.camera_refused),
        CameraFault::Missing => t!(kiosk.camera_missing),
        CameraFault::Busy => t!(kiosk.camera_busy),
        CameraFault::Decoder => t!(kiosk.camera_decoder),
    };
    view! {
        <div class="kiosk__camera" class:is-off=move || fault.get().is_some()>
            <video id=VIDEO class="kiosk__video" aria-label=t!(kiosk.camera_label) autoplay playsinline prop:muted=true></video>
            <div class="kiosk__frame" aria-hidden="true"></div>
            {move || fault.get().map(|fault| view! {
                <div class="kiosk__fault">
                    <Notice tone=Tone::Warning>
                        <p>{words(fault)}</p>
                        <button type="button" class="button button--quiet" on:click=move |_| start()>{t!(kiosk.camera_retry)}</button>
                    </Notice>
                </div>
            })}
        </div>
    }
    .into_any()
}

fn shifts(shifts: &[KioskShift]) -> AnyView {
    if shifts.is_empty() {
        return view! { <p>{t!(kiosk.no_shifts)}</p> }.into_any();
    }
    let line = |shift: &KioskShift| {
        let counts = t!(kiosk.shift_counts, present = shift.present.to_string(), expected = shift.expected.to_string());
        view! {
            <li class="kiosk__shift">
                <b>{format!("{}–{}", format::clock(shift.time.start), format::clock(shift.time.end))}</b>
                <span>{shift.activity.clone()} " · " {shift.position.clone()}</span>
                <span>{counts}</span>
            </li>
        }
    };
    view! { <ul class="kiosk__shifts">{shifts.iter().map(line).collect_view()}</ul> }.into_any()
}
