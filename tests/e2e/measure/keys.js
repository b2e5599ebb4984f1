// How long it takes from a key in the finder's search line until what is found is painted, with the catalogue on the device.
//   PORTAL_URL=http://127.0.0.1:4310 node measure/keys.js ROUNDS     CPU=4 slows the processor down
// The portal has to have as many activities as it is to be measured with (`portal-server seed --activities 10000`).
import { chromium } from "@playwright/test";
import { chromium as options } from "../support/chromium.js";

const [rounds = 3] = process.argv.slice(2);
const { PORTAL_URL, CPU = 4 } = process.env;
const TEXTS = ["xiaolaofu", "xlf", "清扫公园", "社区", "wmjt", "zzzz"];

/** Types `text` and waits until the next picture is there; milliseconds. */
async function typed(text) {
  const input = document.querySelector("#search-text");
  const begin = performance.now();
  input.value = text;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await new Promise((painted) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = painted;
    channel.port2.postMessage(0);
  }));
  return performance.now() - begin;
}

const browser = await chromium.launch(options());
const page = await (await browser.newContext({ locale: "zh-CN", viewport: { width: 390, height: 844 } })).newPage();
await page.goto(`${PORTAL_URL}/activities`);
const found = page.getByText(/^找到 [\d,]+ 个活动$/);
await found.waitFor({ timeout: 60_000 });
const all = await found.innerText();
const devtools = await page.context().newCDPSession(page);
await devtools.send("Emulation.setCPUThrottlingRate", { rate: Number(CPU) });
const times = [];
for (let round = 0; round < Number(rounds); round++) {
  for (const text of TEXTS) {
    const keys = [...text].map((_, place) => text.slice(0, place + 1));
    for (const keyed of [...keys, ...keys.toReversed().slice(1), ""]) times.push({ keyed, ms: await page.evaluate(typed, keyed) });
  }
}
const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
await browser.close();
times.sort((one, other) => one.ms - other.ms);
const at = (part) => times[Math.round((times.length - 1) * part)];
process.stdout.write(`${all}, CPU ÷${CPU}, ${times.length} keys: median ${at(0.5).ms.toFixed(0)} ms, p95 ${at(0.95).ms.toFixed(0)}, worst ${at(1).ms.toFixed(0)} ("${at(1).keyed}"); ${nodes} elements\n`);
