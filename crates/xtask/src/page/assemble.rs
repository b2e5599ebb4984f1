//! Puts the page together: names that tell their content, one HTML file for each bundle.

use super::compile::SCANNER;
use super::files::Files;
use super::optimise::{BROWSERS, Small};
use super::{html, icons, style, worker};
use crate::tools::Tools;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use domain::bundle::Bundle;
use std::path::Path;

/// The element the server writes the city into (`crates/server/src/http/page/html.rs` has the same).
const PORTAL_MARK: &str = r#"<script type="application/json" id="portal"></script>"#;

/// The element in whose place the server writes the first screen of the volunteers' page (the same file again).
const FIRST_MARK: &str = r#"<div id="first"></div>"#;

/// All files of the page, not yet packed.
pub fn page(workspace: &Workspace, tools: &Tools, trunk: &Path, modules: Vec<Small>) -> Result<Files> {
    let index = std::fs::read_to_string(trunk.join("index.html")).context("Trunk left no index.html")?;
    let esbuild = tools.esbuild()?;
    let mut files = Files::default();
    files.add_folder(&workspace.root.join("public"))?;
    icons::add_pictures(&mut files)?;

    // Scripts that stand before the page, such as the one against its first flash.
    let mut template = html::lean(&index);
    let mut early = Vec::new();
    for source in html::scripts(&template) {
        let content = style::minify(&esbuild, &trunk.join(source.trim_start_matches('/')), "--target=es5")?;
        let name = files.add_hashed(stem(&source), "js", content.clone());
        template = template.replace(&source, &format!("/{name}"));
        early.push((name, String::from_utf8(content).context("a script is no text")?));
    }

    let sheets = style::Sheets::of(&template, trunk, &esbuild)?;

    let [mut portal_names, mut scanner] = [<[String; 2]>::default(), <[String; 2]>::default()];
    let (mut named, mut chunks) = (Vec::new(), Vec::new());
    for module in modules {
        let wasm = files.add_hashed(module.name, "wasm", module.wasm);
        if module.name == SCANNER {
            let js = files.add_hashed(SCANNER, "js", starting_itself(module.glue, &wasm)?);
            scanner = [js, wasm];
            continue;
        }
        let mut glue = module.glue;
        for (name, chunk) in module.chunks {
            let hashed = files.add_hashed(name.trim_end_matches(".wasm"), "wasm", chunk);
            glue = renamed(glue, &name, &hashed)?;
            chunks.push(hashed);
        }
        let js = files.add_hashed(module.name, "js", glue);
        if module.name == Bundle::Portal.name() {
            portal_names = module.old_names;
        }
        named.push((module.name, [js, wasm]));
    }

    for bundle in Bundle::ALL {
        let (_, names) = named.iter().find(|(name, _)| *name == bundle.name()).with_context(|| format!("the bundle {} was not built", bundle.name()))?;
        let mut text = template.clone();
        for (old, new) in portal_names.iter().zip(names) {
            text = text.replace(old.as_str(), new);
        }
        text = sheets.joined_in(&text, bundle, &mut files);
        if bundle == Bundle::Portal {
            // Whoever sees the first screen that the server wrote waits for nothing else.
            for (name, script) in &early {
                text = text.replace(&format!("<script src=\"/{name}\"></script>"), &format!("<script>{}</script>", script.trim_end()));
            }
            text = starting_after_paint(&text)?;
            ensure!(text.contains(FIRST_MARK), "index.html must hold {FIRST_MARK}: the server writes the first screen there");
        } else {
            text = text.replace(FIRST_MARK, "");
        }
        if bundle.scans() {
            let meta = format!("<meta name=\"scanner-worker\" content=\"/{}\">\n</head>", scanner[0]);
            text = text.replacen("</head>", &meta, 1);
        }
        ensure!(text.contains(PORTAL_MARK), "index.html must hold {PORTAL_MARK}: the server writes the city there");
        files.add(bundle.html(), text);
    }
    let script = style::minify(&esbuild, &workspace.root.join("boot/sw.js"), BROWSERS)?;
    worker::add(&mut files, script, &chunks, &scanner)?;
    Ok(files)
}

/// The glue with another name for one of the files it asks for.
fn renamed(glue: Vec<u8>, old: &str, new: &str) -> Result<Vec<u8>> {
    let glue = String::from_utf8(glue).context("the glue is no text")?;
    ensure!(glue.contains(old), "the glue does not ask for {old}");
    Ok(glue.replace(old, new).into_bytes())
}

/// The page's code is fetched and made ready while the document is read, but begins only after the screen that the server wrote was painted:
/// both would want the processor at the same time. A tab that nobody looks at is not painted.
fn starting_after_paint(html: &str) -> Result<String> {
    const PAINTED: &str = "if(document.documentElement.dataset.first&&!document.hidden)await new Promise(go=>requestAnimationFrame(()=>setTimeout(go)));";
    let (before, from) = html.split_once("import init from ").context("Trunk's script does not import the glue")?;
    let (glue, after) = from.split_once(';').context("Trunk's script does not end its import")?;
    Ok(format!("{before}{PAINTED}\nconst {{ default: init }} = await import({glue});{after}"))
}

/// A worker has no page that would start it: its script ends by starting its module.
fn starting_itself(glue: Vec<u8>, wasm: &str) -> Result<Vec<u8>> {
    let glue = String::from_utf8(glue).context("the scanner's glue is no text")?;
    let exported = glue.rsplit_once("export{").and_then(|(_, names)| names.split(['}', ',']).find_map(|name| name.trim().strip_suffix(" as default")));
    let start = exported.context("the scanner's glue exports no start")?.to_owned();
    Ok(format!("{}{start}({{module_or_path:\"/{wasm}\"}});\n", glue.trim_end()).into_bytes())
}

/// `/early-0123456789abcdef.js` -> `early`.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('-').map_or(name, |(stem, _)| stem)
}
