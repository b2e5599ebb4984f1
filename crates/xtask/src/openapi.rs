//! `cargo xtask openapi`: the committed document of the REST interface is what the server prints.

use crate::run::output;
use crate::workspace::Workspace;
use anyhow::{Context, Result};

/// Where it stands.
pub const FILE: &str = "docs/openapi.json";

/// Writes the document.
pub fn run(workspace: &Workspace) -> Result<()> {
    std::fs::write(workspace.root.join(FILE), current(workspace)?).with_context(|| format!("{FILE} cannot be written"))?;
    println!("{FILE} is up to date");
    Ok(())
}

/// The document of the sources as they are.
pub fn current(workspace: &Workspace) -> Result<String> {
    output(&mut workspace.cargo(&["run", "--quiet", "--locked", "--package", "server", "--", "openapi"]))
}
