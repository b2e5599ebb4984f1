//! The file of scans (扫码文件): what a kiosk without network writes, so that a person can carry its scans to the server.

use crate::credential::{PublicKey, Signature, es256};
use crate::ids::{DeviceId, StationId};
use crate::kiosk::Scan;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The most bytes of a file; a kiosk that scanned all day for a month stays below.
pub const LARGEST_SCAN_FILE: usize = 16 * 1024 * 1024;

/// The file, as JSON: the content as one text, so that it is signed and checked byte by byte however the file itself is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ScanFile {
    /// A [`ScanFileContent`] as JSON.
    pub content: String,
    /// ECDSA P-256 with SHA-256 over the bytes of `content`, by the key that the kiosk gave when it enrolled; none where its browser
    /// makes no keys.
    pub signature: Option<Signature>,
}

/// What a kiosk writes into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ScanFileContent {
    pub device: DeviceId,
    pub station: StationId,
    /// When the file was written, by the kiosk's clock.
    pub written_at: Timestamp,
    /// All scans the kiosk still has, oldest first: those that wait, and those that were answered in the last days.
    pub scans: Vec<Scan>,
}

impl ScanFile {
    /// Whether the holder of `key` signed this content.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        self.signature.is_some_and(|signature| es256::holds(key, self.content.as_bytes(), &signature))
    }
}

/// What came of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScanFileRead {
    /// Scans in the file.
    pub scans: u32,
    /// Of these, the ones that the server did not have.
    pub new: u32,
    /// Of the new ones, those that changed nothing.
    pub refused: u32,
}
