//! `cargo xtask e2e`: the browser tests, against the real server on a made-up city of its own.

use crate::server::{self, ADMINISTRATOR, Kind, Running};
use crate::tools;
use crate::workspace::Workspace;
use crate::{page, run};
use anyhow::{Context, Result, ensure};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// How big the city of the tests is: volunteers and activities.
const SIZE: [u32; 2] = [300, 120];

#[derive(Args)]
pub struct E2e {
    /// What is passed on to Playwright, after `--`.
    #[arg(last = true)]
    arguments: Vec<String>,
}

impl E2e {
    /// Builds the page and the server, then runs the tests.
    pub fn run(self, workspace: &Workspace) -> Result<ExitCode> {
        page::build(workspace)?;
        let served = Served::start(workspace)?;
        let status = served.playwright(workspace, &self.arguments, None)?.status().context("Playwright cannot be started")?;
        Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// A server with a city that the tests may spoil.
pub struct Served {
    server: Running,
}

impl Served {
    /// Makes the city anew and starts the server on it.
    pub fn start(workspace: &Workspace) -> Result<Self> {
        let program = server::build(workspace, Kind::Debug, "")?;
        let folder = workspace.target.join("portal-e2e");
        // Absent at the first run.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let (database, keys) = (format!("sqlite:{}", folder.join("city.db").display()), folder.join("city.keys"));
        server::fill(workspace, &program, &database, Some(&keys), SIZE)?;
        let city = quick_city(workspace, &folder)?;
        let mut command = server::command_in(workspace, &program, &["serve"], &city, &database, Some(&keys));
        // The tests log in more often in a minute than people do.
        command.args(["--demo", "--guesses-per-minute", "6000"]);
        let log = std::fs::File::create(folder.join("server.log"))?;
        command.stdout(log.try_clone()?).stderr(log);
        let server = run::step("Starting the server for the browser tests", || Running::start(command)).with_context(|| format!("see {}", folder.join("server.log").display()))?;
        Ok(Self { server })
    }

    /// Playwright on that server; the results as JSON go to `report`, if given.
    pub fn playwright(&self, workspace: &Workspace, arguments: &[String], report: Option<&Path>) -> Result<Command> {
        tools::browser_tests(workspace)?;
        tools::fonts()?;
        let [login, password] = ADMINISTRATOR;
        let folder = workspace.root.join("tests/e2e");
        let mut command = Command::new(folder.join("node_modules/.bin/playwright"));
        command.arg("test").args(arguments).current_dir(folder);
        command.env("PORTAL_URL", format!("http://{}", self.server.address)).env("PORTAL_CHROMIUM", tools::chromium()?);
        command.env("PORTAL_PYTHON", tools::Tools::of(workspace)?.python(workspace, "credential")?);
        command.env("PORTAL_ADMIN_LOGIN", login).env("PORTAL_ADMIN_PASSWORD", password);
        if let Some(report) = report {
            command.env("PORTAL_E2E_REPORT", report);
        }
        Ok(command)
    }
}

/// The city as it comes, but that the next code to a phone may be asked for after seconds: the tests
/// move cards again and again, and a clock put forward for one of them would be put forward for all.
/// And it names a map of streets, at a host that nobody has: a test answers for it.
fn quick_city(workspace: &Workspace, folder: &Path) -> Result<PathBuf> {
    const GAP: &str = "code_gap_seconds = 60";
    let own = workspace.root.join(server::CITY);
    let settings = std::fs::read_to_string(&own).with_context(|| format!("{} cannot be read", own.display()))?;
    ensure!(settings.contains(GAP), "{} has no `{GAP}`", own.display());
    let city = folder.join("city.toml");
    let streets = "\n[map.tiles]\naddress = \"https://tiles.example/{z}/{x}/{y}.png\"\ndatum = \"gcj02\"\ncredit = \"© 测试地图\"\n";
    std::fs::write(&city, settings.replace(GAP, "code_gap_seconds = 8") + streets)?;
    std::fs::copy(own.with_file_name("divisions.csv"), folder.join("divisions.csv"))?;
    Ok(city)
}
