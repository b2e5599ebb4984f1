//! Tools that npm brings, and the packages of the browser tests.

use crate::run::{quietly, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Command;

/// Installs `name` into `folder`.
pub fn into(folder: &Path, name: &str, version: &str) -> Result<()> {
    needs_node()?;
    let mut command = Command::new("npm");
    // `--prefix` alone would climb to a package.json above.
    command.args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"]).arg(folder).arg(format!("{name}@{version}"));
    quietly(command.current_dir(folder)).with_context(|| format!("{name} {version} could not be installed: is the network there? Then run the command again"))
}

/// Installs the packages of `tests/e2e` as its lock file names them.
pub fn browser_tests(workspace: &Workspace) -> Result<()> {
    needs_node()?;
    let folder = workspace.root.join("tests/e2e");
    let wanted = std::fs::read(folder.join("package-lock.json")).context("tests/e2e/package-lock.json cannot be read")?;
    let mark = folder.join("node_modules/.installed-from");
    if std::fs::read(&mark).is_ok_and(|had| had == wanted) {
        return Ok(());
    }
    step("Installing the packages of the browser tests", || {
        let mut command = Command::new("npm");
        command.args(["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").current_dir(&folder);
        quietly(&mut command).context("the packages of tests/e2e could not be installed: is the network there? Then run the command again")?;
        std::fs::write(&mark, &wanted).with_context(|| format!("{} cannot be written", mark.display()))
    })
}

fn needs_node() -> Result<()> {
    let version = crate::run::output(Command::new("node").arg("--version")).unwrap_or_default();
    let major: u32 = version.trim().trim_start_matches('v').split('.').next().and_then(|n| n.parse().ok()).unwrap_or(0);
    ensure!(major >= 20, "Node.js 20 or newer is needed with its npm, because wasm-opt and esbuild come with it: install it from your system's packages, then run the command again");
    Ok(())
}
