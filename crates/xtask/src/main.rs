//! `cargo xtask`: every chore of the project, explained while it is done. `cargo xtask --help`
//! lists them; each command has its module.

mod build;
mod dev;
mod e2e;
mod fuzz;
mod openapi;
mod page;
mod run;
mod seed;
mod serve;
mod server;
mod size;
mod test;
mod tidy;
mod tools;
mod vectors;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;
use workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Every chore of the project")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Builds everything in release and serves the portal.
    Serve(serve::Serve),
    /// Serves the page with live reload, beside a server in debug.
    Dev(dev::Dev),
    /// Builds the page in release into `dist/`.
    Build,
    /// Runs every check and test there is; ends with `N passed, N failed`.
    Test(test::Test),
    /// Checks the rules of the house that no compiler knows.
    Tidy,
    /// Runs the browser tests against a server of their own with a made-up city.
    E2e(e2e::E2e),
    /// Feeds random inputs to what reads strangers' codes.
    Fuzz(fuzz::Fuzz),
    /// Tells what a first view costs, in bytes on the line.
    Size,
    /// Loads a made-up city: passes its arguments on to `portal-server seed`.
    Seed(seed::Seed),
    /// Writes docs/openapi.json.
    Openapi,
    /// Writes docs/credential/vectors.json.
    Vectors,
}

fn main() -> ExitCode {
    match chore(Cli::parse().chore) {
        Ok(code) => code,
        Err(fault) => {
            eprintln!("cargo xtask: {fault:#}");
            ExitCode::FAILURE
        }
    }
}

fn chore(chore: Chore) -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    match chore {
        Chore::Serve(serve) => serve.run(&workspace)?,
        Chore::Dev(dev) => dev.run(&workspace)?,
        Chore::Build => build::run(&workspace)?,
        Chore::Test(test) => return test.run(&workspace),
        Chore::Tidy => return tidy::run(&workspace),
        Chore::E2e(e2e) => return e2e.run(&workspace),
        Chore::Fuzz(fuzz) => fuzz.run(&workspace)?,
        Chore::Size => return size::run(&workspace),
        Chore::Seed(seed) => seed.run(&workspace)?,
        Chore::Openapi => openapi::run(&workspace)?,
        Chore::Vectors => vectors::run(&workspace)?,
    }
    Ok(ExitCode::SUCCESS)
}
