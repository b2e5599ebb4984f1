//! The form of files: short, introduced by a line on what lives in them, free of left-overs and of
//! what belongs to one machine.

use super::Report;
use super::sources::{Source, words};

/// Lines of a file that are worth a warning, and those that are too many.
const LINES: [usize; 2] = [300, 400];

/// What was left behind.
const LEFT_OVERS: [&str; 8] = ["TODO", "FIXME", "XXX", "HACK", "dbg!(", "todo!(", "unimplemented!(", "console.log("];

/// What ties a build to one mirror of a registry: which one is used is for each machine to say.
const MIRRORS: [&str; 4] = ["\"resolved\":", "registry=http", "registry = \"http", "index-url"];

/// Folders under which people's own files lie.
const HOMES: [&str; 3] = ["/root/", "/home/", "/Users/"];

/// Looks at every file.
pub fn check(sources: &[Source], report: &mut Report) {
    for source in sources {
        length(source, report);
        introduction(source, report);
        left_behind(source, report);
    }
}

fn length(source: &Source, report: &mut Report) {
    let lines = source.text.lines().count();
    let [many, too_many] = LINES;
    if !source.is("", ".rs") && !source.is("", ".css") || lines <= many {
        return;
    }
    if lines > too_many {
        report.fail(format!("{}: {lines} lines; {too_many} are allowed", source.path));
    } else {
        report.warn(format!("{}: {lines} lines; {many} are many", source.path));
    }
}

fn introduction(source: &Source, report: &mut Report) {
    if source.is("", ".rs") && !source.text.starts_with("//!") {
        report.fail(format!("{}: does not begin with `//!` and what lives here", source.path));
    }
}

fn left_behind(source: &Source, report: &mut Report) {
    // These files name what they look for.
    if source.path.ends_with(".csv") || source.path.starts_with("crates/xtask/src/tidy/") {
        return;
    }
    for (number, line) in source.lines() {
        for word in LEFT_OVERS.into_iter().filter(|word| words(line, word).next().is_some()) {
            report.fail(format!("{}:{number}: {word}", source.path));
        }
        for mirror in MIRRORS.into_iter().filter(|mirror| line.contains(mirror)) {
            report.fail(format!("{}:{number}: ties the build to one mirror ({mirror})", source.path));
        }
        for home in HOMES.into_iter().filter(|home| begins_a_path(line, home)) {
            report.fail(format!("{}:{number}: names a folder of one machine ({home})", source.path));
        }
    }
}

/// Whether `home` stands in `line` as the beginning of a path: `pages/home/` is another thing.
fn begins_a_path(line: &str, home: &str) -> bool {
    line.match_indices(home).any(|(place, _)| line[..place].chars().next_back().is_none_or(|c| c.is_whitespace() || "\"'`(=:".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failures(path: &str, text: &str) -> Vec<String> {
        let mut report = Report::default();
        check(&[Source { path: path.into(), text: text.into() }], &mut report);
        report.failures
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        assert_eq!(failures("a.rs", "//! A.\nfn main() { dbg!(1); }\n"), ["a.rs:2: dbg!("]);
        assert_eq!(failures("a.rs", "fn main() {}\n"), ["a.rs: does not begin with `//!` and what lives here"]);
        assert_eq!(failures("a.md", "see /home/somebody/notes"), ["a.md:1: names a folder of one machine (/home/)"]);
        assert_eq!(failures("package-lock.json", "  \"resolved\": \"x\""), ["package-lock.json:1: ties the build to one mirror (\"resolved\":)"]);
        assert!(failures("a.md", "see src/pages/public/home/next_up.rs").is_empty());
    }

    #[test]
    fn long_files_fail() {
        assert_eq!(failures("a.css", &"a\n".repeat(401)), ["a.css: 401 lines; 400 are allowed"]);
        assert!(failures("a.css", &"a\n".repeat(400)).is_empty());
    }
}
