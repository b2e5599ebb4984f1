//! The page in release. Cargo compiles one binary for each bundle, Trunk builds the first of them
//! with `index.html`; then every file is made small, named after its content, and packed.

mod assemble;
mod cache;
mod compile;
mod files;
mod html;
mod icons;
mod library;
mod optimise;
mod sections;
mod style;
mod worker;

use crate::run::step;
use crate::tools::{self, Tools};
use crate::workspace::Workspace;
use anyhow::Result;
use cache::Cache;

pub use compile::path_with;
pub use files::brotli;
pub use html::loaded;

/// Builds the page into `dist/` and returns the digest of all its files.
pub fn build(workspace: &Workspace) -> Result<String> {
    let tools = Tools::of(workspace)?;
    tools::wasm_target()?;
    let compiled = compile::all(workspace, &tools)?;
    let cache = Cache::open(workspace.page().join("kept"))?;
    let small = step("Making the page small", || optimise::all(&compiled, &tools, &cache))?;
    let mut files = assemble::page(workspace, &tools, &compiled.trunk, small)?;
    step("Packing it with brotli and gzip", || files.pack(&cache))?;
    cache.forget_the_rest()?;
    files.write(&workspace.dist())?;
    Ok(files.digest())
}
