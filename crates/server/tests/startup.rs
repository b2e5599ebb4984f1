//! Whatever keeps the server from starting is told in one plain sentence.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use harness::{Portal, Running, program};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

fn city() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/cities/4310/city.toml")
}

/// What `serve` says when it cannot start: one line on stderr, and a code that is not 0.
fn complaint(city: &Path, database: &str, keys: &Path, listen: &str) -> String {
    let out = program().arg("serve").arg("--city").arg(city).args(["--database", database, "--listen", listen, "--keys"]).arg(keys).output().unwrap();
    assert!(!out.status.success(), "the server ended as if all were well");
    let text = String::from_utf8(out.stderr).unwrap();
    let sentence = text.trim_end().strip_prefix("portal-server: ").unwrap_or_else(|| panic!("{text}"));
    assert!(!sentence.contains('\n') && !sentence.contains("panicked"), "{text}");
    sentence.to_owned()
}

fn folder() -> (TempDir, String, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (database, keys) = (format!("sqlite:{}", folder.path().join("portal.db").display()), folder.path().join("portal.keys"));
    (folder, database, keys)
}

#[test]
fn a_missing_city_file_is_named() {
    let (folder, database, keys) = folder();
    let said = complaint(&folder.path().join("nowhere.toml"), &database, &keys, "127.0.0.1:0");
    assert!(said.contains("nowhere.toml") && said.contains("cannot be read"), "{said}");
}

#[test]
fn a_wrong_city_file_is_named_with_line_and_reason() {
    let (folder, database, keys) = folder();
    let wrong = folder.path().join("city.toml");
    fs::write(&wrong, fs::read_to_string(city()).unwrap().replace("[hotline]", "[hot_line]")).unwrap();
    let said = complaint(&wrong, &database, &keys, "127.0.0.1:0");
    assert!(said.contains("city.toml: line ") && said.contains("hot_line"), "{said}");
}

#[test]
fn a_busy_port_is_named_and_nothing_is_made() {
    let (folder, database, keys) = folder();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let said = complaint(&city(), &database, &keys, &taken.local_addr().unwrap().to_string());
    assert!(said.contains("is in use by another program") && said.contains("--listen"), "{said}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_database_that_is_none_is_told() {
    let (folder, database, keys) = folder();
    fs::write(folder.path().join("portal.db"), "this is not a database ".repeat(400)).unwrap();
    assert!(complaint(&city(), &database, &keys, "127.0.0.1:0").contains("portal.db cannot be opened"));
    let said = complaint(&city(), &format!("sqlite:{}", folder.path().display()), &keys, "127.0.0.1:0");
    assert!(said.contains("cannot be opened"), "{said}");
    let said = complaint(&city(), "mysql://somebody:secret@host/x", &keys, "127.0.0.1:0");
    assert!(said.contains("sqlite:FILE") && !said.contains("secret"), "{said}");
}

#[test]
fn a_database_that_does_not_answer_is_told_without_its_password() {
    let (_folder, _, keys) = folder();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let said = complaint(&city(), &format!("postgres://portal:secret@127.0.0.1:{port}/portal"), &keys, "127.0.0.1:0");
    assert!(said.contains("cannot be opened") && !said.contains("secret"), "{said}");
}

#[tokio::test]
async fn the_keys_of_another_database_are_refused() {
    let made = Portal::sqlite_in(tempfile::tempdir().unwrap()).await.close().await;
    let (_folder, _, other_keys) = folder();
    let said = complaint(&city(), &format!("sqlite:{}", made.path().join("portal.db").display()), &other_keys, "127.0.0.1:0");
    assert!(said.contains("belongs to another key file") && said.contains("--keys"), "{said}");
}

#[test]
fn a_file_that_holds_no_keys_is_named() {
    let (_folder, database, keys) = folder();
    fs::write(&keys, "seal = \"short\"\n").unwrap();
    fs::set_permissions(&keys, fs::Permissions::from_mode(0o600)).unwrap();
    let said = complaint(&city(), &database, &keys, "127.0.0.1:0");
    assert!(said.contains("portal.keys is not a key file"), "{said}");
}

#[test]
fn keys_that_others_can_read_are_refused_with_the_remedy() {
    let (_folder, database, keys) = folder();
    fs::write(&keys, "").unwrap();
    fs::set_permissions(&keys, fs::Permissions::from_mode(0o644)).unwrap();
    let said = complaint(&city(), &database, &keys, "127.0.0.1:0");
    assert!(said.contains("can be read by others") && said.contains("chmod 600"), "{said}");
}

#[test]
fn a_server_is_ready_stops_when_asked_and_leaves_a_whole_database() {
    let (folder, ..) = folder();
    let server = Running::start(folder.path(), &[]);
    let alive = ureq::get(server.url("/healthz")).call().unwrap().into_body().read_to_string().unwrap();
    assert!(alive.contains(r#""alive":true"#), "{alive}");
    let begun = Instant::now();
    assert!(server.stop());
    assert!(begun.elapsed() < Duration::from_secs(10));
    let left: Vec<String> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).filter(|name| name.starts_with("portal.db")).collect();
    assert_eq!(left, ["portal.db"], "a database closed in order has no log beside it");
}

#[test]
fn who_does_not_finish_saying_what_they_want_is_hung_up_on() {
    let (folder, ..) = folder();
    let server = Running::start(folder.path(), &[]);
    let silent = TcpStream::connect(server.address).unwrap();
    let mut slow = TcpStream::connect(server.address).unwrap();
    write!(slow, "GET /healthz HTTP/1.1\r\nhost: x\r\n").unwrap();
    let mut idle = TcpStream::connect(server.address).unwrap();
    write!(idle, "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    let begun = Instant::now();
    let ends = [silent, slow, idle].map(|mut connection| {
        connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut said = String::new();
        connection.read_to_string(&mut said).unwrap();
        (said.starts_with("HTTP/1.1 200 "), begun.elapsed().as_secs())
    });
    assert_eq!(ends.map(|(answered, _)| answered), [false, false, true]);
    assert!(ends.iter().all(|(_, seconds)| (9..13).contains(seconds)), "{ends:?}");
}

#[test]
fn a_request_in_flight_is_finished_and_one_that_never_ends_is_not_waited_for() {
    let (folder, ..) = folder();
    let server = Running::start(folder.path(), &["--demo"]);
    let body = r#"{"phone":"13800138000"}"#;
    let half = || {
        let mut connection = TcpStream::connect(server.address).unwrap();
        write!(connection, "POST /api/session/codes HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{}", body.len(), &body[..9]).unwrap();
        connection
    };
    let (mut slow, _endless) = (half(), half());
    // Both have to be taken in before, also while other tests keep the machine busy.
    std::thread::sleep(Duration::from_millis(1_500));
    server.ask_to_stop();
    let begun = Instant::now();
    std::thread::sleep(Duration::from_millis(500));
    assert!(TcpStream::connect(server.address).is_err(), "a server that stops takes nobody new");
    slow.write_all(&body.as_bytes()[9..]).unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 202 "), "{answer}");
    assert!(server.ended_well());
    let lasted = begun.elapsed();
    assert!((9..13).contains(&lasted.as_secs()), "{lasted:?}");
}
