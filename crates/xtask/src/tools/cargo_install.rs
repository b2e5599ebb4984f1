//! Tools that cargo builds.

use crate::run::run;
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

/// Installs `name` into `folder`.
pub fn into(folder: &Path, name: &str, version: &str, locked: bool) -> Result<()> {
    println!("  this takes some minutes, and happens once");
    let mut command = Command::new("cargo");
    command.args(["install", "--quiet", name, "--version", version, "--root"]).arg(folder);
    if locked {
        command.arg("--locked");
    }
    // The settings of this workspace are not the tool's.
    command.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS").current_dir(folder);
    run(&mut command).with_context(|| format!("{name} {version} could not be installed: is the network there? Then run the command again"))
}
