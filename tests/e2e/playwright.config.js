// Run by `cargo xtask e2e`, which starts the server on a made-up city and tells where it is.
import { defineConfig, devices } from "@playwright/test";

const { PORTAL_URL, PORTAL_CHROMIUM, PORTAL_E2E_REPORT, CI } = process.env;
if (!PORTAL_URL) throw new Error("PORTAL_URL is not set: run the browser tests with `cargo xtask e2e`");

// Quiet, and fit for a container without a sandbox of its own.
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export default defineConfig({
  testDir: "specs",
  outputDir: "out",
  forbidOnly: Boolean(CI),
  fullyParallel: false,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: PORTAL_E2E_REPORT ? [["list"], ["json", { outputFile: PORTAL_E2E_REPORT }]] : [["list"]],
  use: {
    baseURL: PORTAL_URL,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: PORTAL_CHROMIUM, args },
  },
  projects: [
    { name: "phone", use: { ...devices["Pixel 7"] } },
    { name: "desktop", use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } } },
  ],
});
