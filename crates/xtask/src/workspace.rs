//! Where things are: the project's folder, cargo's target folder, the versions of the lock file.

use crate::run::output;
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The project on this machine.
pub struct Workspace {
    /// The folder of the root Cargo.toml.
    pub root: PathBuf,
    /// Cargo's target folder, wherever it was put.
    pub target: PathBuf,
}

impl Workspace {
    /// The workspace around the current folder.
    pub fn find() -> Result<Self> {
        let metadata = metadata(&["--no-deps"], Path::new("."))?;
        let folder = |key: &str| metadata[key].as_str().map(PathBuf::from).with_context(|| format!("cargo metadata tells no {key}"));
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")? })
    }

    /// What cargo knows of all packages, with their dependencies.
    pub fn metadata(&self) -> Result<Value> {
        metadata(&["--locked"], &self.root)
    }

    /// The finished page.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Where the page is made.
    pub fn page(&self) -> PathBuf {
        self.target.join("portal-page")
    }

    /// A cargo command, run in the project's folder.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments).current_dir(&self.root);
        without_ours(&mut command);
        command
    }

    /// The version of `package` in Cargo.lock.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        let text = std::fs::read_to_string(self.root.join("Cargo.lock")).context("Cargo.lock cannot be read")?;
        let lock: toml::Table = toml::from_str(&text).context("Cargo.lock is not understood")?;
        let packages = lock.get("package").and_then(toml::Value::as_array).context("Cargo.lock lists no packages")?;
        let found = packages.iter().find(|p| p.get("name").and_then(toml::Value::as_str) == Some(package));
        let version = found.and_then(|p| p.get("version")).and_then(toml::Value::as_str);
        version.map(str::to_owned).with_context(|| format!("Cargo.lock does not name {package}"))
    }

    /// The files git tracks, as paths below the root.
    pub fn tracked(&self) -> Result<Vec<String>> {
        let list = output(Command::new("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(&self.root))?;
        // A file deleted but not yet committed is still in git's list.
        Ok(list.split('\0').filter(|path| !path.is_empty() && self.root.join(path).is_file()).map(str::to_owned).collect())
    }
}

/// Takes away what `cargo run` told this program about its own package: build scripts that look at
/// it (ring's does) would see a change each time a chore follows a plain `cargo build`.
pub fn without_ours(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
}

fn metadata(arguments: &[&str], folder: &Path) -> Result<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let text = output(Command::new(cargo).args(["metadata", "--format-version=1"]).args(arguments).current_dir(folder))?;
    serde_json::from_str(&text).context("cargo metadata is not understood")
}
