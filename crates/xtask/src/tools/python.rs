//! Python with other people's libraries, which look at what we make: the second implementation of the credential runs on
//! some for COSE and QR codes, and calendars are read by others. Each set lives in an environment of its own in the cache folder.

use super::system;
use crate::run::{output, quietly, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Python that has the packages of `tests/<folder>`.
pub fn with_packages(home: &Path, workspace: &Workspace, folder: &str) -> Result<PathBuf> {
    let named = format!("tests/{folder}/requirements.txt");
    let requirements = workspace.root.join(&named);
    let wanted = std::fs::read(&requirements).with_context(|| format!("{named} cannot be read"))?;
    let digest: String = Sha256::digest(&wanted).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let folder = home.join(format!("python-{digest}"));
    let (python, mark) = (folder.join("bin/python"), folder.join("installed"));
    if mark.exists() && quietly(Command::new(&python).arg("--version")).is_ok() {
        return Ok(python);
    }
    let base = system::python()?;
    step(&format!("Installing the packages of {named} once, into {}", folder.display()), || {
        quietly(Command::new(base).args(["-m", "venv", "--clear"]).arg(&folder)).context("Python cannot make an environment: install python3-venv from your system's packages")?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(&requirements);
        quietly(&mut pip).with_context(|| format!("the packages of {named} could not be installed: is the network there? Then run the command again"))?;
        std::fs::write(&mark, output(Command::new(&python).args(["-m", "pip", "freeze"]))?).with_context(|| format!("{} cannot be written", mark.display()))
    })?;
    Ok(python)
}
