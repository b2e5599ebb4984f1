//! Building, filling, starting and stopping the portal's server.

use crate::run::{quietly, run, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// The city that comes with the project.
pub const CITY: &str = "data/cities/4310/city.toml";
/// The administrator whom `portal-server seed` makes, and the password we give: nobody in a made-up
/// city is real, so it is no secret.
pub const ADMINISTRATOR: [&str; 2] = ["demo-admin", "volunteer-4310"];

/// How to build it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Fast, with this page inside.
    Release,
    /// Built fast; reads the page from `dist/`.
    Debug,
}

/// Builds the server and returns its program. `page` is the digest of the page it must carry.
pub fn build(workspace: &Workspace, kind: Kind, page: &str) -> Result<PathBuf> {
    let (folder, name) = match kind {
        Kind::Release => ("release", "release, with the page inside"),
        Kind::Debug => ("debug", "debug"),
    };
    step(&format!("Building the server ({name})"), || {
        let mut command = workspace.cargo(&["build", "--quiet", "--locked", "--package", "server"]);
        if kind == Kind::Release {
            // A page of another digest is embedded anew (crates/server/src/http/page.rs).
            command.arg("--release").env("PORTAL_PAGE", page);
        }
        run(&mut command)
    })?;
    Ok(workspace.target.join(folder).join("portal-server"))
}

/// Loads a made-up city into a new database.
pub fn fill(workspace: &Workspace, program: &PathBuf, database: &str, keys: Option<&PathBuf>, size: [u32; 2]) -> Result<()> {
    let [volunteers, activities] = size;
    step(&format!("Loading a made-up city of {volunteers} volunteers and {activities} activities"), || {
        let sizes = ["--volunteers", &volunteers.to_string(), "--activities", &activities.to_string(), "--seed", "1"];
        quietly(command(workspace, program, &["seed"], database, keys).args(sizes).env("PORTAL_DEMO_PASSWORD", ADMINISTRATOR[1]))
    })
}

/// A command of `portal-server` on the city and `database`.
pub fn command(workspace: &Workspace, program: &PathBuf, words: &[&str], database: &str, keys: Option<&PathBuf>) -> Command {
    command_in(workspace, program, words, Path::new(CITY), database, keys)
}

/// The same on another `city`.
pub fn command_in(workspace: &Workspace, program: &PathBuf, words: &[&str], city: &Path, database: &str, keys: Option<&PathBuf>) -> Command {
    let mut command = Command::new(program);
    command.args(words).arg("--city").arg(city).args(["--database", database]).current_dir(&workspace.root);
    if let Some(keys) = keys {
        command.arg("--keys").arg(keys);
    }
    command
}

/// A server that is stopped when this goes.
pub struct Running {
    child: Child,
    pub address: SocketAddr,
}

impl Running {
    /// Starts the command on a free port and waits until it is ready.
    pub fn start(mut command: Command) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).context("there is no free port")?;
        let child = command.arg("--listen").arg(address.to_string()).spawn().context("the server cannot be started")?;
        let mut running = Self { child, address };
        let start = Instant::now();
        while !running.is_ready() {
            if let Some(status) = running.child.try_wait()? {
                bail!("the server stopped at once ({status}); its reason stands above");
            }
            if start.elapsed() > Duration::from_secs(60) {
                bail!("the server at {address} was not ready within a minute");
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(running)
    }

    fn is_ready(&self) -> bool {
        let ask = || -> std::io::Result<bool> {
            let mut stream = TcpStream::connect_timeout(&self.address, Duration::from_secs(1))?;
            stream.set_read_timeout(Some(Duration::from_secs(5)))?;
            write!(stream, "GET /readyz HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)?;
            let mut answer = [0; 12];
            stream.read_exact(&mut answer)?;
            Ok(answer.ends_with(b"200"))
        };
        ask().unwrap_or(false)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Nothing is left to do when it is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
