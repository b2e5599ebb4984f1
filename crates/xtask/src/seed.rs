//! `cargo xtask seed`: passes on to `portal-server seed`.

use crate::run::run;
use crate::server::{self, Kind};
use crate::workspace::Workspace;
use anyhow::Result;
use clap::Args;
use std::process::Command;

#[derive(Args)]
pub struct Seed {
    /// What `portal-server seed --help` tells.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

impl Seed {
    /// Builds the server in release, for the city may be big, and lets it load.
    pub fn run(self, workspace: &Workspace) -> Result<()> {
        let program = server::build(workspace, Kind::Release, "")?;
        run(Command::new(program).arg("seed").args(self.arguments).current_dir(&workspace.root))
    }
}
