//! Cargo, Trunk and wasm-bindgen: from the sources to WebAssembly with its glue.

use crate::run::{quietly, run, step};
use crate::tools::Tools;
use crate::workspace::{Workspace, without_ours};
use anyhow::{Context, Result};
use domain::bundle::Bundle;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The worker that reads QR codes: no page of its own.
pub const SCANNER: &str = "scanner";

/// What the tools left behind.
pub struct Compiled {
    /// Trunk's folder: `index.html` and what it refers to.
    pub trunk: PathBuf,
    /// Each bundle and the scanner.
    pub modules: Vec<Module>,
}

/// One WebAssembly module and its glue.
pub struct Module {
    /// The name of its binary.
    pub name: &'static str,
    pub glue: PathBuf,
    pub wasm: PathBuf,
}

/// Compiles the page and the scanner.
pub fn all(workspace: &Workspace, tools: &Tools) -> Result<Compiled> {
    let (trunk, wasm_bindgen) = (tools.trunk()?, tools.wasm_bindgen()?);
    // All at once: cargo links them side by side, and Trunk finds its own ready.
    let mut bins = Vec::new();
    for bundle in Bundle::ALL {
        bins.extend(["--bin", bundle.name()]);
    }
    step("Compiling the page", || run(cargo_page(workspace, "portal").args(&bins)))?;
    step("Compiling the scanner", || run(&mut cargo_page(workspace, "scanner")))?;
    let folder = workspace.page();
    let trunk_folder = folder.join("trunk");
    step("Building index.html with Trunk", || {
        let mut command = Command::new(trunk);
        without_ours(&mut command);
        command.args(["build", "--cargo-profile", "page", "--locked", "--offline", "--log", "warn", "--dist"]).arg(&trunk_folder);
        quietly(command.current_dir(&workspace.root).env("PATH", path_with(&wasm_bindgen)?).env("TRUNK_SKIP_VERSION_CHECK", "true").env_remove("NO_COLOR"))
    })?;

    let mut modules = vec![of_trunk(&trunk_folder)?];
    let others = Bundle::ALL.iter().map(|bundle| bundle.name()).filter(|name| *name != Bundle::Portal.name()).chain([SCANNER]);
    step("Making the glue of the other bundles", || {
        for name in others {
            let compiled = workspace.target.join("wasm32-unknown-unknown/page").join(name).with_extension("wasm");
            let into = folder.join("glue").join(name);
            quietly(Command::new(&wasm_bindgen).args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]).arg(&into).arg(&compiled))?;
            modules.push(Module { name, glue: into.join(format!("{name}.js")), wasm: into.join(format!("{name}_bg.wasm")) });
        }
        Ok(())
    })?;
    Ok(Compiled { trunk: trunk_folder, modules })
}

/// A build with the profile of the page.
fn cargo_page(workspace: &Workspace, package: &str) -> Command {
    workspace.cargo(&["build", "--quiet", "--locked", "--profile", "page", "--target", "wasm32-unknown-unknown", "--package", package])
}

/// The PATH with the folder of `program` before it: Trunk takes wasm-bindgen from there.
pub fn path_with(program: &Path) -> Result<OsString> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let first = program.parent().map(Path::to_owned).into_iter();
    std::env::join_paths(first.chain(std::env::split_paths(&old))).context("the PATH holds a folder with a colon")
}

fn of_trunk(folder: &Path) -> Result<Module> {
    let find = |ending: &str| {
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let fits = |file: &PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("portal-") && name.to_string_lossy().ends_with(ending));
        files.into_iter().find(fits).with_context(|| format!("Trunk left no portal-…{ending} in {}", folder.display()))
    };
    Ok(Module { name: Bundle::Portal.name(), glue: find(".js")?, wasm: find("_bg.wasm")? })
}
