//! A guardian with minors in one request: one wish, one answer; in, in line and out together.

use super::guardians::{aged, agree};
use super::harness::on_both_engines;
use super::*;
use domain::api::guardian::{ListGuardianships, WithdrawAgreement};
use domain::api::sign_up::{CancelParty, DecideSignUp};
use domain::guardian::CONSENT;
use domain::sign_up::Ending;
use server::jobs::settle_lines;

/// A parent, a child of 12, and a youth of 16, for both of whom the parent has agreed.
pub(super) async fn family(portal: &Portal) -> [Who; 3] {
    let people = aged(portal, [40, 12, 16]).await;
    for minor in &people[1..] {
        agree(portal, &people[0], minor).await;
    }
    people
}

/// The wish for `shifts`, or for places in their lines, together with these minors.
pub(super) fn together(shifts: &[ShiftId], wards: &[&Who]) -> Value {
    let shifts: Vec<Value> = shifts.iter().map(|shift| json!({"shift": shift, "waits": true})).collect();
    json!({"shifts": shifts, "wards": wards.iter().map(|ward| ward.person).collect::<Vec<_>>(), "consent": CONSENT})
}

async fn statuses(portal: &Portal, people: &[Who]) -> Vec<SignUpStatus> {
    let mut all = Vec::new();
    for who in people {
        all.push(own(portal, who).await[0].status);
    }
    all
}

