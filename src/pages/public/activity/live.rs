//! What changes on the page of an activity while it is open: places taken, how its shifts stand to
//! the reader, and what the reader asks for.

use crate::api::{self, ApiError};
use crate::city::{city, now};
use crate::components::Loading;
use crate::forms::{Form, Wish};
use crate::i18n::{problems, sign_ups};
use crate::session::{self, Who};
use crate::t;
use crate::ui::toast;
use domain::activity::{ActivityDetail, Shift};
use domain::api::activity::{GetActivity, Standing};
use domain::api::sign_up::{CancelSignUp, JoinWaitlist, MakeSignUp};
use domain::ids::{ShiftId, SignUpId};
use domain::sign_up::{Applicant, Opening, Refusal, ShiftFacts, ShiftStanding, SignUp, SignUpStatus, TravelWarning, WardPlace, eligibility};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Signals, so that a change touches one line and not the whole page.
#[derive(Clone, Copy)]
pub(super) struct Live {
    pub(super) detail: RwSignal<ActivityDetail>,
    pub(super) standing: Loading<Option<Standing>>,
    /// The shift in which a place is being asked for.
    pub(super) busy: RwSignal<Option<ShiftId>>,
    /// What was refused last, in words.
    pub(super) refused: RwSignal<Option<(ShiftId, String)>>,
    /// The shift whose state just changed by the reader's own doing; it takes the focus.
    pub(super) changed: RwSignal<Option<ShiftId>>,
    /// The shift whose place the reader may want to give back, and whether the question is open.
    pub(super) cancelling: RwSignal<Option<ShiftId>>,
    pub(super) asking: RwSignal<bool>,
    wish: Wish,
}

/// What the reader can do about a shift.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// It is not known yet who is looking, or how the shift stands to them.
    Checking,
    /// That could not be learnt.
    Unknown(ApiError),
    May(Opening),
    Not(Refusal),
    /// The reader's own sign-up, as it stands.
    Mine(Mine),
}

/// A sign-up of the reader's.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mine {
    pub(super) sign_up: SignUpId,
    pub(super) status: SignUpStatus,
    pub(super) place_in_line: Option<u32>,
    pub(super) offer_until: Option<Timestamp>,
    pub(super) moved: bool,
    /// Minors beside the reader.
    pub(super) wards: Vec<WardPlace>,
}

impl Mine {
    fn of(standing: &ShiftStanding) -> Option<Self> {
        let (sign_up, status) = standing.sign_up.zip(standing.status)?;
        let ShiftStanding { place_in_line, offer_until, moved, .. } = *standing;
        (status != SignUpStatus::Cancelled).then(|| Self { sign_up, status, place_in_line, offer_until, moved, wards: standing.wards.clone() })
    }
}

impl Live {
    pub(super) fn new(detail: ActivityDetail, standing: Loading<Option<Standing>>) -> Self {
        Self {
            detail: RwSignal::new(detail),
            standing,
            busy: RwSignal::new(None),
            refused: RwSignal::new(None),
            changed: RwSignal::new(None),
            cancelling: RwSignal::new(None),
            asking: RwSignal::new(false),
            wish: Wish::new(),
        }
    }

    /// The shift as it is now, tracked.
    pub(super) fn shift(self, id: ShiftId) -> Option<Shift> {
        self.detail.with(|detail| detail.shifts.iter().find(|shift| shift.id == id).cloned())
    }

