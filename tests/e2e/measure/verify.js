// How long a browser takes to check a code: `credential::verify` in the release page, with and without a
// slowed processor. Asks a demonstration: PORTAL_URL=http://127.0.0.1:8080 node tests/e2e/measure/verify.js
import { chromium } from "@playwright/test";
import { chromium as options } from "../support/chromium.js";
import { newVolunteer } from "../support/people.js";
import { newPhone } from "../support/phone.js";

const TIMES = 300;
const SLOWED = [1, 4];

/** Checks `text` over and over; milliseconds of each, from the form being sent to its handler being done. */
async function measured(page, text) {
  return page.evaluate(async ([text, times]) => {
    const input = document.querySelector("#text");
    const form = input.closest("form");
    const took = [];
    for (let i = 0; i < times; i++) {
      input.value = text;
      input.dispatchEvent(new Event("input"));
      const begin = performance.now();
      form.requestSubmit();
      took.push(performance.now() - begin);
      await new Promise((next) => setTimeout(next, 5));
    }
    return took;
  }, [text, TIMES]);
}

const browser = await chromium.launch(options());
const context = await browser.newContext({ baseURL: process.env.PORTAL_URL, locale: "zh-CN", timezoneId: "Asia/Shanghai", serviceWorkers: "block" });
const page = await context.newPage();
await newVolunteer(page, "周量量");
const phone = await newPhone(page);
await page.goto("/verify");
await page.getByText("已联网").waitFor();
const devtools = await context.newCDPSession(page);
// An old slot is found out last: both signatures were checked before. An address is found out first.
const texts = { "two signatures": await phone.text(), "no code of ours": "https://example.org/" };
for (const rate of SLOWED) {
  await devtools.send("Emulation.setCPUThrottlingRate", { rate });
  for (const [what, text] of Object.entries(texts)) {
    const took = (await measured(page, text)).sort((a, b) => a - b);
    const [median, p95] = [0.5, 0.95].map((part) => took[Math.floor(part * took.length)].toFixed(1));
    process.stdout.write(`processor ÷${rate}, ${what}: median ${median} ms, p95 ${p95} ms of ${TIMES}\n`);
  }
}
await browser.close();
