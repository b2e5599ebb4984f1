// How long a browser takes to sign one slot with a key that cannot leave it, with and without a slowed
// processor, and how soon the card stands on the screen without network. Asks a demonstration, as verify.js does.
import { chromium } from "@playwright/test";
import { chromium as options } from "../support/chromium.js";
import { code } from "../support/card.js";
import { newVolunteer } from "../support/people.js";

const TIMES = 300;
const RELOADS = 20;

const quantiles = (took) => {
  took.sort((a, b) => a - b);
  return [0.5, 0.95].map((part) => took[Math.floor(part * took.length)].toFixed(1));
};

const browser = await chromium.launch(options());
const context = await browser.newContext({ baseURL: process.env.PORTAL_URL, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
const page = await context.newPage();
await newVolunteer(page, "周签签");
await page.goto("/card");
await code(page).waitFor();
await page.evaluate(() => navigator.serviceWorker.ready);
await page.reload();
await code(page).waitFor();
const devtools = await context.newCDPSession(page);
for (const rate of [1, 4]) {
  await devtools.send("Emulation.setCPUThrottlingRate", { rate });
  const signed = await page.evaluate(async (times) => {
    const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const { privateKey } = await crypto.subtle.generateKey(algorithm, false, ["sign"]);
    const took = [];
    for (let n = 0; n < times; n++) {
      const message = crypto.getRandomValues(new Uint8Array(60));
      const begin = performance.now();
      await crypto.subtle.sign(algorithm, privateKey, message);
      took.push(performance.now() - begin);
    }
    return took;
  }, TIMES);
  const [median, p95] = quantiles(signed);
  process.stdout.write(`processor ÷${rate}, one signature: median ${median} ms, p95 ${p95} ms of ${TIMES}\n`);
  await context.setOffline(true);
  const shown = [];
  for (let n = 0; n < RELOADS; n++) {
    const begin = performance.now();
    await page.reload({ waitUntil: "commit" });
    await code(page).waitFor();
    shown.push(performance.now() - begin);
  }
  await context.setOffline(false);
  const [middle, late] = quantiles(shown);
  process.stdout.write(`processor ÷${rate}, card on the screen without network: median ${middle} ms, p95 ${late} ms of ${RELOADS}\n`);
}
await browser.close();
