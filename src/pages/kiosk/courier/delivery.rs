//! The second half of the way: to the server and back, again and again until it has answered.

use super::Kiosk;
use crate::api::ApiError;
use crate::browser::{device, lock, random};
use crate::city::{city, now};
use crate::pages::kiosk::{answer, pace::Pace, queue, way};
use domain::api::kiosk::ScanAnswers;
use domain::check_in::Place;
use domain::ids::ScanId;
use domain::kiosk::KioskReport;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// What only one window of a browser does at a time.
const SENDING: &str = "kiosk-sending";

impl Kiosk {
    /// Sends what waits, oldest first, until nothing waits or the server does not answer.
    pub(super) fn send(self) {
        if self.sending.try_get_value() != Some(false) || queue::next_batch(self.place).is_empty() {
            return;
        }
        self.sending.set_value(true);
        spawn_local(async move {
            let alone = lock::alone(SENDING).await;
            loop {
                // Another window may have sent them meanwhile: then they are answered as they were.
                let scans = queue::next_batch(self.place);
                if scans.is_empty() {
                    break;
                }
                match way::deliver(self.place, self.device, scans).await {
                    // An answer that settles nothing would be asked for without end.
                    Ok(answers) => if self.settle(answers).await == 0 { break },
                    Err(error) => {
                        self.not_now();
                        self.failed(error);
                        break;
                    }
                }
            }
            drop(alone);
            self.sending.try_set_value(false);
            // A leader looks at the list: it is to show what the server made of the ticks.
            if matches!(self.place, Place::Activity(_)) && self.online.try_get_untracked() == Some(true) {
                self.ask().await;
            }
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

    /// The turn of the clock: sends what waits and asks for the day, unless the server is being waited for.
    pub(in super::super) fn turn(self) {
        self.count();
        spawn_local(async move {
            self.battery.try_set(device::battery_percent().await);
        });
        if self.pace.try_get_value().is_some_and(|pace| !pace.is_slow()) {
            self.refresh();
        }
    }

    /// The network is there again, or the page is looked at: nobody waits for the next attempt.
    pub(in super::super) fn come_back(self) {
        self.begin_anew();
        self.refresh();
    }

    /// Sends what waits and asks for the day.
    pub(in super::super) fn refresh(self) {
        if self.asking.try_get_value() != Some(false) {
            return;
        }
        self.asking.set_value(true);
        spawn_local(async move {
            queue::bring_in(self.device, self.place).await;
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
        match way::ask(self.place, self.device, KioskReport { since: held.map(|held| held.oldest), ..self.report() }).await {
            Ok(state) => {
                let (known, at) = (state.known, state.server_time);
                queue::remember_state(&state);
                self.online.try_set(true);
                // What waits has its own answer to wait for.
                if queue::next_batch(self.place).is_empty() {
                    self.begin_anew();
                }
                self.state.try_set(state);
                self.ahead.try_set(super::ahead_of(self.place));
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
        let activity = queue::activity_of(self.place);
        if way::is_closed(activity, &error) {
            queue::forget_state(activity);
            // The page may be gone by now.
            let _ = self.closed.try_run(error);
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
