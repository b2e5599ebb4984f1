//! The way of a scan: read, checked here, kept, sent, answered. What is said on the panel is always
//! about the last scan, it is never a success before the server said so, and never "noted" before the disk has it.

mod delivery;
mod saying;

use super::answer::Said;
use super::pace::Pace;
use super::question::{self, Choice, Pending, Question};
use super::queue::{self, Standing};
use super::reading::{self, Reading};
use crate::api::ApiError;
use crate::browser::clock;
use crate::city::{self, now};
use crate::trust::Trust;
use domain::check_in::Place;
use domain::ids::{DeviceId, ScanId, ShiftId};
use domain::kiosk::{KioskReport, KioskState, Scan, ScanOutcome};
use domain::time::Timestamp;
use domain::volunteer::VolunteerNumber;
use leptos::prelude::*;
use leptos::task::spawn_local;
use saying::SHOWN;
use std::time::Duration;

/// How long a person waits for an answer before being told that it comes later.
const PATIENCE: Duration = Duration::from_millis(4_000);
/// How long the kiosk waits for somebody to answer a question.
const ASKED: Duration = Duration::from_secs(60);
/// A code that stays in the picture counts once; it must be gone this long to count again.
const SAME_CODE_MS: i64 = 2_000;

/// What waits of a leader's scans when the server has just told how the activity stands. A station shows nobody's name, and needs none.
fn ahead_of(place: Place) -> Vec<Scan> {
    match place {
        Place::Station(_) => Vec::new(),
        Place::Activity(_) => queue::waiting(place),
    }
}

/// The last scan, about which the panel speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Last {
    scan: Scan,
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
    /// Per cent, where the device tells.
    pub battery: RwSignal<Option<u8>>,
    /// A leader's scans that [`Self::state`] does not know of yet, oldest first: the list to tick lays them over it.
    pub ahead: RwSignal<Vec<Scan>>,
    /// The last answer about a number, and whose it is.
    pub told: RwSignal<Option<(VolunteerNumber, ScanOutcome)>>,
    pub place: Place,
    device: DeviceId,
    sending: StoredValue<bool>,
    asking: StoredValue<bool>,
    pace: StoredValue<Pace>,
    /// The next attempt, after one that failed.
    retry: StoredValue<Option<TimeoutHandle>>,
    last: StoredValue<Option<Last>>,
    /// A scan that waits for an answer.
    pending: StoredValue<Option<(Question, Pending)>>,
    /// Counts what is said, so that an old answer's end does not clear a newer one.
    turn: StoredValue<u32>,
    last_code: StoredValue<(String, i64)>,
    closed: Callback<ApiError>,
}

