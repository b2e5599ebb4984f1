//! `portal-server openapi`: the committed document is this command's output.

use anyhow::Result;

#[expect(clippy::print_stdout, reason = "the command's output")]
pub(super) fn run() -> Result<()> {
    println!("{}", crate::http::openapi::document());
    Ok(())
}
