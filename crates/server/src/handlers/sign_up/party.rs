//! A party: somebody with all whom they bring, and the minors among them who have accounts of their own.

use super::entering::Known;
use crate::app::App;
use crate::http::Failure;
use crate::store::guardian::{self, Consent};
use crate::store::sign_up::{self, NewSignUp};
use crate::store::{audit, party, sign_up_list};
use domain::api::Endpoint;
use domain::api::sign_up::JoinActivity;
use domain::guardian::{CONSENT, accompanied, is_minor, purposes};
use domain::ids::{PersonId, ShiftId, SignUpId};
use domain::problem::FieldCode;
use domain::sign_up::{Ending, Joining, Opening, Refusal, SignUp, SignUpStatus, WardPlace, may_bring, ward_eligibility};
use domain::time::Timestamp;
use sqlx::AnyConnection;
use std::collections::BTreeSet;

/// A minor whom a guardian brings.
pub(super) struct Ward {
    name: String,
    known: Known,
}

/// Somebody who wants places in a shift, with all whom they bring.
pub(super) struct Party {
    pub(super) known: Known,
    pub(super) joining: Joining,
    wards: Vec<Ward>,
}

impl Party {
    /// Reads what is known of the minors. The caller holds them. `leaving` is as for [`Known::read`].
    pub(super) async fn read(
        app: &App,
        tx: &mut AnyConnection,
        known: Known,
        joining: Joining,
        wards: &[PersonId],
        leaving: Option<ShiftId>,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let mut all = Vec::with_capacity(wards.len());
        for ward in wards {
            let name = guardian::person(tx, *ward).await?.name;
            all.push(Ward { name, known: Known::read(app, tx, known.row.shift, *ward, leaving, now).await? });
        }
        Ok(Self { known, joining, wards: all })
    }

    /// Places for all of it.
    pub(super) fn places(&self) -> u32 {
        self.joining.places().saturating_add(self.brought())
    }

    fn brought(&self) -> u32 {
        u32::try_from(self.wards.len()).unwrap_or(u32::MAX)
    }

    /// Whose sign-ups it makes, the guardian's first.
    pub(super) fn people(&self) -> impl Iterator<Item = PersonId> {
        std::iter::once(&self.known).chain(self.wards.iter().map(|ward| &ward.known)).map(|known| known.person)
    }

    /// What is open to all of it.
    pub(super) fn opening(&self, app: &App, now: Timestamp) -> Result<Opening, Failure> {
        let (facts, policy) = (self.known.row.facts(self.places()), app.policy());
        let opening = self.known.opening(app, self.places(), now)?;
        may_bring(&self.joining.companions, self.brought(), facts, &self.known.applicant, policy, &app.zone)?;
        for Ward { name, known } in &self.wards {
            let of_ward = |refusal| Failure::from(Refusal::OfWard { name: name.clone(), refusal: Box::new(refusal) });
            let its = ward_eligibility(facts, &self.known.applicant, &known.applicant, &known.standing, policy, &app.zone, now).map_err(of_ward)?;
            // Whoever stands in line by themselves, or has an offer of their own, is no part of this wish.
            if its != opening {
                return Err(of_ward(Refusal::AlreadySignedUp));
            }
        }
        Ok(opening)
    }

    /// Keeps the sign-ups; their places are taken elsewhere. The guardian's.
    pub(super) async fn keep(&self, app: &App, tx: &mut AnyConnection, status: SignUpStatus, now: Timestamp) -> Result<SignUpId, Failure> {
        self.leave_lines(tx, now).await?;
        let line = (status == SignUpStatus::Waitlisted).then(|| app.id());
        let new = |person, party: Option<SignUpId>, places| NewSignUp { id: app.id(), person, status, line, joining: &self.joining, party, places, by_team: None };
        let taken = |kept: Option<SignUpId>| kept.ok_or_else(|| Failure::from(Refusal::AlreadySignedUp));
        let head = taken(sign_up::put(tx, &self.known.row, new(self.known.person, None, self.places()), now).await?)?;
        // The companions are the guardian's; the answers are for all.
        let joining = Joining { answers: self.joining.answers.clone(), companions: Vec::new() };
        for ward in &self.wards {
            let its = NewSignUp { joining: &joining, ..new(ward.known.person, Some(head), 0) };
            taken(sign_up::put(tx, &self.known.row, its, now).await?)?;
        }
        Ok(head)
    }

