//! `portal-server`: see `portal-server --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
