//! One style sheet for each page instead of a request for each file of `style/`.

use super::assemble::stem;
use super::files::Files;
use super::html;
use super::optimise::BROWSERS;
use crate::run::output;
use anyhow::{Context, Result};
use domain::bundle::Bundle;
use std::path::Path;
use std::process::Command;

/// The sheets of all pages, each made small.
pub struct Sheets(Vec<(String, String)>);

impl Sheets {
    /// Those that `html` names, out of Trunk's folder.
    pub fn of(html: &str, trunk: &Path, esbuild: &Path) -> Result<Self> {
        let sheets = html::style_sheets(html).into_iter().map(|address| {
            let content = minify(esbuild, &trunk.join(address.trim_start_matches('/')), BROWSERS)?;
            Ok((stem(&address).to_owned(), String::from_utf8(content).context("a style sheet is no text")?))
        });
        sheets.collect::<Result<_>>().map(Self)
    }

    /// `html` with one sheet in place of its many: those of every page, and those that have this
    /// bundle's name, alone or among others (`kiosk_verify`). The volunteers' page has it inside.
    pub fn joined_in(&self, html: &str, bundle: Bundle, files: &mut Files) -> String {
        let of_this_page = |stem: &str| {
            let owners: Vec<Bundle> = Bundle::ALL.into_iter().filter(|owner| stem.split('_').any(|name| name == owner.name())).collect();
            owners.is_empty() || owners.contains(&bundle)
        };
        let whole: String = self.0.iter().filter(|(stem, _)| of_this_page(stem)).map(|(_, content)| content.as_str()).collect();
        // Whoever sees the first screen that the server wrote waits for nothing else.
        let link = if bundle == Bundle::Portal { format!("<style>{}</style>\n", whole.trim_end()) } else { format!("<link rel=\"stylesheet\" href=\"/{}\">\n", files.add_hashed("style", "css", whole)) };
        let mut one = String::with_capacity(html.len());
        let mut placed = false;
        for line in html.lines() {
            if !line.contains("<link rel=\"stylesheet\"") {
                one.push_str(line);
                one.push('\n');
            } else if !placed {
                placed = true;
                one.push_str(&link);
            }
        }
        one
    }
}

/// A script or style sheet without what only people need.
pub fn minify(esbuild: &Path, file: &Path, target: &str) -> Result<Vec<u8>> {
    Ok(output(Command::new(esbuild).arg(file).args(["--minify", "--log-level=error", "--charset=utf8", target]))?.into_bytes())
}
