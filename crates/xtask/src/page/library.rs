//! Rust's own library, compiled with the page: small instead of fast, and without the words of panics, which nobody sees:
//! where one happens, the page shows its recovery text all the same.
//!
//! That takes the library's sources and switches of the compiler that are not stable. Where the sources cannot be had, or
//! `PORTAL_STABLE` is set, the page is built on the library as it comes, and is some 15 KB bigger.

use crate::tools;
use std::process::Command;

/// Set to anything, only what is stable is used.
const STABLE: &str = "PORTAL_STABLE";

/// Flags of rustc for WebAssembly: wasm-split must be told which function calls which.
const RELOCATIONS: &str = "-Clink-arg=--emit-relocs";
const LEAN: &str = "-Zunstable-options -Cpanic=immediate-abort -Zfmt-debug=none -Zlocation-detail=none";

/// Which library the page is built on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Library {
    /// Compiled with the page.
    Lean,
    AsItComes,
}

impl Library {
    /// The lean one, if it can be had.
    pub fn to_be_had() -> Self {
        if std::env::var_os(STABLE).is_none() && tools::rust_sources() { Self::Lean } else { Self::AsItComes }
    }

    /// Has `command` (cargo, or Trunk that calls it) compile for the page. The same for all of them, so that cargo compiles
    /// nothing twice.
    pub fn compile_with(self, command: &mut Command) {
        const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";
        match self {
            Self::AsItComes => command.env(FLAGS, RELOCATIONS),
            Self::Lean => command
                .env(FLAGS, format!("{RELOCATIONS} {LEAN}"))
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
                .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
        };
    }
}
