//! The made-up city for demonstrations and tests.

use anyhow::Result;
use clap::Args;

/// `portal-server seed`.
#[derive(Args)]
pub struct Seed {}

impl Seed {
    /// Loads the city.
    ///
    /// # Errors
    /// When the database is not empty, or cannot be written.
    pub async fn run(self) -> Result<()> {
        Ok(())
    }
}
