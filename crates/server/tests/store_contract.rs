//! What the store promises, the same on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use axum::response::IntoResponse;
use domain::api::account::ListLooks;
use domain::api::activity::{GetRoster, ListManaged};
use domain::api::message::{ListMessages, ReadMessages};
use domain::api::sign_up::{CancelSignUp, ListMySignUps, MakeSignUp};
use domain::api::{Cursor, message::MessageContent};
use domain::can::Role;
use domain::check_in::{Place, ScanRefusal, Side};
use domain::credential;
use domain::ids::{ScanId, SignUpId, StationId};
use domain::kiosk::{Scan, ScanOutcome};
use domain::problem::ErrorCode;
use domain::sign_up::{Refusal, SignUpStatus};
use domain::time::Timestamp;
use harness::{NOBODY, Portal, draft_of, on_both_engines, people_in_one_write};
use server::http::Failure;
use server::store::person::{IdCardKept, NewVolunteer};
use server::store::{Engine, Store, grant, message, person, roster, scan, session};
use server::vault::Kind;
use std::sync::Arc;

/// A text at `station` in which nothing was found.
fn nothing(station: StationId) -> scan::Found {
    scan::Found { place: Place::Station(station), side: Side::Place, method: None, person: None, own_hand: false, meaning: None }
}

/// A scan numbered `number`, read now.
fn scan_of(portal: &Portal, number: i64) -> Scan {
    Scan { id: ScanId::from_raw(number), scanned_at: portal.app.now(), text: "x".into(), face_confirmed: false, chosen: None, walk_in: false, refused: None }
}

/// Where the portal's database is.
async fn url_of(portal: &Portal) -> String {
    match portal.app.store.engine() {
        Engine::Sqlite => format!("sqlite:{}", portal.folder.path().join("portal.db").display()),
        Engine::Postgres => {
            let query = "SELECT CAST(current_database() AS TEXT), CAST(current_setting('unix_socket_directories') AS TEXT)";
            let (name, folder): (String, String) = sqlx::query_as(query).fetch_one(portal.app.store.read()).await.unwrap();
            format!("postgres://portal@localhost/{name}?host={folder}")
        }
    }
}

