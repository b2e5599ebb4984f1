//! `cargo xtask dev`: Trunk rebuilds and reloads the page at each change; what it cannot answer it
//! passes to a server in debug.

use crate::page::path_with;
use crate::run::run;
use crate::server::{self, Kind, Running};
use crate::tools::{self, Tools};
use crate::workspace::{Workspace, without_ours};
use anyhow::{Context, Result, ensure};
use clap::Args;
use std::net::SocketAddr;
use std::process::Command;

/// `index.html` with all pages in one bundle; must stand beside it, because Trunk looks for its
/// files from there.
const INDEX: &str = ".dev.html";

#[derive(Args)]
pub struct Dev {
    /// Where Trunk listens.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// The server's database.
    #[arg(long, default_value = "sqlite:data/local/dev.db", value_name = "URL")]
    database: String,
}

impl Dev {
    /// Runs until it is stopped.
    pub fn run(self, workspace: &Workspace) -> Result<()> {
        let tools = Tools::of(workspace)?;
        tools::wasm_target()?;
        let (trunk, wasm_bindgen) = (tools.trunk()?, tools.wasm_bindgen()?);
        let program = server::build(workspace, Kind::Debug, "")?;
        std::fs::create_dir_all(workspace.root.join("data/local")).context("data/local cannot be made")?;
        let mut serve = server::command(workspace, &program, &["serve"], &self.database, None);
        serve.arg("--demo");
        let server = Running::start(serve)?;

        let index = std::fs::read_to_string(workspace.root.join("index.html")).context("index.html cannot be read")?;
        let whole = index.replace("data-bin=\"portal\"", "data-bin=\"whole\"");
        ensure!(whole != index, "index.html names no bundle: it must hold data-bin=\"portal\"");
        std::fs::write(workspace.root.join(INDEX), whole).with_context(|| format!("{INDEX} cannot be written"))?;

        println!("\nThe page http://{} (the server behind it http://{}). Ctrl-C stops both.\n", self.listen, server.address);
        let mut command = Command::new(trunk);
        without_ours(&mut command);
        command.args(["serve", INDEX, "--html-output", "index.html", "--offline", "--dist"]).arg(workspace.target.join("portal-page/dev"));
        command.args(["--address", &self.listen.ip().to_string(), "--port", &self.listen.port().to_string()]);
        command.args(["--proxy-backend", &format!("http://{}/api/", server.address), "--proxy-rewrite", "/api/"]);
        run(command.current_dir(&workspace.root).env("PATH", path_with(&wasm_bindgen)?).env("TRUNK_SKIP_VERSION_CHECK", "true").env_remove("NO_COLOR"))
    }
}
