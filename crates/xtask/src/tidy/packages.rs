//! The packages of others: their licences and sources by `deny.toml` (which `cargo deny` reads as
//! well), and those that would make the page heavy.

use super::Report;
use crate::run::output;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeSet;
use toml::Table;

/// Each would add more to the page than it is worth (docs/BENCHMARKS.md), or brings a second copy of
/// what the browser has.
const TOO_HEAVY: [&str; 13] = ["regex", "regex-lite", "regex-automata", "chrono", "chrono-tz", "jiff", "reqwest", "url", "idna", "icu_provider", "icu_plurals", "fluent", "ammonia"];

/// Looks at the dependency graph.
pub fn check(workspace: &Workspace, report: &mut Report) -> Result<()> {
    let text = std::fs::read_to_string(workspace.root.join("deny.toml")).context("deny.toml cannot be read")?;
    let rules: Table = toml::from_str(&text).context("deny.toml is not understood")?;
    let metadata = workspace.metadata()?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    licences(packages, &rules, report);
    bans_and_sources(packages, &rules, report);
    for package in ["portal", "scanner"] {
        heavy(workspace, package, report)?;
    }
    Ok(())
}

fn strings(rules: &Table, section: &str, key: &str) -> BTreeSet<String> {
    let list = rules.get(section).and_then(|section| section.get(key)).and_then(toml::Value::as_array);
    let name = |item: &toml::Value| item.as_str().or_else(|| item.get("crate")?.as_str()).map(str::to_owned);
    list.into_iter().flatten().filter_map(name).collect()
}

fn licences(packages: &[Value], rules: &Table, report: &mut Report) {
    let allowed = strings(rules, "licenses", "allow");
    let exceptions = rules.get("licenses").and_then(|l| l.get("exceptions")).and_then(toml::Value::as_array);
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let own = exceptions.into_iter().flatten().filter(|e| e.get("crate").and_then(toml::Value::as_str) == Some(name)).filter_map(|e| e.get("allow")?.as_array()).flatten();
        let mut may = allowed.clone();
        may.extend(own.filter_map(toml::Value::as_str).map(str::to_owned));
        match package["license"].as_str() {
            Some(licence) if permitted(licence, &may) => {}
            Some(licence) => report.fail(format!("{name}: its licence {licence} is not among those of deny.toml")),
            None => report.fail(format!("{name}: tells no licence")),
        }
    }
}

/// Whether a licence expression can be met with the `allowed` ones: `OR` binds less than `AND`.
fn permitted(expression: &str, allowed: &BTreeSet<String>) -> bool {
    // The slash is an older way to write `OR`; parentheses only ever group alternatives.
    let flat = expression.replace('/', " OR ");
    if let Some((before, rest)) = flat.split_once('(') {
        let Some((inner, after)) = rest.split_once(')') else { return false };
        let outcome = if permitted(inner, allowed) { "met" } else { "unmet" };
        let mut known = allowed.clone();
        known.insert("met".into());
        return permitted(&format!("{before}{outcome}{after}"), &known);
    }
    flat.split(" OR ").any(|one| one.split(" AND ").all(|licence| allowed.contains(licence.trim())))
}

fn bans_and_sources(packages: &[Value], rules: &Table, report: &mut Report) {
    let banned = strings(rules, "bans", "deny");
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        if banned.contains(name) {
            report.fail(format!("{name}: is banned by deny.toml"));
        }
        // Our own packages have no source; all others come from the registry, none from a repository.
        if package["source"].as_str().is_some_and(|source| !source.starts_with("registry+")) {
            report.fail(format!("{name}: comes from a source that deny.toml does not allow"));
        }
    }
}

fn heavy(workspace: &Workspace, package: &str, report: &mut Report) -> Result<()> {
    // What the framework names for its server side never reaches the page: the linker drops it.
    let framework = ["--prune", "leptos", "--prune", "leptos_i18n"];
    let mut command = workspace.cargo(&["tree", "--locked", "--package", package, "--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]);
    let tree = output(if package == "portal" { command.args(framework) } else { &mut command })?;
    let names: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    for name in TOO_HEAVY.into_iter().filter(|name| names.contains(name)) {
        report.fail(format!("{package}: {name} makes the page heavy; `cargo tree --package {package} --target wasm32-unknown-unknown --invert {name}` tells who brings it"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_expression_is_met_by_one_of_its_alternatives() {
        let allowed = BTreeSet::from(["MIT".to_owned(), "Unicode-3.0".to_owned()]);
        for met in ["MIT", "MIT OR Apache-2.0", "Apache-2.0/MIT", "(MIT OR Apache-2.0) AND Unicode-3.0", "GPL-3.0 OR MIT AND Unicode-3.0"] {
            assert!(permitted(met, &allowed), "{met}");
        }
        for unmet in ["GPL-3.0", "MIT AND ISC", "(ISC OR Apache-2.0) AND MIT", "(MIT"] {
            assert!(!permitted(unmet, &allowed), "{unmet}");
        }
    }
}