on_both_engines! {
    async fn migrations_may_run_again(portal) {
        let url = url_of(&portal).await;
        let again = Store::open(&url).await.unwrap();
        assert!(again.is_ready().await);
        again.close().await;
        assert!(!again.is_ready().await && portal.app.store.is_ready().await);
    }

    async fn scans_of_an_older_database_survive_the_coming_of_scanners(portal) {
        let (station, scan) = (portal.station("431002").await, scan_of(&portal, 7));
        let device = portal.kiosk(station).await.device;
        let outcome = ScanOutcome::Refused { refusal: ScanRefusal::UnknownVolunteer };
        portal.app.store.write({
            let (scan, outcome) = (scan.clone(), outcome.clone());
            move |tx| Box::pin(async move { scan::keep(tx, device, &scan, scan.scanned_at, nothing(station), &outcome).await })
        }).await.unwrap();
        // As it was before: no scanners, and scans that only kiosks make.
        portal.sql("DROP INDEX scans_of_own_phone; DROP TABLE scanners; ALTER TABLE scans DROP COLUMN own_hand; DELETE FROM _sqlx_migrations WHERE version IN (7, 8)").await;
        Store::open(&url_of(&portal).await).await.unwrap().close().await;
        let kept = portal.app.store.write(move |tx| Box::pin(async move { scan::outcome_of(tx, device, ScanId::from_raw(7)).await })).await.unwrap();
        assert_eq!(kept, Some(outcome));
        assert_eq!(portal.number(&format!("SELECT count(*) FROM scans WHERE station = {} AND own_hand = 0 AND side = 'place' AND text = 'x'", station.raw())).await, 1);
    }

    async fn a_place_is_taken_given_back_and_taken_again(portal) {
        let (who, activity) = (portal.volunteer().await, portal.open_activity(1).await);
        let taken = || portal.number("SELECT taken FROM shifts");
        let first = portal.send::<MakeSignUp>(&who, activity.shift, ()).await.done();
        assert_eq!((first.status, taken().await), (SignUpStatus::Confirmed, 1));
        let cancelled = portal.send::<CancelSignUp>(&who, first.id, ()).await.done();
        assert_eq!((cancelled.status, taken().await), (SignUpStatus::Cancelled, 0));
        let again = portal.send::<MakeSignUp>(&who, activity.shift, ()).await.done();
        assert_eq!((again.id, again.status, taken().await), (first.id, SignUpStatus::Confirmed, 1));
        assert_eq!(portal.read::<ListMySignUps>(&who, (), "").await.done().items.len(), 1);
    }

    async fn no_more_places_are_given_than_there_are(portal) {
        let (people, activity) = (people_in_one_write(&portal, 3).await, portal.open_activity(2).await);
        for who in &people[..2] {
            portal.send::<MakeSignUp>(who, activity.shift, ()).await.done();
        }
        let refused = portal.send::<MakeSignUp>(&people[2], activity.shift, ()).await.refused(ErrorCode::SignUpRefused);
        assert_eq!(refused.refusal, Some(Refusal::Full));
        assert_eq!(portal.number("SELECT count(*) FROM sign_ups").await, 2);
    }

    async fn the_same_key_gets_the_same_answer_and_another_request_none(portal) {
        let (who, activity, other) = (portal.volunteer().await, portal.open_activity(5).await, portal.open_activity(5).await);
        let first = portal.send_with_key::<MakeSignUp>(&who, activity.shift, (), "one-intent").await;
        let again = portal.send_with_key::<MakeSignUp>(&who, activity.shift, (), "one-intent").await;
        assert_eq!((first.done(), &first.raw.body), (again.done(), &again.raw.body));
        portal.send_with_key::<MakeSignUp>(&who, other.shift, (), "one-intent").await.refused(ErrorCode::IdempotencyKeyReused);
        assert_eq!(portal.number("SELECT count(*) FROM sign_ups").await, 1);
        // A key belongs to whoever chose it.
        portal.send_with_key::<MakeSignUp>(&portal.volunteer().await, activity.shift, (), "one-intent").await.done();
    }

    async fn a_refusal_is_not_kept_under_its_key(portal) {
        let (first, second, activity) = (portal.volunteer().await, portal.volunteer().await, portal.open_activity(1).await);
        let place = portal.send::<MakeSignUp>(&first, activity.shift, ()).await.done();
        portal.send_with_key::<MakeSignUp>(&second, activity.shift, (), "try-again").await.refused(ErrorCode::SignUpRefused);
        portal.send::<CancelSignUp>(&first, place.id, ()).await.done();
        portal.send_with_key::<MakeSignUp>(&second, activity.shift, (), "try-again").await.done();
    }

    async fn a_write_that_fails_leaves_nothing(portal) {
        let activity = portal.open_activity(1).await;
        let failed = portal.app.store.write(move |tx| Box::pin(async move {
            assert!(server::store::sign_up::take_places(tx, activity.shift, 1).await?);
            Err::<(), _>(Failure::not_found())
        })).await;
        assert!(failed.is_err());
        assert_eq!(portal.number("SELECT taken FROM shifts").await, 0);
    }

    async fn a_role_is_given_once_and_taken_for_good(portal) {
        let (who, role, now) = (portal.volunteer().await, Role::TeamLeader { team: portal.team("431002").await }, portal.app.now());
        let (first, second, person) = (portal.app.id(), portal.app.id(), who.person);
        let give = |id: i64| {
            let (role, store) = (role.clone(), portal.app.store.clone());
            async move { store.write(move |tx| Box::pin(async move { grant::give(tx, id, person, &role, None, now).await })).await.unwrap() }
        };
        let kept = give(first).await;
        assert_eq!(give(second).await, kept);
        assert_eq!(grant::find(portal.app.store.read(), kept).await.unwrap(), Some((person, role.clone())));
        portal.app.store.write(move |tx| Box::pin(async move { grant::take(tx, kept).await })).await.unwrap();
        assert!(grant::roles_of(portal.app.store.read(), person).await.unwrap().is_empty());
        assert_eq!(give(second).await.raw(), second);
    }

    async fn a_session_ends_once_and_only_by_its_person(portal) {
        let (who, other, now) = (portal.volunteer().await, portal.volunteer().await, portal.app.now());
        let (own, foreign, target) = (who.person, other.person, who.session);
        let end = |person| portal.app.store.write(move |tx| Box::pin(async move { session::end(tx, person, target, now).await }));
        assert!(!end(foreign).await.unwrap());
        assert!(end(own).await.unwrap() && !end(own).await.unwrap());
        assert!(session::list(portal.app.store.read(), own, None).await.unwrap().is_empty());
        assert_eq!(session::list(portal.app.store.read(), foreign, Some(other.session)).await.unwrap().len(), 1);
    }

    async fn a_scan_is_kept_once_with_what_came_of_it(portal) {
        let station = portal.station("431002").await;
        let kiosk = portal.kiosk(station).await;
        let (first, device, now) = (scan_of(&portal, 7), kiosk.device, portal.app.now());
        let outcome = ScanOutcome::Refused { refusal: ScanRefusal::Code { fault: credential::Refusal::NotOurs } };
        let (kept, id) = (outcome.clone(), first.id);
        portal.app.store.write(move |tx| Box::pin(async move { scan::keep(tx, device, &first, now, nothing(station), &kept).await })).await.unwrap();
        let known = portal.app.store.write(move |tx| Box::pin(async move { scan::outcome_of(tx, device, id).await })).await.unwrap();
        assert_eq!(known, Some(outcome));
        let twice = scan_of(&portal, 7);
        let again = portal.app.store.write(move |tx| Box::pin(async move {
            scan::keep(tx, device, &twice, now, nothing(station), &ScanOutcome::Refused { refusal: ScanRefusal::Code { fault: credential::Refusal::Damaged } }).await
        })).await;
        assert!(again.unwrap_err().into_problem().status < 504 && portal.number("SELECT count(*) FROM scans").await == 1);
    }

    async fn messages_come_in_pages_latest_first_and_none_twice(portal) {
        let who = portal.volunteer().await;
        let (ids, person) = ((0..7).map(|_| portal.app.id()).collect::<Vec<_>>(), who.person);
        portal.app.store.write(move |tx| Box::pin(async move {
            for id in ids {
                message::put(tx, id, person, Timestamp::from_unix_ms(1), &MessageContent::Welcome).await?;
            }
            Ok(())
        })).await.unwrap();
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = portal.read::<ListMessages>(&who, (), &format!("size=3{after}")).await.done();
            assert!(page.items.len() <= 3);
            seen.extend(page.items.iter().map(|m| m.id));
            let Some(next) = page.next else { break };
            after = format!("&after={}", serde_json::to_value::<Cursor>(next).unwrap().as_str().unwrap());
        }
        assert!(seen.len() == 7 && seen.is_sorted_by(|a, b| a > b), "{seen:?}");
        portal.send::<ReadMessages>(&who, (), ()).await.done();
        assert_eq!(portal.number("SELECT count(*) FROM messages WHERE read_at IS NULL").await, 0);
    }

    async fn managed_activities_come_by_their_begin_in_pages_and_none_twice(portal) {
        let (team, now) = (portal.team("431002").await, portal.app.now());
        let mut made = Vec::new();
        for minutes in [60, 300, -600, 120, 120] {
            made.push(portal.draft_from(draft_of(team, "431002", None, now.plus_minutes(minutes), 1)).await);
        }
        made.sort_by_key(|activity| std::cmp::Reverse((activity.starts_at, activity.id)));
        for by in [portal.administrator("4310").await, portal.administrator("431002").await, portal.volunteer_with(Role::TeamLeader { team }).await] {
            let mut listed = Vec::new();
            let mut query = "size=2".to_owned();
            loop {
                let page = portal.read::<ListManaged>(&by, (), &query).await.done();
                listed.extend(page.items.into_iter().map(|activity| activity.id));
                let Some(next) = page.next else { break };
                query = format!("size=2&after={}", serde_json::to_value(next).unwrap().as_str().unwrap());
            }
            assert_eq!(listed, made.iter().map(|activity| activity.id).collect::<Vec<_>>());
        }
    }

    async fn a_roster_that_is_cut_says_so(portal) {
        let (people, activity) = (people_in_one_write(&portal, 3).await, portal.open_activity(3).await);
        for who in &people {
            portal.send::<MakeSignUp>(who, activity.shift, ()).await.done();
        }
        for (most, shown, more) in [(2, 2, true), (3, 3, false)] {
            let read = roster::lines(portal.app.store.read(), activity.id, None, most).await.unwrap();
            assert_eq!((read.lines.len(), read.more), (shown, more));
        }
        assert!(!portal.read::<GetRoster>(&portal.administrator("431002").await, activity.id, "").await.done().more);
    }

    async fn a_roster_that_renews_itself_is_one_look_an_hour(portal) {
        let (who, other, activity, by) = (portal.volunteer().await, portal.volunteer().await, portal.open_activity(3).await, portal.administrator("431002").await);
        let look = || portal.read::<GetRoster>(&by, activity.id, "");
        let looks = || portal.number("SELECT count(*) FROM audit WHERE what = 'activity_roster'");
        portal.send::<MakeSignUp>(&who, activity.shift, ()).await.done();
        look().await.done();
        look().await.done();
        assert_eq!(looks().await, 1);
        portal.send::<MakeSignUp>(&other, activity.shift, ()).await.done();
        look().await.done();
        assert_eq!(looks().await, 2, "who has come since is seen for the first time");
        portal.read::<GetRoster>(&portal.administrator("4310").await, activity.id, "").await.done();
        assert_eq!(looks().await, 4, "somebody else looks");
        portal.app.clock.advance_minutes(61);
        // Staff are logged out when they do nothing for so long.
        portal.sql("UPDATE sessions SET seen_at = seen_at + 3660000").await;
        look().await.done();
        assert_eq!(looks().await, 6, "an hour later it is a new look");
    }

    async fn looking_at_a_roster_is_told_to_those_looked_at(portal) {
        let (who, activity) = (portal.volunteer().await, portal.open_activity(5).await);
        portal.send::<MakeSignUp>(&who, activity.shift, ()).await.done();
        assert!(portal.read::<ListLooks>(&who, (), "").await.done().items.is_empty());
        portal.read::<GetRoster>(&portal.administrator("431002").await, activity.id, "").await.done();
        let looks = portal.read::<ListLooks>(&who, (), "").await.done().items;
        assert_eq!(looks.iter().map(|look| look.what.as_str()).collect::<Vec<_>>(), ["activity_roster"]);
    }

    async fn a_phone_joins_once(portal) {
        let vault = &portal.app.keys.vault;
        let new = |id: i64| NewVolunteer {
            id, number: server::entropy::volunteer_number(), name: "张三".parse().unwrap(), phone: vault.seal(Kind::Phone, "13712345678").unwrap(), division: None, consent: "2026-1".into(), now: portal.app.now(),
        };
        let (first, second) = (new(portal.app.id()), new(portal.app.id()));
        let id = first.id;
        let join = |new: NewVolunteer| portal.app.store.write(move |tx| Box::pin(async move { person::join(tx, &new).await }));
        assert_eq!(join(first).await.unwrap().raw(), id);
        assert_eq!(join(second).await.unwrap().raw(), id);
    }

    async fn an_identity_card_belongs_to_one_person(portal) {
        let (a, b) = (portal.volunteer().await.person, portal.volunteer().await.person);
        let keep = |person, number: &str| {
            let sealed = portal.app.keys.vault.seal(Kind::IdCard, number).unwrap();
            portal.app.store.write(move |tx| Box::pin(async move { person::keep_id_card(tx, person, &sealed, None).await }))
        };
        assert_eq!(keep(a, "one").await.unwrap(), IdCardKept::Kept);
        assert_eq!(keep(a, "one").await.unwrap(), IdCardKept::Kept);
        assert_eq!(keep(b, "one").await.unwrap(), IdCardKept::Taken);
        assert_eq!(keep(a, "two").await.unwrap(), IdCardKept::Known);
    }

    /// What two do at once and only one can have is never the server's fault.
    async fn a_clash_of_unique_things_is_told_as_busy(portal) {
        let who = portal.volunteer().await;
        let copy = format!("INSERT INTO people (id, kind, name, created_at) SELECT id, kind, name, created_at FROM people WHERE id = {}", who.person.raw());
        let clash = portal.app.store.write(move |tx| Box::pin(async move {
            sqlx::Executor::execute(&mut *tx, sqlx::AssertSqlSafe(copy)).await?;
            Ok(())
        })).await;
        assert_eq!(clash.unwrap_err().into_problem().code, ErrorCode::Unavailable);
        // The next write is not disturbed.
        assert_ne!(portal.volunteer().await.person, who.person);
    }

    async fn one_person_signs_up_once_however_often_at_once(portal) {
        let (who, activity) = (portal.volunteer().await, portal.open_activity(9).await);
        let tries = (0..8).map(|_| portal.send::<MakeSignUp>(&who, activity.shift, ()));
        let answers = futures::future::join_all(tries).await;
        let done: Vec<SignUpId> = answers.iter().filter(|a| a.raw.status == 201).map(|a| a.done().id).collect();
        assert_eq!((done.len(), portal.number("SELECT taken FROM shifts").await), (1, 1));
        assert!(answers.iter().all(|a| matches!(a.raw.status, 201 | 409 | 503)));
    }

    async fn the_same_intent_sent_at_once_is_done_once_and_answered_alike(portal) {
        let (who, activity) = (portal.volunteer().await, portal.open_activity(9).await);
        let tries = (0..8).map(|_| portal.send_with_key::<MakeSignUp>(&who, activity.shift, (), "at-once-1"));
        let answers = futures::future::join_all(tries).await;
        let ids: Vec<SignUpId> = answers.iter().map(|answer| answer.done().id).collect();
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        assert_eq!(portal.number("SELECT count(*) FROM sign_ups").await, 1);
    }

    async fn closing_finishes_the_writes_that_wait(portal) {
        let (activity, store, url) = (portal.open_activity(500).await, portal.app.store.clone(), url_of(&portal).await);
        let waiting: Vec<_> = (0..100).map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.write(move |tx| Box::pin(async move { server::store::sign_up::take_places(tx, activity.shift, 1).await })).await.is_ok() })
        }).collect();
        tokio::task::yield_now().await;
        store.close().await;
        let acknowledged = futures::future::join_all(waiting).await.into_iter().filter(|told| *told.as_ref().unwrap()).count();
        assert!(store.write(|_| Box::pin(async { Ok(()) })).await.is_err(), "a closed store takes nothing");
        let again = Store::open(&url).await.unwrap();
        let (taken,): (i64,) = sqlx::query_as("SELECT taken FROM shifts").fetch_one(again.read()).await.unwrap();
        assert_eq!(usize::try_from(taken).unwrap(), acknowledged);
        again.close().await;
    }

    async fn nobody_sees_what_is_somebody_elses(portal) {
        let (who, other, activity) = (portal.volunteer().await, portal.volunteer().await, portal.open_activity(5).await);
        let place = portal.send::<MakeSignUp>(&who, activity.shift, ()).await.done();
        portal.send::<CancelSignUp>(&other, place.id, ()).await.refused(ErrorCode::NotFound);
        portal.send::<CancelSignUp>(&NOBODY, place.id, ()).await.refused(ErrorCode::NotLoggedIn);
        assert!(portal.read::<ListMySignUps>(&other, (), "").await.done().items.is_empty());
    }
}