    /// Whoever stood in the line before stands there no more, neither alone nor in another party; and who was in line with the guardian and is
    /// not brought any more waits no longer.
    async fn leave_lines(&self, tx: &mut AnyConnection, now: Timestamp) -> Result<(), Failure> {
        let waits = |known: &Known| known.standing.sign_up.filter(|_| known.standing.status == Some(SignUpStatus::Waitlisted));
        for known in std::iter::once(&self.known).chain(self.wards.iter().map(|ward| &ward.known)) {
            if let Some(waits) = waits(known) {
                party::part(tx, waits).await?;
            }
        }
        if let Some(head) = waits(&self.known) {
            for left in party::members(tx, head).await? {
                party::part(tx, left.sign_up).await?;
                sign_up::end(tx, left.sign_up, Ending::Withdrawn, None, now).await?;
            }
        }
        Ok(())
    }
}

/// Holds minors whose guardian the caller holds already: in this order nobody waits for somebody who waits for them, for nobody is brought by
/// whom they bring.
pub(super) async fn hold_wards(tx: &mut AnyConnection, wards: &[PersonId]) -> Result<(), Failure> {
    let all: BTreeSet<PersonId> = wards.iter().copied().collect();
    for one in all {
        sign_up::hold_person(tx, one).await?;
    }
    Ok(())
}

/// The minors for whom the person answers now: who has come of age since is no ward any more.
///
/// # Errors
/// Of the database.
pub async fn wards_of(app: &App, tx: &mut AnyConnection, guardian: PersonId, now: Timestamp) -> Result<Vec<guardian::Known>, Failure> {
    let today = app.zone.day_of(now);
    let mut wards = guardian::wards(tx, guardian).await?;
    wards.retain(|ward| ward.birth.is_some_and(|birth| is_minor(birth, today, &app.policy().minors)));
    Ok(wards)
}

/// Looks whether the person answers for all whom they want to bring.
pub(super) async fn answers_for(app: &App, tx: &mut AnyConnection, person: PersonId, wards: &[PersonId], now: Timestamp) -> Result<(), Failure> {
    if wards.is_empty() {
        return Ok(());
    }
    let own = wards_of(app, tx, person, now).await?;
    match wards.iter().position(|ward| own.iter().all(|known| known.person != *ward)) {
        Some(at) => Err(Failure::field(&format!("wards[{at}]"), FieldCode::Unknown)),
        None => Ok(()),
    }
}

/// Writes into the ledger that the guardian agrees to the sign-ups that they have just made for minors.
pub(super) async fn agree(app: &App, tx: &mut AnyConnection, guardian: PersonId, made: SignUpId, now: Timestamp) -> Result<(), Failure> {
    let today = app.zone.day_of(now);
    for member in party::members(tx, made).await? {
        let minor = guardian::person(tx, member.person).await?;
        for purpose in minor.birth.map(|birth| purposes(birth, today, &app.policy().minors)).unwrap_or_default() {
            guardian::agree(tx, Consent { id: app.id(), minor: member.person, guardian, purpose, version: CONSENT, at: now, sign_up: Some(member.sign_up) }).await?;
        }
        let detail = format!("{} {CONSENT}", member.sign_up);
        audit::put(tx, &audit::Entry { id: app.id(), at: now, actor: guardian, person: Some(member.person), what: JoinActivity::NAME, detail }).await?;
    }
    Ok(())
}

/// A sign-up as `person`, whose it is, sees it, with the minors beside them.
pub(super) async fn shown(app: &App, tx: &mut AnyConnection, sign_up: SignUpId, person: PersonId, now: Timestamp) -> Result<SignUp, Failure> {
    let mut one = sign_up_list::one(tx, sign_up).await?;
    if one.status.is_open() {
        one.wards = places(app, &party::beside(tx, person, Some(one.shift), now).await?, one.shift);
    }
    Ok(one)
}

/// Of minors beside a guardian, those in `shift`, as the guardian sees them.
pub fn places(app: &App, beside: &[party::Beside], shift: ShiftId) -> Vec<WardPlace> {
    let is_ward = |one: &&party::Beside| one.birth.is_some_and(|birth| is_minor(birth, app.zone.day_of(one.starts_at), &app.policy().minors));
    let open = beside.iter().filter(|one| one.shift == shift && one.status.is_open()).filter(is_ward);
    open.map(|one| WardPlace { sign_up: one.sign_up, name: one.name.clone(), goes_too: goes_too(app, one) }).collect()
}

/// Whether a minor's sign-up ends with that of the guardian beside them.
pub(super) fn goes_too(app: &App, one: &party::Beside) -> bool {
    let day = app.zone.day_of(one.starts_at);
    !one.another_comes && one.birth.is_some_and(|birth| accompanied(birth, day, &app.policy().minors))
}
