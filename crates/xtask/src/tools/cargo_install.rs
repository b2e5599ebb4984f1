//! Tools that cargo builds.

use crate::run::run;
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

/// Installs `name` into `folder`, with further `options` of `cargo install`.
pub fn into(folder: &Path, name: &str, version: &str, options: &[&str]) -> Result<()> {
    println!("  this takes some minutes, and happens once");
    let mut command = Command::new("cargo");
    command.args(["install", "--quiet", name, "--version", version, "--root"]).arg(folder).args(options);
    // The settings of this workspace are not the tool's.
    command.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS").current_dir(folder);
    run(&mut command).with_context(|| format!("{name} {version} could not be installed: is the network there? Then run the command again"))
}
