//! Python with other people's libraries for COSE and QR codes: the second implementation of the
//! credential runs on them. They live in an environment of their own in the cache folder.

use super::system;
use crate::run::{output, quietly, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

const REQUIREMENTS: &str = "tests/credential/requirements.txt";

/// The Python that has the packages of tests/credential.
pub fn with_packages(home: &Path, workspace: &Workspace) -> Result<PathBuf> {
    let requirements = workspace.root.join(REQUIREMENTS);
    let wanted = std::fs::read(&requirements).with_context(|| format!("{REQUIREMENTS} cannot be read"))?;
    let digest: String = Sha256::digest(&wanted).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let folder = home.join(format!("python-{digest}"));
    let (python, mark) = (folder.join("bin/python"), folder.join("installed"));
    if mark.exists() && quietly(Command::new(&python).arg("--version")).is_ok() {
        return Ok(python);
    }
    let base = system::python()?;
    step(&format!("Installing the packages of the second implementation once, into {}", folder.display()), || {
        quietly(Command::new(base).args(["-m", "venv", "--clear"]).arg(&folder)).context("Python cannot make an environment: install python3-venv from your system's packages")?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(&requirements);
        quietly(&mut pip).context("the packages of tests/credential could not be installed: is the network there? Then run the command again")?;
        std::fs::write(&mark, output(Command::new(&python).args(["-m", "pip", "freeze"]))?).with_context(|| format!("{} cannot be written", mark.display()))
    })?;
    Ok(python)
}
