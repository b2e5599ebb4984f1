//! The key file: made at the first start, outside the data folder, readable by its owner only.
//!
//! It holds the vault's two keys and the key that signs volunteer codes. Losing it makes sealed
//! numbers unreadable for ever: docs/OPERATIONS.md says how to keep a copy.

use crate::entropy;
use crate::vault::Vault;
use anyhow::{Context, Result, ensure};
use data_encoding::BASE64;
use domain::credential::{KeyId, Sign, VerifySignature};
use p256::ecdsa::signature::{Signer, Verifier};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::Path;

/// The secrets of one portal.
pub struct Keys {
    pub vault: Vault,
    pub card: CardKey,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    /// 32 bytes, base 64: seals phone and identity card numbers.
    seal: String,
    /// 32 bytes, base 64: blind indexes, codes and tickets.
    index: String,
    /// 32 bytes, base 64: the P-256 scalar that signs volunteer codes.
    card: String,
}

impl Keys {
    /// Reads the key file, or makes it when there is none.
    ///
    /// # Errors
    /// One sentence that names the file: unreadable, open to others, or not a key file.
    pub fn load_or_make(path: &Path) -> Result<Self> {
        if !path.exists() {
            make(path).with_context(|| format!("the key file {} cannot be made", path.display()))?;
        }
        check_permissions(path)?;
        let text = fs::read_to_string(path).with_context(|| format!("the key file {} cannot be read", path.display()))?;
        Self::parse(&text).with_context(|| format!("{} is not a key file", path.display()))
    }

    /// Keys that exist only in memory, for tests and the OpenAPI document.
    ///
    /// # Errors
    /// When the random scalar is no P-256 key, which happens once in 2³² tries.
    pub fn ephemeral() -> Result<Self> {
        Self::parse(&toml::to_string(&fresh()?)?)
    }

    fn parse(text: &str) -> Result<Self> {
        let file: KeyFile = toml::from_str(text).map_err(|fault| anyhow::anyhow!("{}", fault.message()))?;
        let key = |name: &str, text: &str| -> Result<[u8; 32]> {
            let bytes = BASE64.decode(text.as_bytes()).with_context(|| format!("{name} is not base 64"))?;
            bytes.try_into().map_err(|_| anyhow::anyhow!("{name} has not 32 bytes"))
        };
        let card = SigningKey::from_slice(&key("card", &file.card)?).context("card is not a P-256 key")?;
        Ok(Self { vault: Vault::new(&key("seal", &file.seal)?, key("index", &file.index)?), card: CardKey::new(card) })
    }
}

fn fresh() -> Result<KeyFile> {
    let card = SigningKey::from_slice(&entropy::bytes::<32>()).context("the random bytes are no P-256 key; start again")?;
    Ok(KeyFile { seal: BASE64.encode(&entropy::bytes::<32>()), index: BASE64.encode(&entropy::bytes::<32>()), card: BASE64.encode(&card.to_bytes()) })
}

fn make(path: &Path) -> Result<()> {
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
    }
    let text = format!("# Keys of the volunteer portal. Keep a copy in a safe place; show it to nobody.\n{}", toml::to_string(&fresh()?)?);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    Ok(file.sync_all()?)
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

/// The key that signs volunteer codes (ECDSA P-256, ES256).
pub struct CardKey {
    id: KeyId,
    signing: SigningKey,
}

impl CardKey {
    fn new(signing: SigningKey) -> Self {
        let public = VerifyingKey::from(&signing).to_sec1_point(true);
        let hash = Sha256::digest(public.as_bytes());
        let id = hash.first_chunk::<8>().copied().unwrap_or_default();
        Self { id, signing }
    }
}

impl Sign for CardKey {
    fn key(&self) -> KeyId {
        self.id
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        let signature: Signature = self.signing.sign(message);
        signature.to_bytes().into()
    }
}

impl VerifySignature for CardKey {
    fn verify(&self, key: KeyId, message: &[u8], signature: &[u8; 64]) -> Option<bool> {
        (key == self.id).then(|| Signature::from_slice(signature).is_ok_and(|s| VerifyingKey::from(&self.signing).verify(message, &s).is_ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::credential::{Invalid, issue, verify};
    use domain::time::Timestamp;
    use domain::volunteer::VolunteerNumber;

    #[test]
    fn the_key_file_is_made_once_with_tight_permissions() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("inner/portal.keys");
        let first = Keys::load_or_make(&path).unwrap();
        let again = Keys::load_or_make(&path).unwrap();
        assert_eq!(first.vault.fingerprint(), again.vault.fingerprint());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            let message = format!("{:#}", Keys::load_or_make(&path).err().unwrap());
            assert!(message.contains("chmod 600"), "{message}");
        }
    }

    #[test]
    fn a_code_of_one_portal_is_not_accepted_by_another() {
        let (ours, theirs) = (Keys::ephemeral().unwrap().card, Keys::ephemeral().unwrap().card);
        let at = Timestamp::from_unix_ms;
        let code = issue(&ours, VolunteerNumber::from_random(7), at(0), at(60_000));
        assert!(verify(&code, &ours, at(1), 0).is_ok());
        assert_eq!(verify(&code, &theirs, at(1), 0), Err(Invalid::UnknownKey));
        assert_eq!(verify(&code, &ours, at(60_000), 0), Err(Invalid::Expired));
    }
}
