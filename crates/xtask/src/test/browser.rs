//! The suites that need a browser.

use super::tally::Tally;
use crate::e2e::Served;
use crate::tools::{self, Tools};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use serde_json::Value;

/// The page's components, by wasm-bindgen's test runner. The browser's flags stand in webdriver.json.
pub fn components(workspace: &Workspace, tally: &mut Tally) -> Result<()> {
    tools::wasm_target()?;
    // The driver does not bring the browser.
    tools::chromium()?;
    let runner = Tools::of(workspace)?.wasm_bindgen()?.with_file_name("wasm-bindgen-test-runner");
    let mut command = workspace.cargo(&["test", "--locked", "--package", "portal", "--test", "wasm", "--target", "wasm32-unknown-unknown"]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner).env("CHROMEDRIVER", tools::chromedriver()?).env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    tally.suite("components", &mut command);
    Ok(())
}

/// The whole portal, by Playwright.
pub fn whole(workspace: &Workspace, tally: &mut Tally) -> Result<()> {
    let served = Served::start(workspace)?;
    let report = workspace.target.join("portal-e2e/report.json");
    let status = served.playwright(workspace, &[], Some(&report))?.env("CI", "true").status().context("Playwright cannot be started")?;
    let text = std::fs::read(&report).with_context(|| format!("the browser tests did not run to their end ({status})"))?;
    let report: Value = serde_json::from_slice(&text).context("Playwright's report is not understood")?;
    let count = |key: &str| report["stats"][key].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let errors = report["errors"].as_array().map_or(0, Vec::len);
    // A test that passes only sometimes has failed.
    tally.add(count("expected"), count("unexpected") + count("flaky") + errors, "e2e");
    Ok(())
}
