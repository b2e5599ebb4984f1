//! What the system brings: the browser, its driver, a font with Chinese characters, PostgreSQL, and
//! Rust's library for WebAssembly. Fetched from the system's packages when this is allowed.

use crate::run::{output, quietly, step};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Rust's library for the browser.
pub fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    if rustlib()?.join(TARGET).is_dir() {
        return Ok(());
    }
    step("Adding Rust's library for WebAssembly", || {
        quietly(Command::new("rustup").args(["target", "add", TARGET])).with_context(|| format!("the target {TARGET} could not be added: run `rustup target add {TARGET}`, or install it from your system's packages"))
    })
}

/// Whether the sources of Rust's own library are there, or can be fetched.
pub fn rust_sources() -> bool {
    let are_there = || rustlib().is_ok_and(|folder| folder.join("src/rust/library/std").is_dir());
    are_there() || step("Adding the sources of Rust's library", || quietly(Command::new("rustup").args(["component", "add", "rust-src"]))).is_ok() && are_there()
}

/// Where rustc keeps its libraries.
fn rustlib() -> Result<PathBuf> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib"))
}

/// The browser of the tests: `PORTAL_CHROMIUM`, or the first on the PATH.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("PORTAL_CHROMIUM") {
        return Ok(named.into());
    }
    program(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"], "chromium")
}

/// The driver of that browser, for the component tests.
pub fn chromedriver() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMEDRIVER") {
        return Ok(named.into());
    }
    program(&["chromedriver"], "chromium-driver")
}

/// A font with Chinese characters: without one, screenshots and line breaks tell nothing.
pub fn fonts() -> Result<()> {
    let chinese = output(Command::new("fc-list").args([":lang=zh", "family"])).unwrap_or_default();
    if chinese.trim().is_empty() { install("fonts-noto-cjk") } else { Ok(()) }
}

/// The folder of PostgreSQL's programs.
pub fn postgresql() -> Result<PathBuf> {
    let found = || {
        let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").is_file()).max().or_else(|| on_path("initdb")?.parent().map(Path::to_owned))
    };
    if let Some(bin) = found() {
        return Ok(bin);
    }
    install("postgresql")?;
    found().context("PostgreSQL was installed, but its initdb is not found")
}

/// Python that can make environments.
pub fn python() -> Result<PathBuf> {
    let fits = |python: &PathBuf| quietly(Command::new(python).args(["-c", "import ensurepip, venv"])).is_ok();
    let found = || std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join("python3")).find(|file| file.is_file() && fits(file));
    if let Some(python) = found() {
        return Ok(python);
    }
    install("python3-venv")?;
    found().context("python3-venv was installed, but no python3 on the PATH can make environments")
}

fn program(names: &[&str], package: &str) -> Result<PathBuf> {
    let found = || names.iter().find_map(|name| on_path(name));
    if let Some(program) = found() {
        return Ok(program);
    }
    install(package)?;
    found().with_context(|| format!("{package} was installed, but is not on the PATH"))
}

fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn install(package: &str) -> Result<()> {
    let root = output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root || on_path("apt-get").is_none() {
        bail!("{package} is missing, and this account cannot install it: install the package {package} of your system, then run the command again");
    }
    step(&format!("Installing {package} from the system's packages"), || {
        let apt = |arguments: &[&str]| quietly(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"));
        apt(&["update"]).and_then(|()| apt(&["install", "--yes", "--no-install-recommends", package])).with_context(|| format!("{package} could not be installed: install it by hand, then run the command again"))
    })
}
