//! The commands of `portal-server`. Whatever stops one is told in one plain sentence.

mod admin;
mod keys;
mod openapi;
mod serve;

use clap::{Args, Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "portal-server", version, about = "A city's unified volunteer-service portal")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the portal.
    Serve(serve::Serve),
    /// Loads a made-up city into an empty database.
    Seed(crate::seed::Seed),
    /// Makes people who administer the portal.
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Shows and changes the keys that sign volunteer cards.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Prints the OpenAPI document.
    Openapi,
}

/// Where a portal's city, data and secrets are.
#[derive(Args, Debug, Clone)]
pub struct Place {
    /// The city's file.
    #[arg(long, env = "PORTAL_CITY", value_name = "FILE")]
    pub city: PathBuf,
    /// `sqlite:FILE` or `postgres://USER@HOST/NAME`.
    #[arg(long, env = "PORTAL_DATABASE", value_name = "URL")]
    pub database: String,
    /// The key file, made at the first start; by default in the user's configuration folder, one for
    /// each SQLite file or PostgreSQL database name.
    #[arg(long, env = "PORTAL_KEYS", value_name = "FILE")]
    pub keys: Option<PathBuf>,
}

impl Place {
    /// The key file: outside the data folder, named after the database.
    pub fn key_file(&self) -> PathBuf {
        if let Some(named) = &self.keys {
            return named.clone();
        }
        let name = Path::new(self.database.split('?').next().unwrap_or_default()).file_stem().map_or_else(|| "portal".into(), |s| s.to_string_lossy().replace(':', "-"));
        let home = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".config")));
        home.unwrap_or_else(|| PathBuf::from("/etc")).join("volunteer-portal").join(format!("{name}.keys"))
    }
}

/// Runs the command of the arguments.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(fault) => return fail(&anyhow::anyhow!("the system gives no threads: {fault}")),
    };
    let done = match cli.command {
        Command::Serve(serve) => runtime.block_on(serve.run()),
        Command::Seed(seed) => runtime.block_on(seed.run()),
        Command::Admin(admin) => runtime.block_on(admin.run()),
        Command::Keys(keys) => keys.run(),
        Command::Openapi => openapi::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => fail(&fault),
    }
}

#[expect(clippy::print_stderr, reason = "the one sentence a command ends with")]
fn fail(fault: &anyhow::Error) -> ExitCode {
    eprintln!("portal-server: {fault:#}");
    ExitCode::FAILURE
}
