//! What activities ask for, what teams attest, and what a team may set aside.

use super::harness::on_both_engines;
use super::*;
use domain::activity::{DraftFault, ServiceLanguage};
use domain::api::account::{GetProfile, SetLanguages};
use domain::api::activity::MakeActivity;
use domain::api::sign_up::SignUpByTeam;
use domain::api::team::{AttestVolunteer, ListTeamVolunteers};
use domain::volunteer::VolunteerNumber;

pub(super) async fn number_of(portal: &Portal, who: &Who) -> VolunteerNumber {
    portal.read::<GetProfile>(who, (), "").await.done().number
}

async fn refusal(portal: &Portal, who: &Who, shift: ShiftId) -> Option<Refusal> {
    portal.send::<MakeSignUp>(who, shift, ()).await.refused(ErrorCode::SignUpRefused).refusal
}

on_both_engines! {
    async fn languages_and_attested_trainings_open_what_asks_for_them(portal) {
        let asks = json!({"languages": ["sign_language"], "qualifications": ["first_aid"], "team_only": true});
        let (open, shifts) = activity(&portal, &[5], |draft| draft["terms"]["requirements"] = asks).await;
        let (who, by) = (portal.volunteer().await, portal.administrator("431002").await);
        let team = portal.read::<GetActivity>(&who, open.id, "").await.done().team;
        assert_eq!(refusal(&portal, &who, shifts[0]).await, Some(Refusal::MembersOnly));
        let number = number_of(&portal, &who).await;
        let said = json!({"number": number, "member": true, "qualifications": ["first_aid", "first_aid"]});
        assert_eq!(portal.send::<AttestVolunteer>(&by, team, said).await.done().qualifications.len(), 1);
        assert_eq!(refusal(&portal, &who, shifts[0]).await, Some(Refusal::LanguageNeeded { languages: vec![ServiceLanguage::SignLanguage] }));
        let profile = portal.send::<SetLanguages>(&who, (), json!({"languages": ["sign_language"]})).await.done();
        assert_eq!((profile.languages.len(), profile.qualifications.len()), (1, 1));
        portal.send::<MakeSignUp>(&who, shifts[0], ()).await.done();

        let listed = portal.read::<ListTeamVolunteers>(&by, team, "").await.done().volunteers;
        assert_eq!(listed.iter().map(|one| (one.number, one.member, one.qualifications.len())).collect::<Vec<_>>(), [(number, true, 1)]);
        portal.send::<AttestVolunteer>(&by, team, json!({"number": number, "member": false})).await.done();
        assert!(portal.read::<ListTeamVolunteers>(&by, team, "").await.done().volunteers.is_empty());
        portal.send::<AttestVolunteer>(&by, team, json!({"number": number, "member": false, "qualifications": ["flying"]})).await.refused(ErrorCode::Invalid);
        assert_eq!(portal.number("SELECT count(*) FROM audit WHERE what = 'team_attest'").await, 2);
    }

    async fn a_team_sets_its_own_conditions_aside_and_says_why(portal) {
        let (open, shifts) = activity(&portal, &[1], |draft| draft["terms"]["requirements"] = json!({"minimum_star": 2})).await;
        let people = people_in_one_write(&portal, 2).await;
        let by = portal.administrator("431002").await;
        let body = |number| json!({"number": number, "reason": "现场补位"});
        assert_eq!(refusal(&portal, &people[0], shifts[0]).await, Some(Refusal::StarNeeded { star: 2, has: 0 }));
        let done = portal.send::<SignUpByTeam>(&by, shifts[0], body(number_of(&portal, &people[0]).await)).await.done();
        assert_eq!(done.set_aside, [Refusal::StarNeeded { star: 2, has: 0 }]);
        assert_eq!(own(&portal, &people[0]).await[0].by_team.as_deref(), Some("现场补位"));
        assert!(matches!(told(&portal, &people[0]).await, MessageContent::SignedUpByTeam { reason, .. } if reason == "现场补位"));
        assert_eq!(portal.read::<GetRoster>(&by, open.id, "").await.done().lines[0].by_team.as_deref(), Some("现场补位"));
        assert_eq!(portal.number("SELECT count(*) FROM audit WHERE what = 'sign_up_by_team' AND detail LIKE '%star_needed%'").await, 1);
        let beyond = portal.send::<SignUpByTeam>(&by, shifts[0], body(number_of(&portal, &people[1]).await)).await.refused(ErrorCode::SignUpRefused);
        assert_eq!(beyond.refusal, Some(Refusal::Full), "never more places than there are");
    }

    async fn a_draft_asks_for_nothing_that_nobody_could_have(portal) {
        let by = portal.administrator("4310").await;
        let mut body = draft_of(portal.team("431002").await, "431002", None, portal.app.now().plus_minutes(6000), 1);
        body["draft"]["terms"]["requirements"] = json!({"minimum_star": 6});
        assert_eq!(portal.send::<MakeActivity>(&by, (), body.clone()).await.refused(ErrorCode::DraftFaulty).fault, Some(DraftFault::Requirements));
        body["draft"]["terms"]["requirements"] = json!({"qualifications": ["flying"]});
        assert_eq!(portal.send::<MakeActivity>(&by, (), body).await.refused(ErrorCode::Invalid).fields[0].field, "draft.terms.requirements.qualifications");
    }
}
