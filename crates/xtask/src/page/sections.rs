//! Sections of a WebAssembly module that only tools read.

use anyhow::{Context, Result};

/// The module without what the linker left for wasm-split: relocations and the symbols they name.
/// Nothing later would take them out.
pub fn without_relocations(wasm: &[u8]) -> Result<Vec<u8>> {
    /// Magic number and version.
    const HEAD: usize = 8;
    let mut out = wasm.get(..HEAD).context("no WebAssembly")?.to_vec();
    let mut at = HEAD;
    while let Some(kind) = wasm.get(at) {
        let (length, content) = number(wasm, at + 1)?;
        let section = wasm.get(at..content + length).context("a section is cut off")?;
        if *kind != 0 || !is_for_linking(wasm, content)? {
            out.extend_from_slice(section);
        }
        at = content + length;
    }
    Ok(out)
}

fn is_for_linking(wasm: &[u8], content: usize) -> Result<bool> {
    let (length, name) = number(wasm, content)?;
    let name = wasm.get(name..name + length).context("a name is cut off")?;
    Ok(name == b"linking" || name.starts_with(b"reloc."))
}

/// A LEB128 number and where it ends.
fn number(wasm: &[u8], mut at: usize) -> Result<(usize, usize)> {
    let (mut value, mut shift) = (0_usize, 0);
    loop {
        let byte = *wasm.get(at).context("a number is cut off")?;
        value |= usize::from(byte & 0x7f).checked_shl(shift).context("a number is too long")?;
        at += 1;
        shift += 7;
        if byte & 0x80 == 0 {
            return Ok((value, at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_linkers_sections_go() {
        let section = |kind: u8, content: &[u8]| [&[kind, content.len() as u8], content].concat();
        let custom = |name: &str| section(0, &[&[name.len() as u8], name.as_bytes(), b"..."].concat());
        let head = b"\0asm\x01\0\0\0".to_vec();
        let all = [head.clone(), section(1, b"types"), custom("linking"), custom("reloc.CODE"), custom("name"), section(11, b"data")].concat();
        assert_eq!(without_relocations(&all).unwrap(), [head, section(1, b"types"), custom("name"), section(11, b"data")].concat());
        assert!(without_relocations(&all[..all.len() - 1]).is_err() && without_relocations(b"\0asm").is_err());
    }
}
