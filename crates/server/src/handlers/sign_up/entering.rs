//! Coming into a shift: what is known when somebody wants a place, and the one way by which they get it or stand in line.

use super::party::{Party, hold_wards};
use super::{tell_confirmed, with_place};
use crate::app::App;
use crate::http::Failure;
use crate::store::sign_up::{self, ShiftRow};
use crate::store::{applicant, engagement, guardian, joining, party};
use domain::activity::{Answered, read_answers};
use domain::ids::{PersonId, ShiftId};
use domain::sign_up::{Applicant, Companion, Joining, Opening, Refusal, ShiftChoice, ShiftStanding, SignUp, SignUpStatus, eligibility};
use domain::time::Timestamp;
use sqlx::AnyConnection;

/// A shift and somebody who wants a place in it.
pub(super) struct Known {
    pub(super) person: PersonId,
    pub(super) row: ShiftRow,
    pub(super) applicant: Applicant,
    pub(super) standing: ShiftStanding,
}

impl Known {
    /// Reads it. The caller holds the person. `leaving` is a shift whose place the person gives up for this one: it stands in no way.
    pub(super) async fn read(app: &App, tx: &mut AnyConnection, shift: ShiftId, person: PersonId, leaving: Option<ShiftId>, now: Timestamp) -> Result<Self, Failure> {
        let row = sign_up::shift(tx, shift).await?;
        let mut applicant = applicant::applicant(tx, person, row.team, &row.terms, now).await?;
        let engagements = engagement::around(tx, person, row.time).await?;
        let others = engagements.iter().filter(|other| Some(other.shift) != leaving);
        let mut standing = row.wanted().among(others, &app.policy().sign_up, &app.zone);
        sign_up::add_own(tx, person, &mut standing).await?;
        let day = app.zone.day_of(row.time.start);
        if applicant.birth.is_some_and(|birth| domain::guardian::accompanied(birth, day, &app.policy().minors)) {
            standing.guardian_comes = guardian::comes(tx, person, shift).await?;
        }
        if leaving.is_some() {
            applicant.open_sign_ups = applicant.open_sign_ups.saturating_sub(1);
        }
        Ok(Self { person, row, applicant, standing })
    }

    /// What of the shift is open, when `places` are wanted.
    pub(super) fn opening(&self, app: &App, places: u32, now: Timestamp) -> Result<Opening, Failure> {
        Ok(eligibility(self.row.facts(places), Some(&self.applicant), Some(&self.standing), app.policy(), &app.zone, now)?)
    }
}

/// What somebody says when they sign up.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) answers: Vec<String>,
    pub(super) accepts_risks: bool,
    pub(super) companions: Vec<Companion>,
    /// Minors who come along; that the person is their guardian was looked at.
    pub(super) wards: Vec<PersonId>,
}

impl Said {
    fn is_nothing(&self) -> bool {
        self.answers.is_empty() && self.companions.is_empty() && self.wards.is_empty()
    }
}

/// The answers to what the activity asks, and whether its risks are accepted.
pub(super) fn answered(row: &ShiftRow, given: &[String], accepts_risks: bool) -> Result<Vec<Answered>, Failure> {
    if row.terms.dangerous && !accepts_risks {
        return Err(Refusal::RisksNotAccepted.into());
    }
    read_answers(&row.terms.questions, given).map_err(|(at, code)| Failure::field(&format!("answers[{at}]"), code))
}

/// Gives the person, whom the caller holds with the minors they bring, the places they want in a shift, or a place in its line when they would wait.
pub(super) async fn enter(app: &App, tx: &mut AnyConnection, choice: ShiftChoice, person: PersonId, said: &Said, now: Timestamp) -> Result<SignUp, Failure> {
    // Whoever waits has said what there is to say, and may take a place that nobody ahead of them wants.
    let says_nothing = said.is_nothing();
    let wards = if says_nothing { party::waiting_with(tx, person, choice.shift).await? } else { said.wards.clone() };
    hold_wards(tx, &wards).await?;
    if choice.waits {
        // Held before anybody looks at it, so that no place becomes free between the look and the joining.
        sign_up::hold_shift(tx, choice.shift).await?;
    }
    let known = Known::read(app, tx, choice.shift, person, None, now).await?;
    let kept = match (known.standing.status, known.standing.sign_up) {
        (Some(SignUpStatus::Waitlisted), Some(waits)) if says_nothing => Some(joining::of(tx, waits).await?),
        _ => None,
    };
    let answers_are_kept = kept.is_some();
    let joining = kept.unwrap_or_else(|| Joining { answers: Vec::new(), companions: said.companions.clone() });
    let mut wish = Party::read(app, tx, known, joining, &wards, None, now).await?;
    let opening = wish.opening(app, now)?;
    if !answers_are_kept {
        wish.joining.answers = answered(&wish.known.row, &said.answers, said.accepts_risks)?;
    }
    match opening {
        Opening::Place => take(app, tx, &wish, now).await,
        Opening::Line if choice.waits => {
            let kept = wish.keep(app, tx, SignUpStatus::Waitlisted, now).await?;
            super::shown(app, tx, kept, person, now).await
        }
        Opening::Line => Err(Refusal::Full.into()),
        Opening::Offer => Err(Refusal::AlreadySignedUp.into()),
    }
}

/// Takes free places for a party, and tells all of it once they are theirs.
pub(super) async fn take(app: &App, tx: &mut AnyConnection, party: &Party, now: Timestamp) -> Result<SignUp, Failure> {
    let row = &party.known.row;
    // The rule looked at a number that may be old by now; this write does not.
    if !sign_up::take_places(tx, row.shift, party.places()).await? {
        return Err(Refusal::Full.into());
    }
    let status = with_place(row);
    let kept = party.keep(app, tx, status, now).await?;
    for person in party.people() {
        tell_confirmed(app, tx, row, person, status, now).await?;
    }
    super::shown(app, tx, kept, party.known.person, now).await
}
