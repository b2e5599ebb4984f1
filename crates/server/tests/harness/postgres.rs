//! A throw-away PostgreSQL cluster.
//!
//! A shell owns it and waits on a pipe whose other end this process holds. When the process ends,
//! however it ends, the pipe closes, and the shell stops the cluster and removes its files.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const MISSING: &str = "these tests need PostgreSQL's programs (initdb, postgres): install PostgreSQL, or set PORTAL_TEST_POSTGRES=off to leave them out";

/// `fsync` is off because nothing here outlives the tests.
const SCRIPT: &str = r#"
trap '' INT TERM HUP
here=$(mktemp -d "${TMPDIR:-/tmp}/portal-postgres.XXXXXX") || exit 1
if "$1/initdb" -D "$here/data" -U portal -A trust -E UTF8 --no-sync >"$here/log" 2>&1; then
  "$1/postgres" -D "$here/data" -k "$here" -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=300 >>"$here/log" 2>&1 &
  echo "$here"
  cat >/dev/null
  kill -INT $!
  wait $!
else
  cat "$here/log" >&2
fi
rm -rf "$here"
"#;

struct Cluster {
    socket_folder: PathBuf,
    /// Holds the pipe.
    _shell: Child,
}

/// The URL of a fresh, empty database; none when PostgreSQL is left out.
pub(super) async fn fresh_database() -> Option<String> {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    static NEXT: AtomicU32 = AtomicU32::new(0);
    if std::env::var("PORTAL_TEST_POSTGRES").as_deref() == Ok("off") {
        return None;
    }
    let cluster = CLUSTER.get_or_init(start);
    let url = |name: &str| format!("postgres://portal@localhost/{name}?host={}", cluster.socket_folder.display());
    let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let mut admin = connect(&url("postgres")).await;
    sqlx::Executor::execute(&mut admin, sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
    Some(url(&name))
}

async fn connect(url: &str) -> sqlx::AnyConnection {
    sqlx::any::install_default_drivers();
    let mut last = None;
    for _ in 0..150 {
        match <sqlx::AnyConnection as sqlx::Connection>::connect(url).await {
            Ok(connection) => return connection,
            Err(fault) => last = Some(fault),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the throw-away PostgreSQL cluster does not answer: {last:?}");
}

fn start() -> Cluster {
    let programs = programs().unwrap_or_else(|| panic!("{MISSING}"));
    let shell = ["-c", SCRIPT, "postgres", programs.to_str().unwrap()];
    // The programs refuse to run as root.
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "sh"]);
        command
    } else {
        Command::new("sh")
    };
    let mut child = command.args(shell).current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(!line.trim().is_empty(), "the throw-away PostgreSQL cluster could not be made");
    Cluster { socket_folder: line.trim().into(), _shell: child }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.trim_ascii() == b"0")
}

/// The folder of the newest installed version.
fn programs() -> Option<PathBuf> {
    let mut installed: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin")).collect();
    installed.sort();
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
    installed.into_iter().rev().chain(on_path).find(|folder: &PathBuf| is_there(folder))
}

fn is_there(folder: &Path) -> bool {
    folder.join("initdb").exists() && folder.join("postgres").exists()
}
