// How long it takes from opening an address until the first item of its list is painted, cold, on a slow line and processor: all
// sites in turn, round by round, so that whatever else the machine does falls on all of them. Medians, and ratios to the first.
//   node tests/e2e/measure/first_item.js ROUNDS NAME=URL[@SELECTOR] ...     CPU=4 MBPS=1.6 RTT=150  WARM=1 for a second visit
import { chromium } from "@playwright/test";
import { chromium as options } from "../support/chromium.js";

const [rounds, ...arguments_] = process.argv.slice(2);
const { CPU = 4, MBPS = 1.6, RTT = 150, WARM } = process.env;
const sites = arguments_.map((argument) => {
  const [, name, url, selector = "article.card"] = argument.match(/^([^=]+)=([^@]+)(?:@(.+))?$/);
  return { name, url, selector, visits: [] };
});

/** Notes the moment after the paint that first shows `selector`. */
function note(selector) {
  window.seen = { item: 0, shift: 0 };
  let found = false;
  new MutationObserver(() => {
    if (found || !document.querySelector(selector)) return;
    found = true;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { window.seen.item = performance.now(); };
      channel.port2.postMessage(0);
    });
  }).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => { for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.seen.shift += value; }).observe({ type: "layout-shift", buffered: true });
}

async function visit(context, { url, selector }) {
  const page = await context.newPage();
  await page.addInitScript(note, selector);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: Number(RTT), downloadThroughput: MBPS * 125_000, uploadThroughput: 93_750 });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: Number(CPU) });
  let bytes = 0;
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => window.seen?.item > 0, null, { timeout: 60_000, polling: 100 });
  const { item } = await page.evaluate(() => window.seen);
  const until = bytes;
  await page.waitForLoadState("networkidle");
  const { shift } = await page.evaluate(() => window.seen);
  await page.close();
  return { item, until, bytes, shift };
}

const browser = await chromium.launch(options());
for (let round = 0; round <= Number(rounds); round++) {
  const order = sites.map((_, place) => sites[(place + round) % sites.length]);
  if (round % 2) order.reverse();
  for (const site of order) {
    const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 390, height: 844 } });
    if (WARM) {
      const page = await context.newPage();
      await page.goto(site.url);
      await page.waitForLoadState("networkidle");
      // Where there is a service worker, a second visit is one that it serves.
      await page.evaluate(async () => (await navigator.serviceWorker?.getRegistration())?.active ?? navigator.serviceWorker?.getRegistration().then((found) => found && navigator.serviceWorker.ready));
      await page.close();
    }
    const seen = await visit(context, site);
    await context.close();
    // The first round warms up.
    if (round > 0) site.visits.push(seen);
  }
}
await browser.close();

const quantile = (numbers, part) => numbers.sort((a, b) => a - b)[Math.round((numbers.length - 1) * part)];
const of = (site, what) => site.visits.map((visit) => visit[what]);
const first = quantile(of(sites[0], "item"), 0.5);
process.stdout.write(`${rounds} rounds in turn, CPU ÷${CPU}, ${MBPS} Mbit/s, ${RTT} ms${WARM ? ", second visit" : ""}\n`);
for (const site of sites) {
  const item = quantile(of(site, "item"), 0.5);
  const ms = (part) => quantile(of(site, "item"), part).toFixed(0);
  process.stdout.write(`${site.name.padEnd(10)} first item ${item.toFixed(0)} ms (${ms(0.25)} to ${ms(0.75)}), × ${(item / first).toFixed(2)}; bytes till then ${quantile(of(site, "until"), 0.5)}, in all ${quantile(of(site, "bytes"), 0.5)}; layout shift ${Math.max(...of(site, "shift")).toFixed(3)}\n`);
}
