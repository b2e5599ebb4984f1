//! The way of a scan: read, checked here, kept, sent, answered. What is said on the panel is always
//! about the last scan, it is never a success before the server said so, and never "noted" before the disk has it.

use super::answer::{self, Said};
use super::pace::Pace;
use super::queue::{self, Standing};
use super::reading::{self, Reading};
use crate::api::{self, ApiError};
use crate::browser::{clock, lock, random};
use crate::city::{city, now};
use crate::trust::Trust;
use domain::api::kiosk::{GetKiosk, KioskQuery, ScanAnswers, ScanBatch, SendScans};
use domain::check_in::ScanRefusal;
use domain::ids::{DeviceId, ScanId, StationId};
use domain::kiosk::{KioskState, Scan, ScanOutcome};
use domain::problem::ErrorCode;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long an answer stands.
const SHOWN: Duration = Duration::from_millis(4_000);
/// How long a person waits for an answer before being told that it comes later.
const PATIENCE: Duration = Duration::from_millis(4_000);
/// How long the kiosk waits for somebody to look at a person.
const FACE_SHOWN: Duration = Duration::from_secs(60);
/// A code that stays in the picture counts once; it must be gone this long to count again.
const SAME_CODE_MS: i64 = 3_000;
/// How many answers stay in sight, for whoever was overtaken by the next scan.
const RECENT: usize = 4;
/// What only one window of a browser does at a time.
const SENDING: &str = "kiosk-sending";

/// The last scan, about which the panel speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Last {
    id: ScanId,
    /// Whether it is kept beyond this page; unknown while it is being written.
    kept: Option<bool>,
    /// What the device itself makes of it.
    reading: Reading,
}

/// An answer and when it came.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Recent {
    pub at: Timestamp,
    pub outcome: ScanOutcome,
}

/// The kiosk at work.
#[derive(Clone, Copy)]
pub(super) struct Kiosk {
    pub state: RwSignal<KioskState>,
    pub said: RwSignal<Said>,
    /// Whether the server was reached the last time it was asked.
    pub online: RwSignal<bool>,
    /// Why the server does not take what waits, when it answers but refuses.
    pub refusal: RwSignal<Option<ApiError>>,
    /// How the line stands; told again at every turn, so that its age is true.
    pub standing: RwSignal<Standing>,
    pub recent: RwSignal<Vec<Recent>>,
    pub trust: Trust,
    device: DeviceId,
    station: StationId,
    sending: StoredValue<bool>,
    asking: StoredValue<bool>,
    pace: StoredValue<Pace>,
    /// The next attempt, after one that failed.
    retry: StoredValue<Option<TimeoutHandle>>,
    last: StoredValue<Option<Last>>,
    /// A card on paper that waits for somebody to look at the person.
    paper: StoredValue<Option<String>>,
    /// Counts what is said, so that an old answer's end does not clear a newer one.
    turn: StoredValue<u32>,
    last_code: StoredValue<(String, i64)>,
    revoked: Callback<()>,
}

impl Kiosk {
    /// A kiosk of the station in `state`; `revoked` is called when it is one no more.
    pub(super) fn new(state: KioskState, revoked: Callback<()>) -> Self {
        let (device, station) = (state.device, state.station);
        Self {
            state: RwSignal::new(state),
            said: RwSignal::new(Said::Waiting),
            online: RwSignal::new(true),
            refusal: RwSignal::new(None),
            standing: RwSignal::new(queue::standing(Some(station))),
            recent: RwSignal::new(Vec::new()),
            trust: Trust::start(),
            device,
            station,
            sending: StoredValue::new(false),
            asking: StoredValue::new(false),
            pace: StoredValue::new(Pace::default()),
            retry: StoredValue::new(None),
            last: StoredValue::new(None),
            paper: StoredValue::new(None),
            turn: StoredValue::new(0),
            last_code: StoredValue::new((String::new(), 0)),
            revoked,
        }
    }

