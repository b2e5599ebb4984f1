//! Clippy over everything, for the host and for the browser; a warning is a failure.

use super::tally::Tally;
use crate::run::{run, step};
use crate::tools;
use crate::workspace::Workspace;
use anyhow::Result;

/// Lints everything.
pub fn all(workspace: &Workspace, tally: &mut Tally) {
    tally.check("clippy for the host", clippy(workspace, "everything for the host", &["--workspace", "--all-targets"]));
    let had = tools::wasm_target();
    let browser = |what, packages: &[&str]| clippy(workspace, what, &[&["--target", "wasm32-unknown-unknown"], packages].concat());
    // Also shows that the domain builds for the browser.
    let pages = browser("the page, the scanner and the domain for the browser", &["--package", "portal", "--package", "scanner", "--package", "domain", "--lib", "--bins"]);
    tally.check("clippy for the browser", had.and(pages));
    tally.check("clippy for the component tests", browser("the component tests", &["--package", "portal", "--test", "wasm"]));
}

fn clippy(workspace: &Workspace, what: &str, arguments: &[&str]) -> Result<()> {
    step(&format!("Linting {what}"), || run(workspace.cargo(&["clippy", "--quiet", "--locked"]).args(arguments).args(["--", "-D", "warnings"])))
}