impl Kiosk {
    /// A kiosk of the place in `state`; `closed` is called when it is one no more.
    pub(super) fn new(state: KioskState, closed: Callback<ApiError>) -> Self {
        let (device, place) = (state.device, state.place);
        Self {
            state: RwSignal::new(state),
            said: RwSignal::new(Said::Waiting),
            online: RwSignal::new(true),
            refusal: RwSignal::new(None),
            standing: RwSignal::new(queue::standing(Some(place))),
            recent: RwSignal::new(Vec::new()),
            trust: Trust::start(),
            battery: RwSignal::new(None),
            ahead: RwSignal::new(ahead_of(place)),
            told: RwSignal::new(None),
            place,
            device,
            sending: StoredValue::new(false),
            asking: StoredValue::new(false),
            pace: StoredValue::new(Pace::default()),
            retry: StoredValue::new(None),
            last: StoredValue::new(None),
            pending: StoredValue::new(None),
            turn: StoredValue::new(0),
            last_code: StoredValue::new((String::new(), 0)),
            closed,
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
        // A code held up for longer changes, and is still the same person's.
        let number = reading.number();
        let asked_already = self.pending.with_value(|pending| pending.as_ref().is_some_and(|(_, pending)| number.is_some() && pending.reading.number() == number));
        if asked_already {
            return;
        }
        self.unanswered();
        let pending = Pending { text: text.to_owned(), at, reading, face_confirmed: false, settled: false };
        if reading::is_paper(text) && pending.reading.final_refusal().is_none() {
            self.raise(Question::Face, pending);
        } else {
            self.consider(pending);
        }
    }

    /// Somebody on the list was ticked, for a shift.
    pub(super) fn tick(self, number: VolunteerNumber, shift: ShiftId) {
        self.unanswered();
        let pending = Pending { text: number.to_string(), at: now(), reading: Reading::Typed(number), face_confirmed: false, settled: false };
        self.take(pending, Some(shift), false);
    }

    /// Takes the scan, unless the roster raises a question.
    fn consider(self, pending: Pending) {
        let (online, city) = (self.online.get_untracked(), city::city());
        let raised = |number| self.state.with_untracked(|state| question::question(state, number, pending.at, online, &city.zone, &city.policy));
        match pending.reading.number().and_then(raised) {
            Some(question) => self.raise(question, pending),
            None => self.take(pending, None, false),
        }
    }

    fn raise(self, question: Question, pending: Pending) {
        self.last.set_value(None);
        let said = Said::Asked(question.clone(), pending.reading.clone());
        self.pending.set_value(Some((question, pending)));
        self.say(said, Some(ASKED));
    }

    /// Somebody answered.
    pub(super) fn answer(self, choice: Choice) {
        let Some((question, pending)) = self.pending.try_update_value(Option::take).flatten() else { return };
        match (question, choice) {
            (Question::Face, Choice::Yes) => {
                let at = now();
                self.consider(Pending { at, reading: Reading::of(&pending.text, self.trust, at), face_confirmed: true, ..pending });
            }
            (Question::Face, _) => {
                self.take(pending, None, false);
                self.say(Said::FaceRefused, Some(SHOWN));
            }
            (Question::Which(_), Choice::Shift(shift)) => self.take(pending, Some(shift), false),
            (Question::WalkIn, Choice::Yes) => self.take(pending, None, true),
            _ if pending.settled => self.say(Said::Waiting, None),
            _ => self.take(pending, None, false),
        }
    }

    /// Nobody answered, or the next person was faster: the scan is a fact all the same.
    fn unanswered(self) {
        if let Some((_, pending)) = self.pending.try_update_value(Option::take).flatten().filter(|(_, pending)| !pending.settled) {
            self.take(pending, None, false);
        }
    }

    /// Takes a scan into the line and sends it. A refusal is said at once; it is sent as well, because
    /// it is a fact.
    fn take(self, pending: Pending, chosen: Option<ShiftId>, walk_in: bool) {
        let Pending { text, at: scanned_at, reading, face_confirmed, .. } = pending;
        let refused = reading.final_refusal();
        let scan = Scan { id: queue::new_id(), scanned_at, text, face_confirmed, chosen, walk_in, refused };
        let (id, refused) = (scan.id, refused.is_some());
        self.last.set_value(Some(Last { scan: scan.clone(), kept: None, reading }));
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
            let kept = queue::put(self.device, self.place, scan.clone()).await;
            if matches!(self.place, Place::Activity(_)) {
                self.ahead.try_update(|ahead| ahead.push(scan));
            }
            self.last.try_update_value(|last| {
                if let Some(last) = last.as_mut().filter(|last| last.scan.id == id) {
                    last.kept = Some(kept);
                }
            });
            self.count();
            if self.online.try_get_untracked() == Some(false) {
                // Nobody waits for a network that was not there a moment ago. Should it be there again, the answer is said as well.
                self.not_now();
            }
            self.send();
        });
    }

    /// Whether the last scan is that one.
    fn is_about(self, id: ScanId) -> bool {
        self.last.try_with_value(|last| last.as_ref().is_some_and(|last| last.scan.id == id)) == Some(true)
    }

    fn count(self) {
        self.standing.try_set(queue::standing(Some(self.place)));
    }

    /// How this kiosk is, for its station's people.
    fn report(self) -> KioskReport {
        let Standing { waiting, oldest, .. } = self.standing.try_get_untracked().unwrap_or_default();
        KioskReport {
            waiting: u32::try_from(waiting).ok(),
            oldest,
            clock_ahead_seconds: i32::try_from(-city::clock_offset() / 1_000).ok(),
            battery_percent: self.battery.try_get_untracked().flatten(),
            version: city::city().version.parse().ok(),
            ..KioskReport::default()
        }
    }
}
