//! `cargo xtask build`: the page in release, in `dist/`, where the server takes it from.

use crate::workspace::Workspace;
use crate::{page, size};
use anyhow::Result;

/// Builds the page and shows what it costs.
pub fn run(workspace: &Workspace) -> Result<()> {
    page::build(workspace)?;
    size::Sizes::of(&workspace.dist())?.print();
    Ok(())
}
