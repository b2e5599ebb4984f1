//! wasm-opt and esbuild over each module.

use super::cache::Cache;
use super::compile::{Compiled, Module};
use crate::run::{each, quietly};
use crate::tools::Tools;
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

/// What browsers had by 2022: everything rustc and wasm-bindgen use. With every feature allowed,
/// browsers refuse the result.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Small first; and functions by their name, so that those made from one source stand together,
/// where brotli finds them alike (2 % less on the line).
const OPTIONS: [&str; 6] = ["-Oz", "--traps-never-happen", "--reorder-functions-by-name", "--strip-debug", "--strip-producers", "--strip-target-features"];

/// The oldest browsers that can start the page under its content security policy.
pub const BROWSERS: &str = "--target=chrome97,safari16,firefox102";

/// A module, made small.
pub struct Small {
    pub name: &'static str,
    pub glue: Vec<u8>,
    pub wasm: Vec<u8>,
    /// Parts that are loaded later, by the name under which the glue asks for them.
    pub chunks: Vec<(String, Vec<u8>)>,
    /// See [`Module::names`].
    pub old_names: [String; 2],
}

/// Makes each module small.
pub fn all(compiled: &Compiled, tools: &Tools, cache: &Cache) -> Result<Vec<Small>> {
    let (wasm_opt, esbuild) = (tools.wasm_opt()?, tools.esbuild()?);
    each(&compiled.modules, |module| small(module, &wasm_opt, &esbuild, cache))
}

fn small(module: &Module, wasm_opt: &Path, esbuild: &Path, cache: &Cache) -> Result<Small> {
    let read = |file: &Path| std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()));
    let tool_of = |tool: &Path| tool.display().to_string();
    let (wasm, glue) = (read(&module.wasm)?, read(&module.glue)?);
    let optimised = |file: &Path, wasm: &[u8]| {
        let how = format!("{} {} {}", tool_of(wasm_opt), OPTIONS.join(" "), FEATURES.join(" "));
        cache.kept(&how, wasm, || {
            let out = file.with_extension("small");
            quietly(Command::new(wasm_opt).args(OPTIONS).args(FEATURES).arg(file).arg("-o").arg(&out))?;
            read(&out)
        })
    };
    let wasm = optimised(&module.wasm, &wasm)?;
    let name_of = |file: &Path| file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let chunks = module.chunks.iter().map(|file| Ok((name_of(file), optimised(file, &read(file)?)?))).collect::<Result<_>>()?;
    // Bundled, so that scripts the glue brings along are no requests of their own.
    let how = format!("{} {BROWSERS} {}", tool_of(esbuild), module.name);
    let bundled = [glue, scripts_beside(&module.glue)?].concat();
    let glue = cache.kept(&how, &bundled, || {
        let out = module.glue.with_extension("small");
        quietly(Command::new(esbuild).arg(&module.glue).args(["--bundle", "--minify", "--format=esm", "--log-level=error", BROWSERS]).arg(format!("--outfile={}", out.display())))?;
        read(&out)
    })?;
    Ok(Small { name: module.name, glue, wasm, chunks, old_names: module.names.clone() })
}

/// What the scripts in the glue's folder say: they may be part of its bundle.
fn scripts_beside(glue: &Path) -> Result<Vec<u8>> {
    let folder = glue.parent().context("the glue lies in no folder")?;
    let files = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let mut scripts: Vec<_> = files.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "js") && file != glue).collect();
    scripts.sort();
    let texts = scripts.iter().map(|file| std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))).collect::<Result<Vec<_>>>()?;
    Ok(texts.concat())
}