/// Two writes that cannot both be kept: each begins with its first statement, and goes on with its
/// second when both have come so far. What they came to, as statuses.
async fn collide(portal: &Portal, writes: [[&'static str; 2]; 2]) -> Vec<u16> {
    let met = Arc::new(tokio::sync::Barrier::new(2));
    let write = |[first, second]: [&'static str; 2]| {
        let met = met.clone();
        portal.app.store.write(move |tx| Box::pin(async move {
            for statement in first.split(';') {
                sqlx::query(statement).execute(&mut *tx).await?;
            }
            met.wait().await;
            sqlx::query(second).execute(tx).await?;
            Ok(())
        }))
    };
    let [one, other] = writes;
    let (one, other) = tokio::join!(write(one), write(other));
    let failures = [one, other].into_iter().filter_map(Result::err);
    failures.map(|failure| {
        let response = failure.into_response();
        assert!(response.headers().contains_key("retry-after"));
        response.status().as_u16()
    }).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_postgres_gives_up_for_another_may_be_tried_again() {
    let Some(portal) = Portal::postgres().await else { return };
    for name in ["a", "b"] {
        portal.sql(&format!("INSERT INTO settings (name, value) VALUES ('{name}', '0')")).await;
    }
    let (a, b) = ("UPDATE settings SET value = '1' WHERE name = 'a'", "UPDATE settings SET value = '1' WHERE name = 'b'");
    assert_eq!(collide(&portal, [[a, b], [b, a]]).await, [503], "a deadlock");
    let seen = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;SELECT value FROM settings";
    assert_eq!(collide(&portal, [[seen, a], [seen, a]]).await, [503], "a serialization failure");
}
