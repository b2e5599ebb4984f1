//! The service worker (`boot/sw.js`) with what it has to know of this build, and the mark in each HTML
//! file by which it knows its own version.

use super::files::Files;
use anyhow::{Context, Result};
use domain::bundle::Bundle;
use serde_json::{Map, Value, json};

/// Its name, and address.
pub const NAME: &str = "sw.js";

/// Adds the worker. `chunks` are files that are loaded later, `scanner` those of the worker that reads codes.
/// All other files have to be there.
pub fn add(files: &mut Files, script: Vec<u8>, chunks: &[String], scanner: &[String]) -> Result<()> {
    let version = files.digest()[..16].to_owned();
    let mut bundles = Map::new();
    for bundle in Bundle::ALL {
        let html = files.text(bundle.html())?.replacen("</head>", &format!("<meta name=\"build\" content=\"{version}\">\n</head>"), 1);
        let mut own = files.named_in(&html);
        if bundle.scans() {
            own.extend_from_slice(scanner);
        }
        own.sort();
        own.dedup();
        bundles.insert(address(bundle.html()), addresses(&own));
        files.add(bundle.html(), html);
    }
    let areas: Map<String, Value> = Bundle::AREAS.iter().map(|(area, bundle)| ((*area).to_owned(), address(bundle.html()).into())).collect();
    let kept: Vec<_> = Bundle::ALL.into_iter().filter(|bundle| bundle.is_kept()).map(|bundle| address(bundle.html())).collect();
    let build = json!({ "version": version, "kept": kept, "areas": areas, "bundles": bundles, "chunks": addresses(chunks) });
    let script = String::from_utf8(script).context("the service worker is no text")?;
    files.add(NAME, format!("const BUILD={build};\n{script}"));
    Ok(())
}

fn address(name: &str) -> String {
    format!("/{name}")
}

fn addresses(names: &[String]) -> Value {
    names.iter().map(|name| Value::from(address(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built(icon: &str) -> (Files, Value) {
        let mut files = Files::default();
        files.add("icon.svg", icon);
        for bundle in Bundle::ALL {
            let js = files.add_hashed(bundle.name(), "js", bundle.name());
            files.add(bundle.html(), format!("<head><link href=\"/icon.svg\"><script src=\"/{js}\"></script></head>"));
        }
        add(&mut files, b"go()".to_vec(), &["split_a-0.wasm".into()], &["scanner-0.js".into()]).unwrap();
        let script = files.text(NAME).unwrap();
        let build = script.strip_prefix("const BUILD=").and_then(|rest| rest.strip_suffix(";\ngo()")).unwrap();
        let build = serde_json::from_str(build).unwrap();
        (files, build)
    }

    #[test]
    fn the_worker_knows_each_bundles_files_and_its_own_version_stands_in_each_html() {
        let (files, build) = built("<svg/>");
        let version = build["version"].as_str().unwrap();
        for bundle in Bundle::ALL {
            assert!(files.text(bundle.html()).unwrap().contains(&format!("name=\"build\" content=\"{version}\"")));
            let own = build["bundles"][address(bundle.html())].as_array().unwrap();
            assert!(own.contains(&"/icon.svg".into()) && own.iter().any(|file| file.as_str().unwrap().starts_with(&format!("/{}-", bundle.name()))), "{build}");
            assert_eq!(own.contains(&"/scanner-0.js".into()), bundle.scans());
        }
        assert_eq!(build["chunks"], json!(["/split_a-0.wasm"]));
    }

    #[test]
    fn the_worker_chooses_html_as_the_server_does() {
        let (_, build) = built("<svg/>");
        assert_eq!(build["kept"][0], json!("/index.html"));
        for path in ["card", "kiosk", "verify", "manage", "admin", "staff-login", "activities", ""] {
            let html = build["areas"].get(path).unwrap_or(&build["kept"][0]);
            assert_eq!(*html, json!(address(Bundle::of(path).html())), "{path}");
        }
    }

    #[test]
    fn another_content_is_another_version() {
        assert_ne!(built("<svg/>").1["version"], built("<svg />").1["version"]);
    }
}
