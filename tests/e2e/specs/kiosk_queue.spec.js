// Eight hours without network, a browser that is killed again and again, then a line that breaks: each scan is delivered once, in order.
// PORTAL_E2E_SCANS=2000 makes it the whole day of a busy station, and tells how long the delivery takes.
import { randomInt } from "node:crypto";
import { now } from "../support/activities.js";
import { line } from "../support/line.js";
import { mortal } from "../support/mortal.js";
import { logInAdministrator } from "../support/people.js";
import { makeKioskCode, makeStation } from "../support/staff.js";
import { expect, test } from "../support/test.js";

const HOURS = 8 * 3_600_000;
const WHOLE_DAY = Number(process.env.PORTAL_E2E_SCANS ?? 0);
const SCANS = WHOLE_DAY || 200;
const KILLS = WHOLE_DAY ? 20 : 5;
const FIRST_ID = "0".repeat(13);

test.describe.configure({ mode: "serial" });

/** The n-th code of the day, which is nobody's: it is refused at once, kept and sent all the same. */
const code = (n) => `VOL1QUEUE${String(n).padStart(6, "0")}`;

/** Types `text` as a scanner does; with `until`, waits for that many scans to be called waiting. */
async function scan(page, text, until) {
  const keys = [...Array.from(text, (character) => (/\d/.test(character) ? `Digit${character}` : `Key${character}`)), "Enter"];
  await page.evaluate(([codes, count]) => {
    for (const code of codes) (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true, cancelable: true }));
    if (count === undefined) return undefined;
    const banner = document.querySelector(".kiosk__banner");
    const there = () => banner.textContent.includes(`${count} 次扫码待上传`);
    return new Promise((resolve) => {
      if (there()) return resolve();
      new MutationObserver((_, watching) => {
        if (there()) {
          watching.disconnect();
          resolve();
        }
      }).observe(banner, { childList: true, subtree: true, characterData: true });
    });
  }, [keys, until]);
}

/** How many scans the banner says are waiting, once the kiosk has started. */
async function waiting(page) {
  await expect(page.locator(".kiosk__banner")).toBeVisible({ timeout: 30_000 });
  const [, count] = /(\d+) 次扫码待上传/.exec(await page.locator(".kiosk__notes").innerText()) ?? [0, 0];
  return Number(count);
}

/** Scans all day, killed now and then. Returns the browser that is left at its end. */
async function day(kiosk, own, profile, begin, kills, scanned) {
  const step = Math.floor(HOURS / SCANS);
  const dies = new Set(Array.from({ length: kills }, () => randomInt(1, SCANS)));
  for (let n = 0; n < SCANS; n++) {
    await kiosk.page.clock.fastForward(step);
    if (dies.has(n)) {
      await scan(kiosk.page, code(scanned + n));
      await new Promise((next) => setTimeout(next, randomInt(40)));
      await kiosk.kill();
      kiosk = await mortal(profile, begin + (n + 1) * step);
      await kiosk.page.goto(`${own.url}/kiosk`);
      const kept = await waiting(kiosk.page);
      expect([n, n + 1], "all that were called waiting, and perhaps the one on its way").toContain(kept);
      // Whoever saw no answer shows the code once more.
      if (kept === n) await scan(kiosk.page, code(scanned + n), n + 1);
    } else {
      await scan(kiosk.page, code(scanned + n), n + 1);
    }
  }
  return kiosk;
}

const known = (page) => page.evaluate(async (since) => (await (await fetch(`/api/kiosk?since=${since}`)).json()).known, FIRST_ID);

test("a day without network is delivered whole, once and in order", async ({ page, request, baseURL, isMobile }, info) => {
  test.skip(isMobile, "a kiosk is no phone");
  test.setTimeout(WHOLE_DAY ? 900_000 : 240_000);
  await logInAdministrator(page);
  await makeStation(page, `断网站点${randomInt(1000, 10_000)}`);
  const enrolment = await makeKioskCode(page);
  const [own, profile] = [await line(baseURL), info.outputPath("profile")];
  let kiosk = await mortal(profile);
  try {
    await kiosk.page.goto(`${own.url}/kiosk`);
    await kiosk.page.getByLabel("登记码").fill(enrolment);
    await kiosk.page.getByLabel("设备名称").fill("门口平板");
    await kiosk.page.getByRole("button", { name: "登记" }).click();
    await expect(kiosk.page.locator(".kiosk__banner")).toContainText("已联网");
    await kiosk.close();

    const begin = (await now(request)) - HOURS - 60_000;
    own.dead = true;
    kiosk = await mortal(profile, begin);
    await kiosk.page.goto(`${own.url}/kiosk`);
    expect(await waiting(kiosk.page)).toBe(0);
    kiosk = await day(kiosk, own, profile, begin, KILLS, 0);

    Object.assign(own, { dead: false, breaking: 50 });
    await expect(async () => {
      await kiosk.page.clock.fastForward(61_000);
      expect(await waiting(kiosk.page)).toBe(0);
    }).toPass({ intervals: [500], timeout: 120_000 });
    expect(own.broken, "the line broke in each of its ways").toBeGreaterThanOrEqual(3);
    const order = [...new Set(own.delivered.flat())];
    expect(order.length).toBe(SCANS);
    expect(order, "in the order in which they were made").toEqual([...order].sort());
    expect(await known(kiosk.page)).toEqual({ count: SCANS, latest: order.at(-1) });

    if (WHOLE_DAY) {
      own.breaking = 0;
      own.dead = true;
      kiosk = await day(kiosk, own, profile, begin + HOURS, 0, SCANS);
      own.dead = false;
      const from = Date.now();
      await kiosk.page.evaluate(() => dispatchEvent(new Event("online")));
      await expect(kiosk.page.getByText(/次扫码待上传/)).toHaveCount(0, { timeout: 60_000 });
      const took = Date.now() - from;
      expect((await known(kiosk.page)).count).toBe(2 * SCANS);
      info.annotations.push({ type: "delivery", description: `${SCANS} scans in ${took} ms` });
      process.stdout.write(`${SCANS} scans delivered in ${took} ms\n`);
    }
  } finally {
    await kiosk.kill();
    await own.stop();
  }
});
