import { chromium } from "@playwright/test";
import { fakeCamera } from "./support/camera.js";
import { chromium as options } from "./support/chromium.js";
import { makeDay, send, deliver } from "./support/station.js";
import { newVolunteer } from "./support/people.js";
import { newCode, type } from "./support/kiosk.js";
const { PORTAL_URL } = process.env;
const browser = await chromium.launch(options());
const ctx = async (w, h, extra = {}) => browser.newContext({ baseURL: PORTAL_URL, locale: "zh-CN", timezoneId: "Asia/Shanghai", serviceWorkers: "block", viewport: { width: w, height: h }, ...extra });
const admin = await (await ctx(1280, 800)).newPage();
await admin.request.post("/api/session/staff", { data: { login: "demo-admin", password: "volunteer-4310" }, headers: { "Idempotency-Key": crypto.randomUUID() } });
const kctx = await ctx(1280, 800); await fakeCamera(kctx); const kiosk = await kctx.newPage();
const day = await makeDay(admin, kiosk);
const vctx = await ctx(390, 844, { hasTouch: true }); await fakeCamera(vctx); const vol = await vctx.newPage();
await newVolunteer(vol, "周步行");
await send(vol, "POST", `/api/shifts/${day.next.id}/sign-ups`);
const v2 = await (await ctx(390, 844)).newPage(); await newVolunteer(v2, "吴来帮");
const num = (await (await v2.request.get("/api/session")).json()).viewer.number ?? (await (await v2.request.get("/api/me")).json()).number;
await deliver(kiosk, num, 20);
const modes = process.argv.slice(2);
const shot = async (page, name) => { await page.waitForTimeout(700); await page.screenshot({ path: `/tmp/shots/${name}.png`, fullPage: true }); };
import { mkdirSync } from "node:fs"; mkdirSync("/tmp/shots", { recursive: true });
const set = async (page, mode) => page.evaluate((mode) => { for (const [k, v] of Object.entries(mode)) localStorage.setItem(k, v); }, mode);
const lead = await (await ctx(390, 844)).newPage();
await lead.context().addCookies(await admin.context().cookies());
await fakeCamera(lead.context());
const looks = JSON.parse(process.env.MODES ?? '[["zh",{}]]');
for (const [tag, mode, path] of looks) {
  for (const [page, url, name] of [
    [vol, "/scan", "scan"], [lead, `/scanner/${day.activity.id}`, "leader"], [lead, `/manage/activities/${day.activity.id}/board`, "aboard-phone"], [admin, `/station/${day.station.id}`, "board"],
    [admin, `/manage/activities/${day.activity.id}`, "managed"], [kiosk, "/kiosk", "kiosk"], [vol, "/verify", "verify"],
  ]) {
    await page.goto(url); await set(page, mode); await page.reload();
    await page.waitForTimeout(1500);
    if (name === "verify") await page.getByRole("button").filter({ hasText: /摄像头|camera/i }).first().click().catch(() => {});
    await shot(page, `${name}-${tag}`);
  }
}
await browser.close();
