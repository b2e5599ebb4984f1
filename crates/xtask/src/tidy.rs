//! `cargo xtask tidy`: the rules of the house that no compiler knows. Each module below holds one
//! kind of rule; all findings are told, not only the first.

mod form;
mod layers;
mod packages;
mod server;
mod sources;
mod texts;

use crate::workspace::Workspace;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// What was found.
#[derive(Default)]
pub struct Report {
    failures: Vec<String>,
    warnings: Vec<String>,
}

impl Report {
    /// A rule is broken.
    pub fn fail(&mut self, what: impl Into<String>) {
        self.failures.push(what.into());
    }

    /// A rule is nearly broken.
    pub fn warn(&mut self, what: impl Into<String>) {
        self.warnings.push(what.into());
    }

    /// Shows all findings; an error when there are failures.
    pub fn print(&self) -> Result<()> {
        for warning in &self.warnings {
            println!("warning: {warning}");
        }
        for failure in &self.failures {
            println!("failed: {failure}");
        }
        println!("tidy: {} failures, {} warnings", self.failures.len(), self.warnings.len());
        if !self.failures.is_empty() {
            bail!("{} rules are broken, see above", self.failures.len());
        }
        Ok(())
    }
}

/// Checks and shows.
pub fn run(workspace: &Workspace) -> Result<ExitCode> {
    Ok(if check(workspace)?.print().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks everything.
pub fn check(workspace: &Workspace) -> Result<Report> {
    let sources = sources::read(workspace)?;
    let mut report = Report::default();
    form::check(&sources, &mut report);
    layers::check(&sources, &mut report);
    texts::check(&sources, &mut report)?;
    server::migrations(&sources, &mut report);
    packages::check(workspace, &mut report)?;
    server::printed(workspace, &sources, &mut report);
    Ok(report)
}
