//! Counting what passed and what failed, whichever program said so.

use anyhow::{Context, Result};
use std::io::{BufRead, BufReader};
use std::process::{Command, ExitCode, Stdio};

/// The count over all suites.
#[derive(Default)]
pub struct Tally {
    passed: usize,
    failed: usize,
    /// The names of what failed.
    failures: Vec<String>,
}

impl Tally {
    /// One check, by its outcome.
    pub fn check(&mut self, name: &str, outcome: Result<()>) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(fault) => {
                println!("failed: {name}: {fault:#}");
                self.add(0, 1, name);
            }
        }
    }

    /// Something that counts by itself, unless it cannot even begin.
    pub fn attempt(&mut self, name: &str, work: impl FnOnce(&mut Self) -> Result<()>) {
        if let Err(fault) = work(self) {
            println!("failed: {name}: {fault:#}");
            self.add(0, 1, name);
        }
    }

    /// Runs tests that end with lines as cargo's: `test result: ok. 3 passed; 0 failed; …`.
    pub fn suite(&mut self, name: &str, command: &mut Command) {
        self.attempt(name, |tally| {
            let (mut passed, mut failed) = (0, 0);
            let mut child = command.stdout(Stdio::piped()).spawn().context("the tests cannot be started")?;
            for line in child.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines) {
                let line = line.context("the tests' output is not text")?;
                println!("{line}");
                if let Some((p, f)) = counts(&line) {
                    passed += p;
                    failed += f;
                }
            }
            let status = child.wait()?;
            // Tests that did not compile, or that took the process with them, are told by no line.
            if !status.success() && failed == 0 {
                failed = 1;
            }
            tally.add(passed, failed, name);
            Ok(())
        });
    }

    /// Counts of a suite that has its own way to tell them.
    pub fn add(&mut self, passed: usize, failed: usize, name: &str) {
        self.passed += passed;
        self.failed += failed;
        if failed > 0 {
            self.failures.push(name.to_owned());
        }
    }

    /// The last line, and how the program ends.
    pub fn finish(self) -> ExitCode {
        if !self.failures.is_empty() {
            println!("Failures in: {}", self.failures.join(", "));
        }
        println!("{} passed, {} failed", self.passed, self.failed);
        // A run that found nothing to do has shown nothing.
        if self.failed == 0 && self.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// The counts in a line of cargo's test harness.
fn counts(line: &str) -> Option<(usize, usize)> {
    let (_, tail) = line.split_once("test result: ")?;
    let number_before = |word: &str| tail.split(word).next()?.rsplit(' ').next()?.parse().ok();
    Some((number_before(" passed")?, number_before(" failed")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_line_tells_two_counts() {
        assert_eq!(counts("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s"), Some((12, 0)));
        assert_eq!(counts("test result: FAILED. 3 passed; 14 failed; 0 ignored"), Some((3, 14)));
        assert_eq!(counts("test account::tests::passed ... ok"), None);
    }

    #[test]
    fn one_failure_fails_the_run() {
        let mut tally = Tally::default();
        tally.check("fine", Ok(()));
        tally.check("broken", Err(anyhow::anyhow!("why")));
        assert_eq!((tally.passed, tally.failed, tally.failures.as_slice()), (1, 1, ["broken".to_owned()].as_slice()));
    }
}
