//! Results of slow steps, kept under the hash of what went in: what has not changed is not done
//! again.

use super::files::hex_digest;
use anyhow::{Context, Result};
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// A folder of kept results.
pub struct Cache {
    folder: PathBuf,
    used: Mutex<HashSet<String>>,
}

impl Cache {
    /// The results in `folder`.
    pub fn open(folder: PathBuf) -> Result<Self> {
        std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self { folder, used: Mutex::default() })
    }

    /// What `make` gives for `input`, made only when it is not there. `how` names the step and all
    /// its settings.
    pub fn kept(&self, how: &str, input: &[u8], make: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        let name = hex_digest(&[how.as_bytes(), input]);
        let file = self.folder.join(&name);
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
        if let Ok(kept) = std::fs::read(&file) {
            return Ok(kept);
        }
        let made = make()?;
        // Under another name first: a chore that is stopped half-way must leave no half result.
        let part = file.with_extension("part");
        std::fs::write(&part, &made).and_then(|()| std::fs::rename(&part, &file)).with_context(|| format!("{} cannot be written", file.display()))?;
        Ok(made)
    }

    /// Deletes the results that were not asked for.
    pub fn forget_the_rest(&self) -> Result<()> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in std::fs::read_dir(&self.folder)?.flatten() {
            if !used.contains(&*entry.file_name().to_string_lossy()) {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}
