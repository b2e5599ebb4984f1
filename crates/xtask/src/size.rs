//! `cargo xtask size`: what a first view costs on the line, for each bundle, and whether the
//! volunteer's stays within its budget.

use crate::page::{brotli, loaded};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use domain::bundle::Bundle;
use std::path::Path;
use std::process::ExitCode;

/// Kilobytes (of 1,000 bytes, packed with brotli) a volunteer's first view should not exceed.
const WISHED_KB: usize = 150;
/// And must not.
const ALLOWED_KB: usize = 200;

/// The files of each bundle's first view, with their packed bytes.
pub struct Sizes {
    bundles: Vec<(Bundle, Vec<(String, usize)>)>,
}

/// Shows the sizes; fails when the volunteer's first view is too big or carries what is not its own.
pub fn run(workspace: &Workspace) -> Result<ExitCode> {
    let sizes = Sizes::of(&workspace.dist())?;
    sizes.print();
    let faults = sizes.faults();
    for fault in &faults {
        println!("failed: {fault}");
    }
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Sizes {
    /// Measures the page in `dist`.
    pub fn of(dist: &Path) -> Result<Self> {
        let bundles = Bundle::ALL.into_iter().map(|bundle| {
            let html = std::fs::read_to_string(dist.join(bundle.html())).with_context(|| format!("dist/{} is not there: run `cargo xtask build`", bundle.html()))?;
            let mut files = vec![(bundle.html().to_owned(), brotli(html.as_bytes())?.len())];
            let mut names: Vec<String> = loaded(&html).iter().map(|address| address.trim_start_matches('/').to_owned()).collect();
            names.sort();
            names.dedup();
            for name in names {
                let packed = std::fs::metadata(dist.join(format!("{name}.br"))).with_context(|| format!("dist/{name}.br is not there: run `cargo xtask build`"))?;
                files.push((name, packed.len() as usize));
            }
            Ok((bundle, files))
        });
        Ok(Self { bundles: bundles.collect::<Result<_>>()? })
    }

    /// Shows a table of bytes.
    pub fn print(&self) {
        println!("First view, bytes on the line (brotli):");
        for (bundle, files) in &self.bundles {
            println!("  {}  {}", bundle.name(), grouped(total(files)));
            for (name, bytes) in files {
                println!("    {:>9}  {name}", grouped(*bytes));
            }
        }
        let kb = self.first_view().div_ceil(1000);
        if kb > WISHED_KB {
            println!("warning: a volunteer's first view takes {kb} KB; it should not exceed {WISHED_KB} KB, and must not exceed {ALLOWED_KB} KB");
        }
    }

    /// What breaks the budget.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let kb = self.first_view().div_ceil(1000);
        if kb > ALLOWED_KB {
            faults.push(format!("a volunteer's first view takes {kb} KB; {ALLOWED_KB} KB are allowed"));
        }
        let own = self.bundles.iter().filter(|(bundle, _)| *bundle == Bundle::Portal).flat_map(|(_, files)| files);
        let strangers = Bundle::ALL.into_iter().map(Bundle::name).filter(|name| *name != Bundle::Portal.name()).chain(["scanner"]);
        for stranger in strangers {
            for (name, _) in own.clone().filter(|(name, _)| name.starts_with(&format!("{stranger}-"))) {
                faults.push(format!("index.html loads {name}, which a volunteer's first view does not need"));
            }
        }
        faults
    }

    fn first_view(&self) -> usize {
        self.bundles.iter().filter(|(bundle, _)| *bundle == Bundle::Portal).map(|(_, files)| total(files)).sum()
    }
}

fn total(files: &[(String, usize)]) -> usize {
    files.iter().map(|(_, bytes)| bytes).sum()
}

/// 1234567 -> `1,234,567`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
