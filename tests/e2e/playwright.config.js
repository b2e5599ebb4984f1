// Run by `cargo xtask e2e`, which starts the server on a made-up city and tells where it is.
import { defineConfig, devices } from "@playwright/test";
import { chromium } from "./support/chromium.js";

const { PORTAL_URL, PORTAL_E2E_REPORT, CI } = process.env;
if (!PORTAL_URL) throw new Error("PORTAL_URL is not set: run the browser tests with `cargo xtask e2e`");

const phone = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } };
const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } };

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
    actionTimeout: 10_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    // Requests of a service worker pass by what a test does to the network. offline.spec.js lets it in.
    serviceWorkers: "block",
    launchOptions: chromium(),
  },
  projects: [
    // The hour comes when all others are done, whatever became of them: it moves the clock they live by.
    { name: "entrance", testMatch: "entrance.spec.js", use: desktop, teardown: "hour" },
    // What breaks does so at any size.
    { name: "phone", testIgnore: ["entrance.spec.js", "hour.spec.js", "errors.spec.js"], use: phone, dependencies: ["entrance"] },
    { name: "desktop", testIgnore: ["entrance.spec.js", "hour.spec.js"], use: desktop, dependencies: ["entrance"] },
    { name: "hour", testMatch: "hour.spec.js", use: desktop },
  ],
});
