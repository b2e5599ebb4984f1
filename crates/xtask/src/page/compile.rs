//! Cargo, Trunk and wasm-bindgen: from the sources to WebAssembly with its glue.

use super::library::Library;
use super::sections::without_relocations;
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
    /// Parts that are loaded later.
    pub chunks: Vec<PathBuf>,
    /// The names under which Trunk's `index.html` asks for glue and module.
    pub names: [String; 2],
}

/// Compiles the page and the scanner.
pub fn all(workspace: &Workspace, tools: &Tools) -> Result<Compiled> {
    let (trunk, wasm_bindgen) = (tools.trunk()?, tools.wasm_bindgen()?);
    let library = Library::to_be_had();
    // The seams between chunks hold on to what lies behind them, so only the portal is built with
    // them. The others at once: cargo links them side by side.
    step("Compiling the portal", || run(cargo_page(workspace, library, "portal").args(["--features", "split", "--bin", Bundle::Portal.name()])))?;
    let others: Vec<_> = Bundle::ALL.iter().map(|bundle| bundle.name()).filter(|name| *name != Bundle::Portal.name()).collect();
    let bins = others.iter().flat_map(|name| ["--bin", name]);
    step("Compiling the other bundles", || run(cargo_page(workspace, library, "portal").args(bins)))?;
    step("Compiling the scanner", || run(&mut cargo_page(workspace, library, "scanner")))?;
    let folder = workspace.page();
    let trunk_folder = folder.join("trunk");
    step("Building index.html with Trunk", || {
        let mut command = Command::new(trunk);
        without_ours(&mut command);
        command.args(["build", "--cargo-profile", "page", "--features", "split", "--locked", "--offline", "--log", "warn", "--dist"]).arg(&trunk_folder);
        library.compile_with(&mut command);
        quietly(command.current_dir(&workspace.root).env("PATH", path_with(&wasm_bindgen)?).env("TRUNK_SKIP_VERSION_CHECK", "true").env_remove("NO_COLOR"))
    })?;

    let mut modules = Vec::new();
    step("Cutting the portal into chunks", || {
        modules.push(chunked(workspace, tools, &wasm_bindgen, &trunk_folder)?);
        Ok(())
    })?;
    step("Making the glue of the other bundles", || {
        for name in others.into_iter().chain([SCANNER]) {
            let into = folder.join("glue").join(name);
            std::fs::create_dir_all(&into).with_context(|| format!("{} cannot be made", into.display()))?;
            let compiled = into.with_extension("wasm");
            std::fs::write(&compiled, without_relocations(&std::fs::read(self::compiled(workspace, name))?)?)?;
            quietly(Command::new(&wasm_bindgen).args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]).arg(&into).arg(&compiled))?;
            modules.push(Module { name, glue: into.join(format!("{name}.js")), wasm: into.join(format!("{name}_bg.wasm")), chunks: Vec::new(), names: Default::default() });
        }
        Ok(())
    })?;
    Ok(Compiled { trunk: trunk_folder, modules })
}

/// A build with the profile of the page.
fn cargo_page(workspace: &Workspace, library: Library, package: &str) -> Command {
    let mut command = workspace.cargo(&["build", "--quiet", "--locked", "--profile", "page", "--target", "wasm32-unknown-unknown", "--package", package]);
    library.compile_with(&mut command);
    command
}

fn compiled(workspace: &Workspace, name: &str) -> PathBuf {
    workspace.target.join("wasm32-unknown-unknown/page").join(name).with_extension("wasm")
}

/// The PATH with the folder of `program` before it: Trunk takes wasm-bindgen from there.
pub fn path_with(program: &Path) -> Result<OsString> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let first = program.parent().map(Path::to_owned).into_iter();
    std::env::join_paths(first.chain(std::env::split_paths(&old))).context("the PATH holds a folder with a colon")
}

/// The portal, cut by wasm-split (`src/chunk.rs` says where). Trunk's own module is whole and cannot
/// start: only its names are taken.
fn chunked(workspace: &Workspace, tools: &Tools, wasm_bindgen: &Path, trunk: &Path) -> Result<Module> {
    let name = Bundle::Portal.name();
    let [cut, into] = ["cut", "glue"].map(|part| workspace.page().join(part).join(name));
    for folder in [&cut, &into] {
        if folder.exists() {
            std::fs::remove_dir_all(folder).with_context(|| format!("{} cannot be emptied", folder.display()))?;
        }
        std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    quietly(Command::new(tools.wasm_split()?).arg(compiled(workspace, name)).arg(&cut).args(["--target", "web", "--out-name", name]))?;
    quietly(Command::new(wasm_bindgen).args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--no-demangle", "--out-name", name, "--out-dir"]).arg(&into).arg(cut.join(format!("{name}.wasm"))))?;
    let mut chunks = Vec::new();
    for entry in std::fs::read_dir(&cut)? {
        let file = entry?.path();
        let Some(file_name) = file.file_name().map(|n| n.to_string_lossy().into_owned()) else { continue };
        if file_name.ends_with(".js") {
            // Beside the glue, which imports it.
            std::fs::copy(&file, into.join(&file_name))?;
        } else if file_name != format!("{name}.wasm") {
            chunks.push(file);
        }
    }
    chunks.sort();
    let [glue, wasm] = [".js", "_bg.wasm"].map(|ending| into.join(format!("{name}{ending}")));
    Ok(Module { name, glue, wasm, chunks, names: [named_by_trunk(trunk, ".js")?, named_by_trunk(trunk, "_bg.wasm")?] })
}

/// The name of the portal's file that Trunk wrote with this ending.
fn named_by_trunk(folder: &Path, ending: &str) -> Result<String> {
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.into_iter().find(|name| name.starts_with("portal-") && name.ends_with(ending)).with_context(|| format!("Trunk left no portal-…{ending} in {}", folder.display()))
}