on_both_engines! {
    async fn a_guardian_signs_up_with_minors_in_one_request(portal) {
        let (open, shifts) = activity(&portal, &[5], |_| ()).await;
        let people = family(&portal).await;
        let [parent, child, youth] = &people;
        let body = together(&shifts, &[child, youth]);
        let first = portal.send_with_key::<JoinActivity>(parent, open.id, body.clone(), "a-party-of-three").await.done().sign_ups.remove(0);
        assert_eq!(first.wards.iter().map(|ward| ward.goes_too).collect::<Vec<_>>(), [true, false]);
        let again = portal.send_with_key::<JoinActivity>(parent, open.id, body, "a-party-of-three").await.done().sign_ups.remove(0);
        assert_eq!((again.id, taken(&portal, shifts[0]).await), (first.id, 3));
        assert_eq!(statuses(&portal, &people).await, [SignUpStatus::Confirmed; 3]);
        assert_eq!(own(&portal, child).await[0].guardian.as_deref(), Some("李志愿"));
        assert!(matches!(told(&portal, youth).await, MessageContent::SignedUp { .. }));
        let ledger = portal.read::<ListGuardianships>(youth, (), "").await.done().guardians;
        assert_eq!(ledger.iter().map(|one| one.activity.is_some()).collect::<Vec<_>>(), [true, false], "agreed to by this very act, beside in general");
        assert_eq!(portal.number("SELECT count(*) FROM audit WHERE what = 'sign_up_join'").await, 2);
    }

    async fn nothing_is_half_done_when_one_of_a_party_cannot_come(portal) {
        let (open, shifts) = activity(&portal, &[5], |_| ()).await;
        let [parent, child, youth] = &family(&portal).await;
        let (_, elsewhere) = activity(&portal, &[5], |_| ()).await;
        portal.send::<MakeSignUp>(youth, elsewhere[0], ()).await.done();
        let refused = portal.send::<JoinActivity>(parent, open.id, together(&shifts, &[child, youth])).await.refused(ErrorCode::SignUpRefused);
        assert!(matches!(&refused.refusal, Some(Refusal::OfWard { refusal, .. }) if matches!(**refusal, Refusal::Overlaps { .. })), "{refused:?}");
        assert_eq!((own(&portal, parent).await.len(), taken(&portal, shifts[0]).await), (0, 0));
    }

    async fn whom_one_does_not_answer_for_one_does_not_bring(portal) {
        let (open, shifts) = activity(&portal, &[5], |_| ()).await;
        let [parent, child, _] = &family(&portal).await;
        let [stranger] = &aged(&portal, [40]).await;
        let mut silent = together(&shifts, &[child]);
        silent["consent"] = Value::Null;
        for (who, body, field) in [
            (stranger, together(&shifts, &[child]), "wards[0]"),
            (parent, together(&shifts, &[child, child]), "wards"),
            (parent, together(&shifts, &[parent]), "wards"),
            (parent, silent, "consent"),
        ] {
            assert_eq!(portal.send::<JoinActivity>(who, open.id, body).await.refused(ErrorCode::Invalid).fields[0].field, field);
        }
        assert_eq!(taken(&portal, shifts[0]).await, 0);
    }

    async fn a_party_waits_as_one_and_its_guardian_confirms_for_all(portal) {
        let (open, shifts) = activity(&portal, &[3], |_| ()).await;
        let people = family(&portal).await;
        let [parent, child, youth] = &people;
        let others = people_in_one_write(&portal, 2).await;
        portal.send::<MakeSignUp>(&others[0], shifts[0], ()).await.done();
        let waits = portal.send::<JoinActivity>(parent, open.id, together(&shifts, &[child, youth])).await.done().sign_ups.remove(0);
        assert_eq!((waits.status, waits.place_in_line), (SignUpStatus::Waitlisted, Some(1)), "two places are none for three");
        portal.send::<MakeSignUp>(&others[1], shifts[0], ()).await.done();
        assert_eq!(own(&portal, youth).await[0].place_in_line, Some(1));

        give_back(&portal, &others[0]).await;
        assert_eq!(statuses(&portal, &people).await, [SignUpStatus::Waitlisted; 3]);
        give_back(&portal, &others[1]).await;
        assert_eq!((statuses(&portal, &people).await, taken(&portal, shifts[0]).await), (vec![SignUpStatus::Offered; 3], 3));
        portal.send::<AcceptOffer>(youth, own(&portal, youth).await[0].id, ()).await.refused(ErrorCode::NotSignedUp);
        portal.send::<AcceptOffer>(parent, waits.id, ()).await.done();
        assert_eq!((statuses(&portal, &people).await, taken(&portal, shifts[0]).await), (vec![SignUpStatus::Confirmed; 3], 3));
        assert!(matches!(told(&portal, child).await, MessageContent::SignedUp { .. }));
    }

    async fn an_offer_that_is_over_ends_for_the_whole_party(portal) {
        let (open, shifts) = activity(&portal, &[2], |_| ()).await;
        let people = family(&portal).await;
        let other = portal.volunteer().await;
        portal.send::<MakeSignUp>(&other, shifts[0], ()).await.done();
        portal.send::<JoinActivity>(&people[0], open.id, together(&shifts, &[&people[1]])).await.done();
        give_back(&portal, &other).await;
        assert_eq!(statuses(&portal, &people[..2]).await, [SignUpStatus::Offered; 2]);
        portal.app.clock.advance_minutes(25 * 60);
        settle_lines(&portal.app).await.unwrap();
        assert_eq!((statuses(&portal, &people[..2]).await, taken(&portal, shifts[0]).await), (vec![SignUpStatus::Waitlisted; 2], 0));
    }

    async fn when_the_guardian_leaves_a_child_goes_too_and_a_youth_stays(portal) {
        let (open, shifts) = activity(&portal, &[3], |_| ()).await;
        let people = family(&portal).await;
        let waits = portal.volunteer().await;
        portal.send::<JoinActivity>(&people[0], open.id, together(&shifts, &[&people[1], &people[2]])).await.done();
        portal.send::<JoinWaitlist>(&waits, shifts[0], ()).await.done();
        give_back(&portal, &people[0]).await;
        assert_eq!(statuses(&portal, &people).await, [SignUpStatus::Cancelled, SignUpStatus::Cancelled, SignUpStatus::Confirmed]);
        assert_eq!((own(&portal, &waits).await[0].status, taken(&portal, shifts[0]).await), (SignUpStatus::Offered, 2));
        assert!(matches!(told(&portal, &people[1]).await, MessageContent::CalledOff { .. }));
        give_back(&portal, &people[2]).await;
        assert_eq!(taken(&portal, shifts[0]).await, 1, "whoever stayed had a place of their own");
    }

    async fn a_guardian_gives_back_for_one_or_for_all(portal) {
        let (open, shifts) = activity(&portal, &[3], |_| ()).await;
        let people = family(&portal).await;
        let [parent, child, youth] = &people;
        let stranger = portal.volunteer().await;
        let party = portal.send::<JoinActivity>(parent, open.id, together(&shifts, &[child, youth])).await.done().sign_ups.remove(0);
        portal.send::<CancelSignUp>(&stranger, party.wards[0].sign_up, ()).await.refused(ErrorCode::NotFound);
        let gone = portal.send::<CancelSignUp>(parent, party.wards[0].sign_up, ()).await.done();
        assert_eq!((gone.ending, taken(&portal, shifts[0]).await), (Some(Ending::Withdrawn), 2));
        assert_eq!(portal.number("SELECT count(*) FROM audit WHERE what = 'sign_up_cancel'").await, 1, "whoever does it for somebody else is written down");
        portal.send::<CancelParty>(parent, party.id, ()).await.done();
        assert_eq!((statuses(&portal, &people).await, taken(&portal, shifts[0]).await), (vec![SignUpStatus::Cancelled; 3], 0));
        portal.send::<MakeSignUp>(parent, shifts[0], ()).await.done();
        assert_eq!(own(&portal, youth).await[0].status, SignUpStatus::Cancelled, "what was given back does not come back with the guardian");
    }

    async fn a_team_decides_about_a_party_as_one(portal) {
        let (open, shifts) = activity(&portal, &[3], |draft| draft["terms"]["by_approval"] = json!(true)).await;
        let people = family(&portal).await;
        let by = portal.administrator("431002").await;
        let body = together(&shifts, &[&people[1], &people[2]]);
        let party = portal.send::<JoinActivity>(&people[0], open.id, body.clone()).await.done().sign_ups.remove(0);
        assert_eq!((statuses(&portal, &people).await, taken(&portal, shifts[0]).await), (vec![SignUpStatus::Pending; 3], 3));
        portal.send::<DecideSignUp>(&by, party.wards[1].sign_up, json!({"approve": false, "reason": "人手够了"})).await.done();
        assert_eq!((statuses(&portal, &people).await, taken(&portal, shifts[0]).await), (vec![SignUpStatus::Cancelled; 3], 0));
        assert_eq!(own(&portal, &people[1]).await[0].reason.as_deref(), Some("人手够了"));
        let again = portal.send::<JoinActivity>(&people[0], open.id, body).await.done().sign_ups.remove(0);
        portal.send::<DecideSignUp>(&by, again.id, json!({"approve": true})).await.done();
        assert_eq!(statuses(&portal, &people).await, [SignUpStatus::Confirmed; 3]);
    }

    async fn a_party_changes_the_shift_together(portal) {
        let (open, shifts) = activity(&portal, &[3, 2, 3], |_| ()).await;
        let people = family(&portal).await;
        let party = portal.send::<JoinActivity>(&people[0], open.id, together(&shifts[..1], &[&people[1], &people[2]])).await.done().sign_ups.remove(0);
        let small = portal.send::<MoveSignUp>(&people[0], party.id, json!({"shift": shifts[1]})).await.refused(ErrorCode::SignUpRefused);
        assert!(matches!(small.refusal, Some(Refusal::Full | Refusal::TooManyCompanions { .. })), "{small:?}");
        let moved = portal.send::<MoveSignUp>(&people[0], party.id, json!({"shift": shifts[2]})).await.done();
        assert_eq!((moved.wards.len(), taken(&portal, shifts[0]).await, taken(&portal, shifts[2]).await), (2, 0, 3));
        for who in &people {
            let open: Vec<_> = own(&portal, who).await.into_iter().filter(|one| one.status.is_open()).map(|one| one.shift).collect();
            assert_eq!(open, [shifts[2]]);
        }
    }

    async fn what_is_not_agreed_to_any_more_ends(portal) {
        let (open, shifts) = activity(&portal, &[3], |_| ()).await;
        let people = family(&portal).await;
        portal.send::<JoinActivity>(&people[0], open.id, together(&shifts, &[&people[1], &people[2]])).await.done();
        portal.send::<WithdrawAgreement>(&people[0], people[2].person, ()).await.done();
        assert_eq!(statuses(&portal, &people).await, [SignUpStatus::Confirmed, SignUpStatus::Confirmed, SignUpStatus::Cancelled]);
        assert_eq!(taken(&portal, shifts[0]).await, 2);
    }

    async fn whoever_has_come_of_age_is_nobodys_ward(portal) {
        let (open, shifts) = activity(&portal, &[3], |_| ()).await;
        let [parent, _, youth] = &family(&portal).await;
        let party = portal.send::<JoinActivity>(parent, open.id, together(&shifts, &[youth])).await.done().sign_ups.remove(0);
        portal.sql(&format!("UPDATE people SET birth_day = 0 WHERE id = {}", youth.person.raw())).await;
        assert!(own(&portal, parent).await[0].wards.is_empty());
        assert!(portal.read::<GetStanding>(parent, open.id, "").await.done().wards.iter().all(|ward| ward.person != youth.person));
        portal.send::<CancelSignUp>(parent, party.wards[0].sign_up, ()).await.refused(ErrorCode::NotFound);
        assert_eq!(own(&portal, youth).await[0].status, SignUpStatus::Confirmed);
    }

    async fn the_sheet_knows_how_the_shifts_stand_to_each_minor(portal) {
        let (open, shifts) = activity(&portal, &[3], |draft| draft["terms"]["requirements"] = json!({"minimum_star": 1})).await;
        let [parent, child, youth] = &family(&portal).await;
        let standing = portal.read::<GetStanding>(parent, open.id, "").await.done();
        assert_eq!(standing.wards.iter().map(|ward| (ward.person, ward.shifts[0].shift)).collect::<std::collections::BTreeSet<_>>(), [(child.person, shifts[0]), (youth.person, shifts[0])].into());
        assert!(standing.wards.iter().all(|ward| ward.applicant.birth.is_some() && ward.applicant.guardian_agreed));
        assert!(portal.read::<GetStanding>(child, open.id, "").await.done().wards.is_empty());
    }
}
