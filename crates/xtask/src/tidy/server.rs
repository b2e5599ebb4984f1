//! The server: its described interface and the credential's vectors are committed as they are, and
//! each migration is in its list.

use super::Report;
use super::sources::Source;
use crate::workspace::Workspace;
use crate::{openapi, vectors};

/// Compares what is committed with what the sources print.
pub fn printed(workspace: &Workspace, sources: &[Source], report: &mut Report) {
    type Current = fn(&Workspace) -> anyhow::Result<String>;
    for (file, current, chore) in [(openapi::FILE, openapi::current as Current, "openapi"), (vectors::FILE, vectors::current, "vectors")] {
        let committed = sources.iter().find(|source| source.path == file).map(|source| source.text.as_str());
        match (current(workspace), committed) {
            (Ok(current), Some(committed)) if current == committed => {}
            (Ok(_), _) => report.fail(format!("{file} is not what the sources say: run `cargo xtask {chore}`")),
            (Err(fault), _) => report.fail(format!("{file} cannot be made anew: {fault:#}")),
        }
    }
}

/// Looks for each migration in the list, numbered without gaps.
pub fn migrations(sources: &[Source], report: &mut Report) {
    let folder = "crates/server/migrations/";
    let list = sources.iter().find(|source| source.path == "crates/server/src/store/migrate.rs").map(|source| source.text.as_str()).unwrap_or_default();
    let mut files: Vec<&str> = sources.iter().filter(|source| source.is(folder, ".sql")).map(|source| source.path.trim_start_matches(folder)).collect();
    files.sort_unstable();
    for (place, file) in files.into_iter().enumerate() {
        if !file.starts_with(&format!("{:04}_", place + 1)) {
            report.fail(format!("{folder}{file}: number {:04} is missing before it", place + 1));
        }
        if !list.contains(&format!("/{file}\"")) {
            report.fail(format!("{folder}{file}: is not in the list of store/migrate.rs"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_outside_the_list_fails() {
        let of = |path: &str, text: &str| Source { path: path.into(), text: text.into() };
        let list = of("crates/server/src/store/migrate.rs", r#"include_str!("../../migrations/0001_a.sql")"#);
        let mut report = Report::default();
        migrations(&[list, of("crates/server/migrations/0001_a.sql", ""), of("crates/server/migrations/0003_b.sql", "")], &mut report);
        assert_eq!(report.failures.len(), 2);
    }
}
