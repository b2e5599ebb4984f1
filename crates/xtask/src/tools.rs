//! The programs the chores need that cargo does not bring: their versions, here and nowhere else,
//! and how each is had. They are installed once, into a cache folder that all clones share.

mod cargo_install;
mod npm;
mod python;
mod system;

pub use system::{chromedriver, chromium, fonts, postgresql, rust_sources, wasm_target};

use crate::run::step;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

const TRUNK: &str = "0.21.14";
/// Of one family with `wasm_split_helpers` in the lock file.
const WASM_SPLIT: &str = "0.2.3";
const BINARYEN: &str = "132.0.0";
const ESBUILD: &str = "0.28.2";

/// The cache folder: `PORTAL_TOOLS`, or one in the user's cache.
pub struct Tools {
    home: PathBuf,
    wasm_bindgen_version: String,
}

impl Tools {
    /// The tools that fit this workspace.
    pub fn of(workspace: &Workspace) -> Result<Self> {
        let home = match std::env::var_os("PORTAL_TOOLS") {
            Some(named) => PathBuf::from(named),
            None => std::env::home_dir().context("there is no home folder for the tools: name a folder in PORTAL_TOOLS")?.join(".cache/volunteer-portal/tools"),
        };
        // The library, the CLI and the glue must be of one version.
        Ok(Self { home, wasm_bindgen_version: workspace.locked_version("wasm-bindgen")? })
    }

    /// Trunk, which builds the page.
    pub fn trunk(&self) -> Result<PathBuf> {
        self.had("trunk", TRUNK, "bin/trunk", |folder| cargo_install::into(folder, "trunk", TRUNK, &["--locked"]))
    }

    /// wasm-bindgen, which makes the glue between the page and the browser.
    pub fn wasm_bindgen(&self) -> Result<PathBuf> {
        let version = &self.wasm_bindgen_version;
        // Not locked: the lock file it ships names versions that have been withdrawn.
        self.had("wasm-bindgen-cli", version, "bin/wasm-bindgen", |folder| cargo_install::into(folder, "wasm-bindgen-cli", version, &[]))
    }

    /// wasm-split, which cuts the portal into chunks.
    pub fn wasm_split(&self) -> Result<PathBuf> {
        let name = "wasm_split_cli_support";
        self.had(name, WASM_SPLIT, "bin/wasm-split-cli", |folder| cargo_install::into(folder, name, WASM_SPLIT, &["--features", "build-binary"]))
    }

    /// wasm-opt, which makes WebAssembly smaller.
    pub fn wasm_opt(&self) -> Result<PathBuf> {
        self.had("binaryen", BINARYEN, "node_modules/.bin/wasm-opt", |folder| npm::into(folder, "binaryen", BINARYEN))
    }

    /// esbuild, which makes JavaScript and CSS smaller.
    pub fn esbuild(&self) -> Result<PathBuf> {
        self.had("esbuild", ESBUILD, "node_modules/.bin/esbuild", |folder| npm::into(folder, "esbuild", ESBUILD))
    }

    /// Python with the packages of `tests/<folder>`.
    pub fn python(&self, workspace: &Workspace, folder: &str) -> Result<PathBuf> {
        python::with_packages(&self.home, workspace, folder)
    }

    /// The tool's program, installed first when it is not there.
    fn had(&self, name: &str, version: &str, program: &str, install: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
        let folder = self.home.join(format!("{name}-{version}"));
        let program = folder.join(program);
        if !program.exists() {
            std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made: name another folder in PORTAL_TOOLS", folder.display()))?;
            step(&format!("Installing {name} {version} once, into {}", folder.display()), || install(&folder))?;
        }
        Ok(program)
    }
}

pub use npm::browser_tests;