    /// A code was read, or a number typed.
    pub(super) fn scanned(self, text: &str) {
        let at = clock::device_now_ms();
        let (before, seen_at) = self.last_code.get_value();
        self.last_code.set_value((text.to_owned(), at));
        if before == text && at - seen_at < SAME_CODE_MS {
            return;
        }
        let at = now();
        let reading = Reading::of(text, self.trust, at);
        if reading::is_paper(text) && !reading.is_final_refusal() {
            self.last.set_value(None);
            self.paper.set_value(Some(text.to_owned()));
            self.say(Said::Face, Some(FACE_SHOWN));
        } else {
            self.take(text, reading, at, false);
        }
    }

    /// Somebody looked at the person with the card on paper.
    pub(super) fn face(self, fits: bool) {
        let Some(text) = self.paper.try_update_value(Option::take).flatten() else { return };
        let at = now();
        self.take(&text, Reading::of(&text, self.trust, at), at, fits);
        if !fits {
            self.say(Said::FaceRefused, Some(SHOWN));
        }
    }

    /// Takes a scan into the line and sends it. A refusal is said at once; it is sent as well, because
    /// it is a fact.
    fn take(self, text: &str, reading: Reading, at: Timestamp, face_confirmed: bool) {
        self.paper.set_value(None);
        let scan = Scan { id: queue::new_id(), scanned_at: at, text: text.to_owned(), face_confirmed };
        let (id, refused) = (scan.id, reading.is_final_refusal());
        self.last.set_value(Some(Last { id, kept: None, reading }));
        self.say(Said::Reading, None);
        if refused {
            self.say_own();
        } else {
            let lose_patience = move || {
                if self.is_about(id) {
                    self.comes_later();
                }
            };
            set_timeout(lose_patience, PATIENCE);
        }
        spawn_local(async move {
            let kept = queue::put(self.device, self.station, scan).await;
            self.last.try_update_value(|last| {
                if let Some(last) = last.as_mut().filter(|last| last.id == id) {
                    last.kept = Some(kept);
                }
            });
            self.count();
            self.send();
        });
    }

    /// Whether the last scan is that one.
    fn is_about(self, id: ScanId) -> bool {
        self.last.try_with_value(|last| last.as_ref().is_some_and(|last| last.id == id)) == Some(true)
    }

