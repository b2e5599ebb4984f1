//! Minors: a guardian agrees, comes along with a child, and may withdraw.

use super::harness::on_both_engines;
use super::*;
use domain::api::guardian::{AgreeAsGuardian, AskGuardian, ListGuardianships, WithdrawAgreement};
use domain::guardian::{CONSENT, ConsentPurpose};

/// People of these ages today.
pub(super) async fn aged<const N: usize>(portal: &Portal, ages: [i64; N]) -> [Who; N] {
    let people = people_in_one_write(portal, N).await;
    let today = portal.app.zone.day_of(portal.app.now()).unix_days();
    for (who, age) in people.iter().zip(ages) {
        portal.sql(&format!("UPDATE people SET birth_day = {} WHERE id = {}", today - age * 366, who.person.raw())).await;
    }
    people.try_into().unwrap_or_else(|_| panic!("as many people as ages"))
}

/// Two people, the second of this age today, the first grown up.
async fn family(portal: &Portal, age: i64) -> (Who, Who) {
    let [parent, child] = aged(portal, [40, age]).await;
    (parent, child)
}

pub(super) async fn agree(portal: &Portal, parent: &Who, child: &Who) {
    let code = portal.send::<AskGuardian>(child, (), ()).await.done().code;
    portal.send::<AgreeAsGuardian>(parent, (), json!({"code": code.to_lowercase(), "minor_name": "李志愿", "consent": CONSENT})).await.done();
}

async fn refusal(portal: &Portal, who: &Who, shift: ShiftId) -> Option<Refusal> {
    portal.send::<MakeSignUp>(who, shift, ()).await.refused(ErrorCode::SignUpRefused).refusal
}

on_both_engines! {
    async fn a_guardian_agrees_for_a_named_minor_and_may_withdraw_it(portal) {
        let (_, shifts) = activity(&portal, &[5], |_| ()).await;
        let (parent, child) = family(&portal, 16).await;
        assert_eq!(refusal(&portal, &child, shifts[0]).await, Some(Refusal::GuardianNeeded { below: 18 }));
        assert_eq!(portal.send::<AskGuardian>(&parent, (), ()).await.refused(ErrorCode::SignUpRefused).refusal, Some(Refusal::OfAge { from: 18 }));

        let code = portal.send::<AskGuardian>(&child, (), ()).await.done().code;
        let body = |name: &str| json!({"code": code, "minor_name": name, "consent": CONSENT});
        portal.send::<AgreeAsGuardian>(&parent, (), body("王小明")).await.refused(ErrorCode::CodeWrong);
        let (_, other) = family(&portal, 16).await;
        assert_eq!(portal.send::<AgreeAsGuardian>(&other, (), body("李志愿")).await.refused(ErrorCode::SignUpRefused).refusal, Some(Refusal::NotOfAge { from: 18 }));
        let given = portal.send::<AgreeAsGuardian>(&parent, (), body("李志愿")).await.done();
        assert_eq!((given.minor, given.purposes), (child.person, vec![ConsentPurpose::TakingPart]));
        portal.send::<AgreeAsGuardian>(&parent, (), body("李志愿")).await.refused(ErrorCode::CodeWrong);
        assert!(matches!(told(&portal, &child).await, MessageContent::GuardianAgreed { .. }));
        portal.send::<MakeSignUp>(&child, shifts[0], ()).await.done();

        portal.send::<WithdrawAgreement>(&parent, child.person, ()).await.done();
        assert_eq!((own(&portal, &child).await[0].status, taken(&portal, shifts[0]).await), (SignUpStatus::Cancelled, 0));
        let ledger = portal.read::<ListGuardianships>(&child, (), "").await.done();
        assert!(ledger.wards.is_empty() && ledger.guardians.len() == 1 && ledger.guardians[0].withdrawn_at.is_some(), "{ledger:?}");
        portal.send::<WithdrawAgreement>(&parent, child.person, ()).await.refused(ErrorCode::NotFound);
    }

    async fn a_code_does_not_hold_for_ever(portal) {
        let (parent, child) = family(&portal, 16).await;
        let code = portal.send::<AskGuardian>(&child, (), ()).await.done().code;
        portal.app.clock.advance_minutes(1440);
        portal.send::<AgreeAsGuardian>(&parent, (), json!({"code": code, "minor_name": "李志愿", "consent": CONSENT})).await.refused(ErrorCode::CodeWrong);
    }

    async fn a_child_comes_beside_its_guardian_and_goes_with_them(portal) {
        let (_, shifts) = activity(&portal, &[5], |_| ()).await;
        let (parent, child) = family(&portal, 12).await;
        agree(&portal, &parent, &child).await;
        let ledger = portal.read::<ListGuardianships>(&parent, (), "").await.done();
        assert_eq!(ledger.wards[0].purposes, [ConsentPurpose::TakingPart, ConsentPurpose::PersonalData]);
        assert_eq!(refusal(&portal, &child, shifts[0]).await, Some(Refusal::AccompanimentNeeded { below: 14 }));
        portal.send::<MakeSignUp>(&parent, shifts[0], ()).await.done();
        portal.send::<MakeSignUp>(&child, shifts[0], ()).await.done();
        give_back(&portal, &parent).await;
        assert_eq!((own(&portal, &child).await[0].status, taken(&portal, shifts[0]).await), (SignUpStatus::Cancelled, 0));
    }

    async fn whoever_brings_minors_is_known_to_be_of_age(portal) {
        let (open, shifts) = activity(&portal, &[5], |_| ()).await;
        let (parent, unknown) = (family(&portal, 16).await.0, portal.volunteer().await);
        let birth = portal.app.zone.day_of(portal.app.now()).plus_days(-12 * 366);
        let body = json!({"shifts": choices(&shifts), "companions": [{"name": "李小明", "birth": birth}]});
        assert_eq!(portal.send::<JoinActivity>(&unknown, open.id, body.clone()).await.refused(ErrorCode::SignUpRefused).refusal, Some(Refusal::NotOfAge { from: 18 }));
        portal.send::<JoinActivity>(&parent, open.id, body).await.done();
        assert_eq!(taken(&portal, shifts[0]).await, 2);
    }
}
