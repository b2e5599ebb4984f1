//! What people report about activities reaches the division's administrators, and the answer comes back.

use crate::harness::{Portal, on_both_engines};
use domain::api::message::{ListMessages, MessageContent};
use domain::api::report::{ListReports, MakeReport, SettleReport};
use domain::problem::ErrorCode;
use domain::report::ReportKind;
use serde_json::json;

on_both_engines! {
    async fn a_report_is_seen_in_its_division_and_answered_once(portal) {
        let (activity, who) = (portal.open_activity(5).await, portal.volunteer().await);
        let (here, elsewhere) = (portal.administrator("431002").await, portal.administrator("431003").await);
        let waiting = async |who| portal.read::<ListReports>(who, (), "").await.done().items;
        portal.send::<MakeReport>(&who, activity.id, json!({"kind": "wrong"})).await.done();
        portal.send::<MakeReport>(&who, activity.id, json!({"kind": "other", "words": "门口没有人"})).await.done();
        let reports = waiting(&here).await;
        assert_eq!(reports.iter().map(|one| (one.kind, one.words.as_deref())).collect::<Vec<_>>(), [(ReportKind::Other, Some("门口没有人"))], "the later one counts");
        assert!(waiting(&elsewhere).await.is_empty());

        let answer = json!({"answer": "已联系队伍"});
        portal.send::<SettleReport>(&elsewhere, reports[0].id, answer.clone()).await.refused(ErrorCode::Forbidden);
        portal.send::<SettleReport>(&here, reports[0].id, answer.clone()).await.done();
        portal.send::<SettleReport>(&here, reports[0].id, answer).await.refused(ErrorCode::NotFound);
        assert!(waiting(&here).await.is_empty());
        let told = portal.read::<ListMessages>(&who, (), "").await.done().items.remove(0).content;
        assert!(matches!(&told, MessageContent::ReportSettled { answer, .. } if answer == "已联系队伍"), "{told:?}");
        // What was answered does not stand in the way of the next.
        portal.send::<MakeReport>(&who, activity.id, json!({"kind": "money"})).await.done();
        assert_eq!(waiting(&here).await.len(), 1);
    }

    async fn a_report_needs_something_to_say_about_something_that_is_there_and_has_an_end(portal) {
        let (activity, who) = (portal.open_activity(5).await, portal.volunteer().await);
        portal.send::<MakeReport>(&who, activity.id, json!({"kind": "other"})).await.wrong("words");
        portal.send::<MakeReport>(&who, activity.id, json!({"kind": "other", "words": "x".repeat(20_000)})).await.wrong("words");
        let draft = portal.draft(portal.team("431002").await, "431002", None, 24 * 60, 5).await;
        portal.send::<MakeReport>(&who, draft.id, json!({"kind": "money"})).await.refused(ErrorCode::NotFound);
        for _ in 0..10 {
            portal.send::<MakeReport>(&who, portal.open_activity(5).await.id, json!({"kind": "money"})).await.done();
        }
        portal.send::<MakeReport>(&who, activity.id, json!({"kind": "money"})).await.refused(ErrorCode::TooManyRequests);
    }
}
