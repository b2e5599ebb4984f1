//! The key file: made at the first start, outside the data folder, readable by its owner only.
//!
//! It holds the vault's two keys and the [`Ring`] of keys that sign volunteer cards. Losing it makes
//! sealed numbers unreadable for ever: docs/OPERATIONS.md says how to keep a copy.

mod change;
mod file;
mod ring;

pub use change::{Retirement, day_of, retire, rotate};
pub use file::{CardKeyEntry, KeyFile};
pub use ring::{CardKey, EcdsaKey, Ring};

use crate::vault::Vault;
use anyhow::{Context, Result, ensure};
use domain::time::Timestamp;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// The secrets of one portal.
pub struct Keys {
    pub vault: Vault,
    cards: RwLock<Arc<Ring>>,
    /// The file they came from; none for keys in memory only.
    source: Option<Source>,
}

struct Source {
    path: PathBuf,
    /// Tells one content of the file from another.
    digest: Mutex<[u8; 32]>,
}

impl Keys {
    /// Reads the key file, or makes it when there is none.
    ///
    /// # Errors
    /// One sentence that names the file: unreadable, open to others, or not a key file.
    pub fn load_or_make(path: &Path, now: Timestamp) -> Result<Self> {
        if !path.exists() {
            KeyFile::fresh(now)?.make(path).with_context(|| format!("the key file {} cannot be made", path.display()))?;
        }
        let text = file::read(path)?;
        let keys = Self::of(&KeyFile::parse(&text, path)?).with_context(|| format!("{} is not a key file", path.display()))?;
        Ok(Self { source: Some(Source { path: path.to_owned(), digest: Mutex::new(Sha256::digest(text).into()) }), ..keys })
    }

    /// Keys that exist only in memory, for tests and the OpenAPI document.
    ///
    /// # Errors
    /// When the random scalar is no P-256 key, which happens once in 2³² tries.
    pub fn ephemeral(now: Timestamp) -> Result<Self> {
        Self::of(&KeyFile::fresh(now)?)
    }

    fn of(file: &KeyFile) -> Result<Self> {
        Ok(Self { vault: file.vault()?, cards: RwLock::new(Arc::new(Ring::of(file.cards())?)), source: None })
    }

    /// The keys of the cards, as they are now.
    pub fn cards(&self) -> Arc<Ring> {
        self.cards.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes over card keys that `portal-server keys` has changed in the file since it was read;
    /// whether there were any. The vault's keys never change.
    ///
    /// # Errors
    /// When the file cannot be read any more, or has become another portal's: the keys known go on.
    pub fn reload(&self) -> Result<bool> {
        let Some(source) = &self.source else { return Ok(false) };
        let text = file::read(&source.path)?;
        let (fresh, mut known) = (<[u8; 32]>::from(Sha256::digest(&text)), source.digest.lock().unwrap_or_else(PoisonError::into_inner));
        if *known == fresh {
            return Ok(false);
        }
        let file = KeyFile::parse(&text, &source.path)?;
        ensure!(file.vault()?.fingerprint() == self.vault.fingerprint(), "{} holds the keys of another portal now", source.path.display());
        let ring = Arc::new(Ring::of(file.cards()).with_context(|| source.path.display().to_string())?);
        *self.cards.write().unwrap_or_else(PoisonError::into_inner) = ring;
        *known = fresh;
        Ok(true)
    }
}

#[cfg(test)]
mod tests;
