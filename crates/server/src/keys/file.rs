//! The key file as it lies on the disk: TOML, written whole or not at all, for its owner only.

use super::EcdsaKey;
use crate::entropy;
use crate::vault::Vault;
use anyhow::{Context, Result, bail, ensure};
use data_encoding::{BASE64, HEXLOWER};
use domain::credential::{PublicKey, Sign, Suite, key_id};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::path::Path;

const HEADING: &str = "# Keys of the volunteer portal. Keep a copy in a safe place; show it to nobody.\n# Change it with `portal-server keys` only.\n";

/// The file's content.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
    /// 32 bytes, base 64: seals phone and identity card numbers.
    seal: String,
    /// 32 bytes, base 64: blind indexes, codes and tickets.
    index: String,
    /// The keys that sign volunteer cards, in the order they were made.
    #[serde(default)]
    card: Vec<CardKeyEntry>,
}

/// One key that signs volunteer cards, or did. Instants are seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardKeyEntry {
    pub suite: SuiteWord,
    pub public: PublicKey,
    /// 32 bytes, base 64: the scalar. Gone once the key is retired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    pub made_at: i64,
    /// Published from the start; signs only from then on, when every kiosk has it.
    pub signs_from: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_at: Option<i64>,
    /// Somebody else has the scalar: nothing that the key has signed is believed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub leaked: bool,
}

/// How a key signs, as the file says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuiteWord {
    Es256,
}

impl From<SuiteWord> for Suite {
    fn from(word: SuiteWord) -> Self {
        match word {
            SuiteWord::Es256 => Self::Es256,
        }
    }
}

impl CardKeyEntry {
    /// A new key.
    ///
    /// # Errors
    /// When the random scalar is no P-256 key, which happens once in 2³² tries.
    pub fn fresh(made_at: Timestamp, signs_from: Timestamp) -> Result<Self> {
        let scalar = entropy::bytes::<32>();
        let public = EcdsaKey::from_scalar(&scalar).context("the random bytes are no P-256 key; start again")?.public();
        let seconds = |at: Timestamp| at.unix_ms().div_euclid(1000);
        Ok(Self { suite: SuiteWord::Es256, public, secret: Some(BASE64.encode(&scalar)), made_at: seconds(made_at), signs_from: seconds(signs_from), retired_at: None, leaked: false })
    }

    /// Its id, as people read it.
    pub fn id(&self) -> String {
        HEXLOWER.encode(&key_id(&self.public))
    }

    /// Its signing half; none when it is retired.
    pub(super) fn signer(&self) -> Result<Option<EcdsaKey>> {
        let Some(secret) = &self.secret else { return Ok(None) };
        let signer = EcdsaKey::from_scalar(&key_bytes("card.secret", secret)?).context("card.secret is not a P-256 key")?;
        ensure!(signer.key() == key_id(&self.public), "card.public is not the public half of card.secret");
        Ok(Some(signer))
    }
}

impl KeyFile {
    /// New keys for a new portal.
    ///
    /// # Errors
    /// As [`CardKeyEntry::fresh`].
    pub fn fresh(now: Timestamp) -> Result<Self> {
        Ok(Self { seal: BASE64.encode(&entropy::bytes::<32>()), index: BASE64.encode(&entropy::bytes::<32>()), card: vec![CardKeyEntry::fresh(now, now)?] })
    }

    /// Reads the file.
    ///
    /// # Errors
    /// One sentence that names it: unreadable, open to others, or not a key file.
    pub fn read(path: &Path) -> Result<Self> {
        Self::parse(&read(path)?, path)
    }

    /// The file whose text was read from `path`.
    pub(super) fn parse(text: &str, path: &Path) -> Result<Self> {
        toml::from_str(text).map_err(|fault| anyhow::anyhow!("{} is not a key file: {}", path.display(), fault.message()))
    }

    /// The keys that sign cards, or did.
    pub fn cards(&self) -> &[CardKeyEntry] {
        &self.card
    }

    pub(super) fn cards_mut(&mut self) -> &mut Vec<CardKeyEntry> {
        &mut self.card
    }

    pub(super) fn vault(&self) -> Result<Vault> {
        Ok(Vault::new(&key_bytes("seal", &self.seal)?, key_bytes("index", &self.index)?))
    }

    /// Writes a file that must not be there yet, and its folder.
    pub(super) fn make(&self, path: &Path) -> Result<()> {
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            let mut builder = fs::DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(folder)?;
        }
        self.write_new(path)
    }

    /// Puts the changed file in the place of the one at `path`: whoever reads sees one or the other.
    ///
    /// # Errors
    /// When the folder cannot be written; the old file stands then.
    pub fn replace(&self, path: &Path) -> Result<()> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".new");
        let beside = path.with_file_name(name);
        if beside.exists() {
            bail!("{} is there from a change that did not finish: look at it and remove it", beside.display());
        }
        self.write_new(&beside).and_then(|()| Ok(fs::rename(&beside, path)?)).with_context(|| format!("the key file {} cannot be changed", path.display()))
    }

    fn write_new(&self, path: &Path) -> Result<()> {
        let text = format!("{HEADING}{}", toml::to_string(self)?);
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        file.write_all(text.as_bytes())?;
        Ok(file.sync_all()?)
    }
}

/// The file's text, when nobody but its owner can read it.
pub(super) fn read(path: &Path) -> Result<String> {
    check_permissions(path)?;
    fs::read_to_string(path).with_context(|| format!("the key file {} cannot be read", path.display()))
}

fn key_bytes(name: &str, text: &str) -> Result<[u8; 32]> {
    let bytes = BASE64.decode(text.as_bytes()).with_context(|| format!("{name} is not base 64"))?;
    bytes.try_into().map_err(|_| anyhow::anyhow!("{name} has not 32 bytes"))
}

#[cfg(unix)]
fn check_permissions(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).with_context(|| format!("the key file {} cannot be read", path.display()))?.permissions().mode();
    ensure!(mode & 0o077 == 0, "the key file {} can be read by others: run `chmod 600 {}`", path.display(), path.display());
    Ok(())
}

#[cfg(not(unix))]
fn check_permissions(_: &Path) -> Result<()> {
    Ok(())
}
