//! Makes the folder that `http::page` embeds, where no page was built yet. rust-embed resolves it
//! when it is compiled: a debug server compiled without the folder would never find the page that
//! is built later.

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let dist = Path::new(&env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../dist");
    if let Err(error) = fs::create_dir_all(&dist) {
        println!("cargo::warning={} cannot be made: {error}", dist.display());
    }
}
