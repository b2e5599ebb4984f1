//! The files of the page, by name, and how they come to `dist/`.

use super::cache::Cache;
use super::worker;
use crate::run::each;
use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// Files that gain nothing, because they are packed in themselves.
const PACKED_ALREADY: [&str; 6] = ["png", "jpg", "webp", "avif", "woff2", "zip"];

/// Name below `dist/` (with `/`) to content.
#[derive(Default)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Adds a file under its own name.
    pub fn add(&mut self, name: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.0.insert(name.into(), content.into());
    }

    /// Adds a file under a name that tells its content, `stem-hash.ending`, and returns that name.
    pub fn add_hashed(&mut self, stem: &str, ending: &str, content: impl Into<Vec<u8>>) -> String {
        let content = content.into();
        let name = format!("{stem}-{}.{ending}", &hex_digest(&[&content])[..16]);
        self.add(name.clone(), content);
        name
    }

    /// The names that stand in `text` as addresses of this site, such as `/icon.svg`.
    pub fn named_in(&self, text: &str) -> Vec<String> {
        self.0.keys().filter(|name| text.contains(&format!("/{name}\"")) || text.contains(&format!("/{name}'"))).cloned().collect()
    }

    /// The content of a text file.
    pub fn text(&self, name: &str) -> Result<&str> {
        let content = self.0.get(name).with_context(|| format!("{name} is not among the files"))?;
        std::str::from_utf8(content).with_context(|| format!("{name} is no text"))
    }

    /// Adds the folder `from` and everything below it.
    pub fn add_folder(&mut self, from: &Path) -> Result<()> {
        self.add_below(from, "")
    }

    fn add_below(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        for entry in std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.add_below(&entry.path(), &format!("{name}/"))?;
            } else {
                self.add(name, std::fs::read(entry.path())?);
            }
        }
        Ok(())
    }

    /// Adds `name.br` and `name.gz` for each file that becomes smaller. HTML and the
    /// service worker are left out: the server writes into them before it sends them.
    pub fn pack(&mut self, cache: &Cache) -> Result<()> {
        let plain = self.0.iter().filter(|(name, _)| {
            let ending = name.rsplit('.').next().unwrap_or_default();
            ending != "html" && name.as_str() != worker::NAME && !PACKED_ALREADY.contains(&ending)
        });
        // The longest first, so that no processor waits for one that started late.
        let mut plain: Vec<_> = plain.collect();
        plain.sort_by_key(|(_, content)| std::cmp::Reverse(content.len()));
        let packed = each(plain, |(name, content)| {
            let br = cache.kept("brotli 11", content, || brotli(content))?;
            let gz = cache.kept("gzip 9", content, || gzip(content))?;
            let smaller = |ending: &str, packed: Vec<u8>| (packed.len() < content.len()).then(|| (format!("{name}.{ending}"), packed));
            Ok([smaller("br", br), smaller("gz", gz)])
        })?;
        self.0.extend(packed.into_iter().flatten().flatten());
        Ok(())
    }

    /// Makes `folder` hold these files and no others; a file that is right stays untouched.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let mut there = Self::default();
        if folder.is_dir() {
            there.add_folder(folder)?;
        }
        for name in there.0.keys().filter(|name| !self.0.contains_key(*name)) {
            std::fs::remove_file(folder.join(name))?;
        }
        for (name, content) in self.0.iter().filter(|(name, content)| there.0.get(*name) != Some(content)) {
            let file = folder.join(name);
            std::fs::create_dir_all(file.parent().unwrap_or(folder)).and_then(|()| std::fs::write(&file, content)).with_context(|| format!("{} cannot be written", file.display()))?;
        }
        Ok(())
    }

    /// One digest for all files.
    pub fn digest(&self) -> String {
        let parts: Vec<&[u8]> = self.0.iter().flat_map(|(name, content)| [name.as_bytes(), content]).collect();
        hex_digest(&parts)
    }
}

/// SHA-256 over all parts, each with its length before it.
pub fn hex_digest(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `content` packed with brotli as tightly as it goes.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: content.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*content, &mut packed, &settings)?;
    Ok(packed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(content)?;
    Ok(packer.finish()?)
}
