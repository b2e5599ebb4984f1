//! `cargo xtask serve`: from a clean clone to a portal that answers.

use crate::server::{self, ADMINISTRATOR, CITY, Kind};
use crate::workspace::Workspace;
use crate::{page, size};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

/// How big the demonstration is: volunteers and activities.
const DEMO_SIZE: [u32; 2] = [2000, 400];

#[derive(Args)]
pub struct Serve {
    /// Load a made-up city first (once), show one-time codes on screen, let the clock be put forward.
    #[arg(long)]
    demo: bool,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// `sqlite:FILE` or `postgres://USER@HOST/NAME`; data/local/portal.db (data/local/demo.db with --demo) unless given.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

impl Serve {
    /// Builds, fills, and becomes the server.
    pub fn run(self, workspace: &Workspace) -> Result<()> {
        // Told before the minutes of building, not after.
        TcpListener::bind(self.listen).with_context(|| format!("{} cannot be listened on: stop what uses it, or choose another with --listen", self.listen))?;
        let page = page::build(workspace)?;
        size::Sizes::of(&workspace.dist())?.print();
        let program = server::build(workspace, Kind::Release, &page)?;

        let local = workspace.root.join("data/local");
        std::fs::create_dir_all(&local).with_context(|| format!("{} cannot be made", local.display()))?;
        let file = if self.demo { "data/local/demo.db" } else { "data/local/portal.db" };
        let database = self.database.clone().unwrap_or_else(|| format!("sqlite:{file}"));
        if self.demo {
            self.fill_once(workspace, &program, &database)?;
        }

        println!("\nThe portal   http://{}", self.listen);
        println!("The kiosk    http://{}/kiosk", self.listen);
        println!("Staff        http://{}/staff-login", self.listen);
        if self.demo {
            let [login, password] = ADMINISTRATOR;
            println!("             login {login}, password {password} (made up, like everybody in it)");
        } else {
            println!("The first administrator is made with\n             {} admin create --city {CITY} --database {database} --login NAME", program.display());
        }
        println!("Ctrl-C stops the server.\n");
        let mut command = server::command(workspace, &program, &["serve"], &database, None);
        command.args(["--listen", &self.listen.to_string()]);
        if self.demo {
            command.arg("--demo");
        }
        become_it(command)
    }

    /// The city is loaded once; a loading that was stopped half-way starts again.
    fn fill_once(&self, workspace: &Workspace, program: &PathBuf, database: &str) -> Result<()> {
        let file = database.strip_prefix("sqlite:").map(|file| workspace.root.join(file.trim_start_matches("//").split('?').next().unwrap_or(file)));
        let mark = workspace.root.join("data/local").join(format!("{}.filled", database.replace(|c: char| !c.is_ascii_alphanumeric(), "-")));
        if mark.exists() && file.as_ref().is_none_or(|file| file.exists()) {
            return Ok(());
        }
        if let Some(file) = file.filter(|file| file.exists() && !mark.exists()) {
            bail!("{} exists, but holds no whole demonstration: delete it (and its -wal and -shm), or name another with --database", file.display());
        }
        server::fill(workspace, program, database, None, DEMO_SIZE)?;
        std::fs::write(&mark, "").with_context(|| format!("{} cannot be written", mark.display()))
    }
}

/// Gives this process to the server, so that Ctrl-C is the server's own.
#[cfg(unix)]
fn become_it(mut command: std::process::Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("the server cannot be started")
}

/// Waits for the server, which gets Ctrl-C from the console itself.
#[cfg(not(unix))]
fn become_it(mut command: std::process::Command) -> Result<()> {
    crate::run::run(&mut command)
}