    /// What the reader can do about `shift`, tracked.
    pub(super) fn verdict(self, shift: &Shift) -> Verdict {
        let who = session::who().get();
        let city = city();
        let ruling = |applicant: Option<&Applicant>, own: Option<&ShiftStanding>| {
            self.detail.with(|detail| {
                let facts = ShiftFacts {
                    status: detail.status_of(shift), terms: &detail.terms, time: shift.time, capacity: shift.capacity, taken: shift.taken, waiting: shift.waiting, wanted: 1,
                };
                eligibility(facts, applicant, own, &city.policy, &city.zone, now())
            })
        };
        let standing = match (&who, self.standing.get(), self.standing.failure()) {
            // What is closed is closed to whoever it is, and says so at once: nothing moves a moment later.
            (Who::Unknown, ..) => return ruling(None, None).err().filter(|refusal| matches!(refusal, Refusal::Closed { .. })).map_or(Verdict::Checking, Verdict::Not),
            (Who::Unasked(error), ..) => return Verdict::Unknown(error.clone()),
            (who, ..) if !who.is_volunteer() => None,
            (_, _, Some(error)) => return Verdict::Unknown(error),
            (_, Some(Some(standing)), _) => Some(standing),
            _ => return Verdict::Checking,
        };
        let own = standing.as_ref().and_then(|all| all.shifts.iter().find(|own| own.shift == shift.id));
        match (own.and_then(Mine::of), ruling(standing.as_ref().map(|all| &all.applicant), own)) {
            // Whoever waits may take a place that nobody ahead of them wants.
            (None, Ok(opening)) | (Some(_), Ok(opening @ Opening::Place)) => Verdict::May(opening),
            (Some(mine), _) => Verdict::Mine(mine),
            // Logging in helps nobody who is logged in.
            (None, Err(Refusal::NotLoggedIn)) if who.somebody().is_some() => Verdict::Not(Refusal::NotAVolunteer),
            (None, Err(refusal)) => Verdict::Not(refusal),
        }
    }

    /// Whether something has to be said when signing up, tracked.
    pub(super) fn asks(self) -> bool {
        self.detail.with(|detail| detail.terms.asks())
    }

    /// Why the way from or to another shift may be too far, tracked.
    pub(super) fn travel(self, shift: ShiftId) -> Option<TravelWarning> {
        self.standing.get().flatten().and_then(|all| all.shifts.into_iter().find(|own| own.shift == shift)?.travel)
    }

    /// Takes a place, or joins the line for one.
    pub(super) fn sign_up(self, shift: ShiftId, opening: Opening) {
        if self.busy.with_untracked(Option::is_some) {
            return;
        }
        self.busy.set(Some(shift));
        self.refused.set(None);
        spawn_local(async move {
            let answer = match opening {
                Opening::Line => self.wish.send::<JoinWaitlist>(shift, ()).await,
                Opening::Place | Opening::Offer => self.wish.send::<MakeSignUp>(shift, ()).await,
            };
            self.busy.try_set(None);
            match answer {
                Ok(now) => self.show(shift, &now, sign_ups::done(&now)),
                Err(error) => {
                    self.refused.try_set(Some((shift, problems::error(&error))));
                    self.look_again_after(&error);
                }
            }
        });
    }

    /// Gives the place back, or leaves the line; `form` shows a refusal inside the question that asked.
    pub(super) fn cancel(self, form: Form, shift: ShiftId, sign_up: SignUpId) {
        self.refused.set(None);
        let request = async move {
            let answer = self.wish.send::<CancelSignUp>(sign_up, ()).await;
            answer.inspect_err(|error| self.look_again_after(error))
        };
        form.run(request, move |now| {
            self.asking.try_set(false);
            self.show(shift, &now, t!(activity.cancelled_toast).to_owned());
        });
    }

    /// A refusal means that something is other than this page shows.
    fn look_again_after(self, error: &ApiError) {
        if !error.may_pass() {
            self.refresh();
        }
    }

    /// Says what was `done` and shows the new state at once; the server's own view follows.
    fn show(self, shift: ShiftId, now: &SignUp, done: String) {
        toast::show(done);
        if let Some(Some(mut standing)) = untrack(|| self.standing.get()) {
            let SignUp { place_in_line, offer_until, moved, .. } = *now;
            let state = ShiftStanding { sign_up: Some(now.id), status: Some(now.status), place_in_line, offer_until, moved, wards: now.wards.clone(), ..ShiftStanding::of(shift) };
            standing.shifts.retain(|other| other.shift != shift);
            standing.shifts.push(state);
            self.standing.put(standing.into());
        }
        self.changed.try_set(Some(shift));
        self.refresh();
    }

    /// Asks again for everything that may have changed.
    pub(super) fn refresh(self) {
        self.standing.reload();
        let Some(id) = self.detail.try_with_untracked(|detail| detail.id) else { return };
        spawn_local(async move {
            if let Ok(detail) = api::send::<GetActivity>(id, &(), &()).await {
                self.detail.try_set(detail);
            }
        });
    }
}
