// How long somebody at a kiosk waits: from the first picture that shows a code, and from a scanner's last key, to the painted answer;
// with a network and without, with and without a slowed processor; and how many pictures are looked through in a second. Asks a
// demonstration in release, which is to be started for it: PORTAL_URL=… node measure/scan.js [codes]
import { chromium } from "@playwright/test";
import { fakeCamera, picture } from "../support/camera.js";
import { code } from "../support/card.js";
import { chromium as options } from "../support/chromium.js";
import { type } from "../support/kiosk.js";
import { newVolunteer } from "../support/people.js";
import { newPhone } from "../support/phone.js";
import { makeDay, send } from "../support/station.js";

const { PORTAL_URL, PORTAL_ADMIN_LOGIN = "demo-admin", PORTAL_ADMIN_PASSWORD = "volunteer-4310" } = process.env;
const CODES = Number(process.argv[2] ?? 100);
const PEOPLE = 8;
const SLOWED = [1, 4];
const SECONDS = 10;

const browser = await chromium.launch(options());
const newPage = async () => (await browser.newContext({ baseURL: PORTAL_URL, locale: "zh-CN", timezoneId: "Asia/Shanghai", serviceWorkers: "block", reducedMotion: "reduce" })).newPage();

const administrator = await newPage();
await administrator.request.post("/api/session/staff", { data: { login: PORTAL_ADMIN_LOGIN, password: PORTAL_ADMIN_PASSWORD }, headers: { "Idempotency-Key": crypto.randomUUID() } });
const kiosk = await newPage();
const { next } = await makeDay(administrator, kiosk);
const people = [];
for (const given of "甲乙丙丁戊己庚辛壬癸".slice(0, PEOPLE)) {
  const page = await newPage();
  await newVolunteer(page, `周${given}`);
  await send(page, "POST", `/api/shifts/${next.id}/sign-ups`);
  await page.goto("/card");
  await code(page).waitFor();
  people.push(page);
}
const typist = await newPage();
await newVolunteer(typist, "周打字");
await send(typist, "POST", `/api/shifts/${next.id}/sign-ups`);
const phone = await newPhone(typist);

await fakeCamera(kiosk.context());
await kiosk.addInitScript(() => {
  globalThis.looks = 0;
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (...told) {
    globalThis.looks += 1;
    return postMessage.apply(this, told);
  };
  addEventListener("keydown", ({ code }) => { if (code === "Enter") globalThis.enteredAt = performance.now(); }, true);
  /** The moment at which the panel's next answer is painted. */
  globalThis.answered = () => new Promise((resolve) => {
    const panel = document.querySelector(".kiosk-answer");
    let begun = false;
    const watching = new MutationObserver(() => {
      const { kind } = panel.dataset;
      begun ||= kind === "reading";
      if (!begun || kind === "reading") return;
      watching.disconnect();
      // After the frame that shows it.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    });
    watching.observe(panel, { attributes: true, childList: true, subtree: true, characterData: true });
  });
});
await kiosk.goto("/kiosk");
await kiosk.locator(".camera__aim").waitFor();
await kiosk.waitForFunction(() => globalThis.looks > 20);
const devtools = await kiosk.context().newCDPSession(kiosk);

function tell(what, took) {
  took.sort((one, other) => one - other);
  const [median, p95] = [0.5, 0.95].map((part) => took[Math.floor(part * took.length)].toFixed(0));
  process.stdout.write(`${what}: median ${median} ms, p95 ${p95} ms, longest ${took.at(-1).toFixed(0)} ms of ${took.length}\n`);
}

/** Shows a code of each of the people in turn. */
async function shown() {
  const took = [];
  for (let n = 0; n < CODES; n++) {
    const one = await picture(people[n % PEOPLE]);
    took.push(await kiosk.evaluate(async (one) => {
      const answer = globalThis.answered();
      const begin = performance.now();
      globalThis.scene.show(one);
      const end = await answer;
      globalThis.scene.clear();
      return end - begin;
    }, one));
    // Nobody holds up a code the moment the one before is gone, nor in step with the camera.
    await kiosk.waitForTimeout(400 + Math.random() * 200);
  }
  return took;
}

async function typed() {
  const took = [];
  for (let n = 0; n < CODES / 4; n++) {
    const text = await phone.text();
    const answer = kiosk.evaluate(() => globalThis.answered());
    await type(kiosk, text);
    took.push((await answer) - (await kiosk.evaluate(() => globalThis.enteredAt)));
  }
  return took;
}

async function looks() {
  return kiosk.evaluate(async (seconds) => {
    const before = globalThis.looks;
    await new Promise((next) => setTimeout(next, seconds * 1_000));
    return (globalThis.looks - before) / seconds;
  }, SECONDS);
}

for (const rate of SLOWED) {
  await devtools.send("Emulation.setCPUThrottlingRate", { rate });
  process.stdout.write(`processor ÷${rate}, pictures looked through: ${(await looks()).toFixed(1)} a second\n`);
  for (const offline of [false, true]) {
    await kiosk.context().setOffline(offline);
    const net = offline ? "without network" : "with a network";
    tell(`processor ÷${rate}, ${net}, code to answer`, await shown());
    tell(`processor ÷${rate}, ${net}, last key to answer`, await typed());
  }
  await kiosk.context().setOffline(false);
}
await browser.close();
