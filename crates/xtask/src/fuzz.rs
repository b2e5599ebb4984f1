//! `cargo xtask fuzz`: random inputs, led by which code they reach, for what reads strangers' codes.
//! Too long for CI; the corpus it starts from is committed, and what it finds belongs there.

use crate::run::{run, step};
use crate::workspace::Workspace;
use anyhow::Result;
use clap::Args;

/// What `cargo fuzz` would pass on, of it only what the stable compiler knows: libFuzzer's counters, and
/// its eyes for comparisons.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 -Cdebug-assertions -Coverflow-checks";
/// Flags apply to the target alone when one is named, not to build scripts.
const TARGET: &str = env!("TARGET");

#[derive(Args)]
pub struct Fuzz {
    /// For how long.
    #[arg(long, default_value_t = 60)]
    seconds: u32,
}

impl Fuzz {
    /// Builds the target and runs it. An input that breaks it is left in `fuzz/artifacts`.
    pub fn run(self, workspace: &Workspace) -> Result<()> {
        let folder = workspace.root.join("fuzz");
        let build = workspace.target.join("fuzz");
        step("Building with counters", || {
            let mut command = workspace.cargo(&["build", "--quiet", "--locked", "--release", "--target", TARGET, "--bin", "verify"]);
            run(command.current_dir(&folder).env("RUSTFLAGS", FLAGS).env("CARGO_TARGET_DIR", &build))
        })?;
        let (corpus, grown, artifacts) = (folder.join("corpus/verify"), build.join("corpus"), folder.join("artifacts/"));
        std::fs::create_dir_all(&grown)?;
        std::fs::create_dir_all(&artifacts)?;
        let mut command = std::process::Command::new(build.join(TARGET).join("release/verify"));
        // What is new goes into the first folder; the committed one is only read.
        command.arg(&grown).arg(&corpus).arg(format!("-max_total_time={}", self.seconds)).arg(format!("-artifact_prefix={}", artifacts.display()));
        command.args(["-max_len=1024", "-print_final_stats=1"]);
        run(&mut command)
    }
}
