//! Turns `locales/*/*.json` into typed keys: a missing or misspelt key does not compile.

use leptos_i18n_build::{Config, TranslationsInfos};
use std::{env, error::Error, path::PathBuf};

/// One file per language and namespace; a namespace is an area of the page.
const NAMESPACES: [&str; 11] = ["shell", "problems", "activity", "joining", "account", "card", "kiosk", "scan", "verify", "manage", "attendance"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let config = Config::new("zh-CN")?.add_locale("en")?.add_namespaces(NAMESPACES)?;
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_diagnostics();
    translations.rerun_if_locales_changed();
    translations.generate_i18n_module(PathBuf::from(env::var("OUT_DIR")?).join("i18n"))?;
    Ok(())
}