    /// Shows `said`; after `shown` the kiosk waits for the next person.
    fn say(self, said: Said, shown: Option<Duration>) {
        let Some(turn) = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        }) else {
            return;
        };
        self.said.try_set(said);
        if let Some(shown) = shown {
            let clear = move || {
                if self.turn.try_get_value() == Some(turn) {
                    self.said.try_set(Said::Waiting);
                }
            };
            set_timeout(clear, shown);
        }
    }

    /// The person is still waiting and need not: the scan is safe here, or it is not and is told so.
    fn comes_later(self) {
        if self.said.try_get_untracked() == Some(Said::Reading) {
            self.say_own();
        }
    }

    /// Says what the device itself makes of the last scan.
    fn say_own(self) {
        let Some(last) = self.last.try_get_value().flatten() else { return };
        let said = if last.kept == Some(true) || last.reading.is_final_refusal() { Said::Own(last.reading, self.trust.ages.get_untracked()) } else { Said::Unkept };
        self.say(said, Some(SHOWN));
    }

    fn count(self) {
        self.standing.try_set(queue::standing(Some(self.station)));
    }

    /// Sends what waits, oldest first, until nothing waits or the server does not answer.
    fn send(self) {
        if self.sending.try_get_value() != Some(false) || queue::next_batch(self.station).is_empty() {
            return;
        }
        self.sending.set_value(true);
        spawn_local(async move {
            let alone = lock::alone(SENDING).await;
            loop {
                // Another window may have sent them meanwhile: then they are answered as they were.
                let scans = queue::next_batch(self.station);
                if scans.is_empty() {
                    break;
                }
                match api::send::<SendScans>((), &(), &ScanBatch { scans }).await {
                    // An answer that settles nothing would be asked for without end.
                    Ok(answers) => if self.settle(answers).await == 0 { break },
                    Err(error) => {
                        // The scan of which the panel speaks may still be on its way to the disk.
                        if self.last.try_with_value(|last| last.as_ref().is_some_and(|last| last.kept.is_some())) == Some(true) {
                            self.comes_later();
                        }
                        self.failed(error);
                        break;
                    }
                }
            }
            drop(alone);
            self.sending.try_set_value(false);
        });
    }

    /// Lets the scans go that were answered for; tells how many.
    async fn settle(self, ScanAnswers { answers, present }: ScanAnswers) -> usize {
        let kinds: Vec<(ScanId, &str)> = answers.iter().map(|one| (one.id, answer::short(&one.outcome).0)).collect();
        let settling = queue::settle(self.device, now(), &kinds);
        self.begin_anew();
        self.online.try_set(true);
        self.refusal.try_set(None);
        self.state.try_update(|state| state.present = present);
        for one in answers.iter().cloned() {
            self.answered(one.id, one.outcome);
        }
        let settled = settling.await;
        self.count();
        settled
    }

    /// The server answered for a scan: said on the panel when it is the last one, unless it is the
    /// refusal that stands there already.
    fn answered(self, id: ScanId, outcome: ScanOutcome) {
        if self.is_about(id) {
            let last = self.last.try_update_value(Option::take).flatten();
            let said_already = last.is_some_and(|last| last.reading.is_final_refusal()) && matches!(outcome, ScanOutcome::Refused { .. });
            let face_refused = outcome == (ScanOutcome::Refused { refusal: ScanRefusal::FaceNotConfirmed });
            if !said_already && !face_refused {
                self.say(Said::Outcome(outcome.clone()), Some(SHOWN));
            }
        }
        self.recent.try_update(|recent| {
            recent.insert(0, Recent { at: now(), outcome });
            recent.truncate(RECENT);
        });
    }

    /// The turn of the clock: sends what waits and asks for the day, unless the server is being waited for.
    pub(super) fn turn(self) {
        self.count();
        if self.pace.try_get_value().is_some_and(|pace| !pace.is_slow()) {
            self.refresh();
        }
    }

    /// The network is there again, or the page is looked at: nobody waits for the next attempt.
    pub(super) fn come_back(self) {
        self.begin_anew();
        self.refresh();
    }

    /// Sends what waits and asks for the day.
    pub(super) fn refresh(self) {
        if self.asking.try_get_value() != Some(false) {
            return;
        }
        self.asking.set_value(true);
        spawn_local(async move {
            queue::bring_in(self.device, self.station).await;
            queue::look_again().await;
            self.count();
            self.send();
            self.ask().await;
            self.asking.try_set_value(false);
        });
    }

    /// Asks for the day, and whether the server still has what it has answered for.
    async fn ask(self) {
        let held = queue::held(self.device);
        match api::send::<GetKiosk>((), &KioskQuery { since: held.map(|held| held.oldest) }, &()).await {
            Ok(state) => {
                let (known, at) = (state.known, state.server_time);
                queue::remember_state(&state);
                self.online.try_set(true);
                // What waits has its own answer to wait for.
                if queue::next_batch(self.station).is_empty() {
                    self.begin_anew();
                }
                self.state.try_set(state);
                if known.zip(held).is_some_and(|(known, held)| known.lacks(held)) {
                    queue::send_again(self.device).await;
                    self.count();
                    self.send();
                }
                queue::prune(at, city().policy.kiosk.queue_keep_days).await;
            }
            Err(error) => self.failed(error),
        }
    }

    fn begin_anew(self) {
        self.pace.try_update_value(Pace::begin_anew);
        if let Some(timer) = self.retry.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    fn failed(self, error: ApiError) {
        if error.code() == Some(ErrorCode::NotEnrolled) {
            queue::forget_state();
            // The page may be gone by now.
            let _ = self.revoked.try_run(());
            return;
        }
        self.online.try_set(!matches!(error, ApiError::Network | ApiError::Timeout));
        let asked = error.problem().and_then(|problem| problem.retry_after_seconds).map(|seconds| Duration::from_secs(seconds.into()));
        self.refusal.try_set((!error.may_pass()).then_some(error));
        self.try_later(asked);
    }

    /// Has the next attempt made in a while, unless one is to be made already.
    fn try_later(self, asked: Option<Duration>) {
        if self.retry.try_get_value() != Some(None) {
            return;
        }
        let Some(wait) = self.pace.try_update_value(|pace| pace.failed(random::number(), asked)) else { return };
        let again = move || {
            self.retry.try_set_value(None);
            self.refresh();
        };
        if let Ok(timer) = set_timeout_with_handle(again, wait) {
            self.retry.try_set_value(Some(timer));
        }
    }
}
