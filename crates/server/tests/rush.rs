//! 2,000 people want 50 places at the same moment: 50 get one, everybody gets a definite answer.
//! The control takes the guard away and must give too many, else the test would prove nothing.

mod harness;

use domain::api::sign_up::MakeSignUp;
use domain::ids::ShiftId;
use domain::problem::ErrorCode;
use domain::sign_up::Refusal;
use harness::{Portal, Who, people_in_one_write, status_over_a_connection};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

const PEOPLE: usize = 2_000;
const PLACES: u32 = 50;
/// The control needs no crowd: a handful that look before they leap is enough.
const PEOPLE_OF_CONTROL: usize = 200;

/// Lets `people` start at the same moment; how many got a place.
async fn rush<F: Future<Output = bool> + Send + 'static>(people: Vec<Who>, attempt: impl Fn(Who) -> F) -> usize {
    let gate = Arc::new(Barrier::new(people.len()));
    let mut all = JoinSet::new();
    for who in people {
        let (gate, attempt) = (gate.clone(), attempt(who));
        all.spawn(async move {
            gate.wait().await;
            attempt.await
        });
    }
    all.join_all().await.into_iter().filter(|got| *got).count()
}

/// One client's way to a definite answer: "busy" is tried again with the same key.
async fn sign_up(portal: Arc<Portal>, who: Who, shift: ShiftId) -> bool {
    let key = format!("rush-{}", who.person);
    for _ in 0..100 {
        let answer = portal.send_with_key::<MakeSignUp>(&who, shift, (), &key).await;
        match answer.raw.status {
            201 => return true,
            409 => {
                assert_eq!(answer.refused(ErrorCode::SignUpRefused).refusal, Some(Refusal::Full));
                return false;
            }
            503 => tokio::time::sleep(Duration::from_millis(50)).await,
            other => panic!("no definite answer: {other} {:?}", answer.raw.body),
        }
    }
    panic!("still busy after a hundred tries");
}

async fn fifty_of_two_thousand(portal: Portal) {
    let (people, activity) = (people_in_one_write(&portal, PEOPLE).await, portal.open_activity(PLACES).await);
    let portal = Arc::new(portal);
    let got = rush(people, |who| sign_up(portal.clone(), who, activity.shift)).await;
    let rows = portal.number("SELECT count(*) FROM sign_ups WHERE status = 'confirmed'").await;
    let taken = portal.number("SELECT taken FROM shifts").await;
    assert_eq!((got, rows, taken), (50, 50, 50));
    assert_eq!(portal.number("SELECT count(*) FROM messages").await, 50, "each is told once");
}

/// People, places and length of the load test.
const CROWD: usize = 5_000;
const CROWD_PLACES: u32 = 200;
const CROWD_SECONDS: u64 = 10;
/// The longest that 99 of 100 wait for their answer, in a release build on two cores.
const CROWD_P99: Duration = Duration::from_millis(1500);

/// One tap at its moment on a connection of its own, without another try; every tenth hand is nervous and taps twice at once. The status, and how
/// long the answer took.
async fn tap(address: SocketAddr, who: Who, shift: ShiftId, at: usize) -> (u16, Duration) {
    tokio::time::sleep(Duration::from_millis(CROWD_SECONDS * 1000 * at as u64 / CROWD as u64)).await;
    let key = format!("crowd-{}", who.person);
    let begun = std::time::Instant::now();
    let once = || status_over_a_connection::<MakeSignUp>(address, &who, shift, &key);
    let status = if at.is_multiple_of(10) {
        let (first, second) = futures::future::join(once(), once()).await;
        assert_eq!(first, second, "two taps are one wish");
        first
    } else {
        once().await
    };
    (status, begun.elapsed())
}

#[expect(clippy::print_stdout, reason = "the figures are what it is run for")]
async fn two_hundred_of_five_thousand(portal: Portal) {
    let (people, activity) = (people_in_one_write(&portal, CROWD).await, portal.open_activity(CROWD_PLACES).await);
    let address = portal.listen().await;
    let mut all = JoinSet::new();
    for (at, who) in people.into_iter().enumerate() {
        all.spawn(tap(address, who, activity.shift, at));
    }
    let mut answers = all.join_all().await;
    answers.sort_by_key(|(_, took)| *took);
    let of = |status| answers.iter().filter(|(other, _)| *other == status).count();
    let (p50, p99, longest) = (answers[CROWD / 2].1, answers[CROWD * 99 / 100].1, answers[CROWD - 1].1);
    println!("{CROWD} people, {CROWD_PLACES} places, {CROWD_SECONDS} s: 201 x {}, 409 x {}; p50 {p50:?}, p99 {p99:?}, longest {longest:?}", of(201), of(409));
    assert_eq!((of(201), of(409)), (200, CROWD - 200), "everybody gets a definite answer, and nobody an error");
    let rows = portal.number("SELECT count(*) FROM sign_ups WHERE status = 'confirmed'").await;
    assert_eq!((rows, portal.number("SELECT taken FROM shifts").await), (200, 200));
    assert!(cfg!(debug_assertions) || p99 <= CROWD_P99, "p99 is {p99:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a load test of ten seconds: cargo test --release -p server --test rush -- --ignored --nocapture --test-threads 1"]
async fn two_hundred_of_five_thousand_within_ten_seconds_on_sqlite() {
    two_hundred_of_five_thousand(Portal::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a load test of ten seconds: cargo test --release -p server --test rush -- --ignored --nocapture --test-threads 1"]
async fn two_hundred_of_five_thousand_within_ten_seconds_on_postgres() {
    if let Some(portal) = Portal::postgres().await {
        two_hundred_of_five_thousand(portal).await;
    }
}

/// Looks first and takes later, in two transactions, as a naive handler would.
async fn sign_up_unguarded(portal: Arc<Portal>, who: Who, shift: ShiftId) -> bool {
    let free = portal.number(&format!("SELECT capacity - taken FROM shifts WHERE id = {}", shift.raw())).await;
    if free <= 0 {
        return false;
    }
    tokio::task::yield_now().await;
    portal.sql(&format!("UPDATE shifts SET taken = taken + 1 WHERE id = {}", shift.raw())).await;
    let columns = "id, shift, activity, person, starts_at, ends_at, status, signed_up_at, changed_at";
    let id = portal.app.id();
    portal.sql(&format!("INSERT INTO sign_ups ({columns}) SELECT {id}, id, activity, {}, starts_at, ends_at, 'confirmed', 0, 0 FROM shifts WHERE id = {}", who.person.raw(), shift.raw())).await;
    true
}

async fn too_many_without_the_guard(portal: Portal) {
    let (people, activity) = (people_in_one_write(&portal, PEOPLE_OF_CONTROL).await, portal.open_activity(PLACES).await);
    let portal = Arc::new(portal);
    let got = rush(people, |who| sign_up_unguarded(portal.clone(), who, activity.shift)).await;
    let rows = portal.number("SELECT count(*) FROM sign_ups WHERE status = 'confirmed'").await;
    assert!(got > 50 && rows > 50, "the control did not oversell ({got} got a place), so the rush proves nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_places_are_fifty_places_on_sqlite() {
    fifty_of_two_thousand(Portal::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_places_are_fifty_places_on_postgres() {
    if let Some(portal) = Portal::postgres().await {
        fifty_of_two_thousand(portal).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_guard_sqlite_gives_too_many() {
    too_many_without_the_guard(Portal::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_guard_postgres_gives_too_many() {
    if let Some(portal) = Portal::postgres().await {
        too_many_without_the_guard(portal).await;
    }
}
