//! `cargo xtask vectors`: the published test vectors of the credential are what the example prints.

use crate::run::output;
use crate::workspace::Workspace;
use anyhow::{Context, Result};

/// Where they stand.
pub const FILE: &str = "docs/credential/vectors.json";

/// Writes them.
pub fn run(workspace: &Workspace) -> Result<()> {
    // The tests compile the file in, so there must be one before they can say what is wrong with it.
    let made = current(workspace)?;
    std::fs::write(workspace.root.join(FILE), made).with_context(|| format!("{FILE} cannot be written"))?;
    println!("{FILE} is up to date");
    Ok(())
}

/// The vectors of the sources as they are.
pub fn current(workspace: &Workspace) -> Result<String> {
    output(&mut workspace.cargo(&["run", "--quiet", "--locked", "--package", "domain", "--example", "vectors"]))
}
