//! `cargo xtask test`: every check and test there is. It goes on after a failure, so that one run
//! tells all of them, and ends with the line `N passed, N failed`.

mod browser;
mod lints;
mod tally;

use crate::page;
use crate::run::step;
use crate::size::Sizes;
use crate::workspace::Workspace;
use crate::tools::Tools;
use crate::{tidy, tools, vectors};
use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use std::process::{Command, ExitCode};
use std::time::Instant;
use tally::Tally;

#[derive(Args)]
pub struct Test {
    /// Only these; all of them unless named.
    suites: Vec<Suite>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Suite {
    /// The rules of the house.
    Tidy,
    /// Clippy, for the host and for the browser.
    Lints,
    /// Tests of all crates on the host: rules, server, stores, faults.
    Host,
    /// The published vectors of the credential, by a second implementation.
    Credential,
    /// Calendars, read by other people's parsers.
    Calendar,
    /// The page in release, and its budget of bytes.
    Page,
    /// Components in a real browser.
    Components,
    /// The whole portal in a real browser.
    E2e,
}

impl Test {
    /// Runs the suites.
    pub fn run(self, workspace: &Workspace) -> Result<ExitCode> {
        let start = Instant::now();
        let suites: Vec<Suite> = Suite::value_variants().iter().copied().filter(|suite| self.wants(*suite)).collect();
        let mut tally = Tally::default();
        for suite in suites {
            println!("\n=== {}", name(suite));
            let began = Instant::now();
            suite.run(workspace, &mut tally);
            println!("=== {} took {:.0} s", name(suite), began.elapsed().as_secs_f64());
        }
        println!("\nAll of it took {:.0} s.", start.elapsed().as_secs_f64());
        Ok(tally.finish())
    }
}

impl Test {
    /// Whether the suite runs. The browser tests look at the page, so they never run on an old one.
    fn wants(&self, suite: Suite) -> bool {
        let named = |suite| self.suites.is_empty() || self.suites.contains(&suite);
        named(suite) || suite == Suite::Page && named(Suite::E2e)
    }
}

fn name(suite: Suite) -> String {
    suite.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

impl Suite {
    fn run(self, workspace: &Workspace, tally: &mut Tally) {
        match self {
            Self::Tidy => {
                let checked = step("Checking the rules of the house", || tidy::check(workspace));
                tally.check("tidy", checked.and_then(|report| report.print()));
            }
            Self::Lints => lints::all(workspace, tally),
            Self::Host => {
                tally.check("PostgreSQL is there", tools::postgresql().map(drop));
                let mut command = workspace.cargo(&["test", "--locked", "--workspace", "--no-fail-fast"]);
                tally.suite("host", &mut command);
            }
            Self::Credential => tally.attempt("credential", |tally| {
                let python = Tools::of(workspace)?.python(workspace, "credential")?;
                tally.suite("credential", Command::new(python).args(["tests/credential/second.py", "vectors", vectors::FILE]).current_dir(&workspace.root));
                Ok(())
            }),
            Self::Calendar => tally.attempt("calendar", |tally| {
                let python = Tools::of(workspace)?.python(workspace, "calendar")?;
                let mut command = workspace.cargo(&["test", "--locked", "--package", "server", "--test", "calendar_apps", "--", "--include-ignored"]);
                tally.suite("calendar", command.env("PORTAL_CALENDAR_PYTHON", python));
                Ok(())
            }),
            Self::Page => {
                let built = page::build(workspace);
                tally.check("the page builds", built.map(drop));
                tally.check("the first view keeps its budget", within_budget(workspace));
            }
            Self::Components => tally.attempt("components", |tally| browser::components(workspace, tally)),
            Self::E2e => tally.attempt("e2e", |tally| browser::whole(workspace, tally)),
        }
    }
}

fn within_budget(workspace: &Workspace) -> Result<()> {
    let sizes = Sizes::of(&workspace.dist())?;
    sizes.print();
    let faults = sizes.faults();
    if !faults.is_empty() {
        bail!("{}", faults.join("; "));
    }
    Ok(())
}
