//! `kill -9` of the real server under sign-up load, 30 times: what was acknowledged is there, no
//! place is given twice, and a repeated request gets the answer of the first.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use domain::ids::ShiftId;
use domain::sign_up::SignUp;
use harness::{Portal, Running, Who, people_in_one_write};
use server::store::Store;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const KILLS: usize = 30;
const CLIENTS: usize = 6;
const PEOPLE: usize = 4_000;
const SHIFTS: usize = 8;
/// Few enough that shifts fill up while the server is being killed.
const PLACES: u32 = 150;

/// What a client knows of one intent.
#[derive(Debug, Clone, PartialEq)]
enum Known {
    /// 201, with this body.
    Done(String),
    /// 409.
    Refused,
    /// No answer came.
    Unknown,
}

struct Load {
    people: Vec<Who>,
    shifts: Vec<ShiftId>,
    next: AtomicUsize,
    /// Answers that came.
    answers: AtomicUsize,
    known: Mutex<HashMap<usize, Known>>,
}

impl Load {
    /// Sends the intent numbered `number`: one person, one shift, one key.
    fn send(&self, server: &Running, number: usize) -> Known {
        let (who, shift) = (&self.people[number], self.shifts[number % self.shifts.len()]);
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(5))).build().into();
        let request = agent.post(server.url(&format!("/api/shifts/{shift}/sign-ups"))).header("cookie", who.cookie.as_deref().unwrap()).header("idempotency-key", format!("intent-{number}"));
        let Ok(mut response) = request.send_empty() else { return Known::Unknown };
        let status = response.status().as_u16();
        match (status, response.body_mut().read_to_string()) {
            (201, Ok(body)) => Known::Done(body),
            (409, Ok(_)) => Known::Refused,
            (503, _) | (_, Err(_)) => Known::Unknown,
            (other, Ok(body)) => panic!("{other}: {body}"),
        }
    }

    /// Sends new intents until told to stop.
    fn run(&self, server: &Running, stop: &AtomicBool) {
        while !stop.load(Ordering::Relaxed) {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if number >= self.people.len() {
                return;
            }
            let known = self.send(server, number);
            self.answers.fetch_add(usize::from(known != Known::Unknown), Ordering::Relaxed);
            self.known.lock().unwrap().insert(number, known);
        }
    }

    fn done(&self) -> Vec<(usize, SignUp)> {
        let known = self.known.lock().unwrap();
        known.iter().filter_map(|(number, known)| if let Known::Done(body) = known { Some((*number, serde_json::from_str(body).unwrap())) } else { None }).collect()
    }
}

/// Looks into the file while no server runs: whatever was acknowledged stands there, and each
/// shift has as many rows as places taken, and no more than it has.
async fn check(folder: &Path, load: &Load) {
    let store = Store::open(&format!("sqlite:{}", folder.join("portal.db").display())).await.unwrap();
    let rows: Vec<(i64, i64)> = sqlx::query_as("SELECT id, person FROM sign_ups WHERE status = 'confirmed'").fetch_all(store.read()).await.unwrap();
    let rows: HashMap<i64, i64> = rows.into_iter().collect();
    for (number, sign_up) in load.done() {
        assert_eq!(rows.get(&sign_up.id.raw()), Some(&load.people[number].person.raw()), "an acknowledged sign-up is lost");
    }
    let shifts: Vec<(i64, i64, i64)> =
        sqlx::query_as("SELECT s.taken, s.capacity, (SELECT count(*) FROM sign_ups u WHERE u.shift = s.id AND u.status = 'confirmed') FROM shifts s").fetch_all(store.read()).await.unwrap();
    assert!(shifts.iter().all(|(taken, capacity, rows)| taken == rows && taken <= capacity), "{shifts:?}");
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let portal = Portal::sqlite_in(tempfile::tempdir().unwrap()).await;
    let mut shifts = Vec::new();
    for _ in 0..SHIFTS {
        shifts.push(portal.open_activity(PLACES).await.shift);
    }
    let load = Load { people: people_in_one_write(&portal, PEOPLE).await, shifts, next: AtomicUsize::new(0), answers: AtomicUsize::new(0), known: Mutex::default() };
    let folder = portal.close().await;
    for round in 0..KILLS {
        let server = Running::start(folder.path(), &[]);
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..CLIENTS {
                scope.spawn(|| load.run(&server, &stop));
            }
            // A slow disk needs longer for the first answer.
            let (before, begun) = (load.answers.load(Ordering::Relaxed), Instant::now());
            while load.answers.load(Ordering::Relaxed) < before + CLIENTS && begun.elapsed() < Duration::from_secs(3) {
                std::thread::sleep(Duration::from_millis(2));
            }
            // Not always at the same point of a commit.
            std::thread::sleep(Duration::from_millis(7 * (round as u64 % 11)));
            server.kill_now();
            stop.store(true, Ordering::Relaxed);
        });
        drop(server);
        check(folder.path(), &load).await;
    }
    let sent = load.next.load(Ordering::Relaxed).min(PEOPLE);
    let known = load.known.lock().unwrap().clone();
    let (done, unknown) = (load.done().len(), known.values().filter(|k| **k == Known::Unknown).count());
    assert!(done > 100 && unknown >= KILLS / 2, "too little happened to prove anything: {sent} sent, {done} done, {unknown} unknown");
    // Everybody asks again: who has an answer gets the same, who has none gets one.
    let server = Running::start(folder.path(), &[]);
    for (number, before) in &known {
        let after = load.send(&server, *number);
        match before {
            Known::Unknown => assert_ne!(after, Known::Unknown, "intent {number}"),
            _ => assert_eq!(&after, before, "intent {number}"),
        }
        load.known.lock().unwrap().insert(*number, after);
    }
    assert!(server.stop());
    check(folder.path(), &load).await;
}
