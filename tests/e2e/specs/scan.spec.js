// The station's code: the kiosk's screen shows it, and volunteers' own phones read it.
import { chromium } from "@playwright/test";
import { readPicture } from "../support/card.js";
import { camera, chromium as options } from "../support/chromium.js";
import { front } from "../support/front.js";
import { newCode, panel, type } from "../support/kiosk.js";
import { askForCode, enterCode, newVolunteer } from "../support/people.js";
import { ADMINISTRATOR } from "../support/states.js";
import { makeDay, send } from "../support/station.js";
import { expect, test } from "../support/test.js";
import { UNREACHED, answered, any } from "../support/watch.js";
import { writeVideo } from "../support/y4m.js";

test.use({ expected: any(UNREACHED, answered("4(01|04)", "/api/"), answered(429, "/api/session/codes"), /net::ERR_CONNECTION_REFUSED/, /Failed to fetch/) });

const answer = (page) => page.getByRole("status", { name: "扫码结果" });
const stationCode = (page) => page.getByRole("img", { name: "本站的签到码" });

const SCREEN = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1, isMobile: false };

/** What stands behind the origin in the address on the kiosk's screen. */
async function shown(kiosk) {
  const { pathname, search } = new URL(await readPicture(kiosk, stationCode(kiosk)));
  return `${pathname}${search}`;
}

/** A station in the middle of its day, a kiosk without a key, and one that was enrolled through its page and has one. */
async function openStation(letIn) {
  const administrator = await letIn({ storageState: ADMINISTRATOR });
  const keyless = await letIn({ storageState: undefined, ...SCREEN });
  const day = await makeDay(administrator, keyless);
  const { code } = await send(administrator, "POST", `/api/stations/${day.station.id}/kiosk-codes`);
  const kiosk = await letIn({ storageState: undefined, ...SCREEN });
  await kiosk.goto("/kiosk");
  await kiosk.getByLabel("登记码").fill(code);
  await kiosk.getByLabel("设备名称").fill("南门平板");
  await kiosk.getByRole("button", { name: "登记" }).click();
  await expect(stationCode(kiosk)).toBeVisible();
  return { administrator, keyless, kiosk, ...day };
}

/** Somebody new with a place in the shift that begins soon. */
async function withAPlace(page, name, { next }) {
  const phone = await newVolunteer(page, name);
  await send(page, "POST", `/api/shifts/${next.id}/sign-ups`);
  return phone;
}

test("a phone reads the kiosk's code, the kiosk reads the phone's, and the record has grade A", async ({ page, letIn }, info) => {
  const { kiosk, administrator, station, ...day } = await openStation(letIn);
  await withAPlace(page, "林双扫", day);
  await kiosk.screenshot({ path: info.outputPath("kiosk.png") });

  // As any scanner opens the address.
  const first = await shown(kiosk);
  await page.goto(first);
  await expect(answer(page)).toContainText("签到成功");
  await expect(answer(page)).toContainText("林*");
  await expect(answer(page)).toContainText(station.name);
  await expect(page).toHaveURL(/\/scan$/);
  await page.screenshot({ path: info.outputPath("checked-in.png") });
  await page.goto("/me/records");
  const record = page.getByRole("article").filter({ hasText: day.activity.title });
  await expect(record).toContainText("B 级：单方扫码");

  await type(kiosk, await newCode(page));
  await expect(panel(kiosk)).toContainText("不用再扫");
  await page.goto("/me/records");
  await expect(record).toContainText("A 级：双方扫码");

  // The board says whose side it was.
  await administrator.goto(`/station/${station.id}`);
  await expect(administrator.getByRole("listitem").filter({ hasText: "南门平板 · 本人手机扫码" })).toContainText("林双扫");

  // The next code at once, and a code that was changed, are told apart.
  await expect.poll(() => shown(kiosk), { timeout: 30_000 }).not.toBe(first);
  const code = await shown(kiosk);
  await page.goto(code);
  await expect(answer(page)).toContainText("刚刚扫过了");
  await page.goto(`${code.slice(0, -6)}AAAAAA`);
  await expect(answer(page)).toContainText("没有签到");
});

test("the code changes with its turn, without network too", async ({ letIn }) => {
  const { kiosk } = await openStation(letIn);
  const shapes = () => stationCode(kiosk).locator(".qr__dark").getAttribute("d");
  const before = await shapes();
  await kiosk.context().setOffline(true);
  await expect.poll(shapes, { timeout: 30_000 }).not.toBe(before);
  await kiosk.context().setOffline(false);
});

test("a kiosk that gave no key when it was enrolled shows no code, and says why to its staff", async ({ letIn }) => {
  const { keyless, station } = await openStation(letIn);
  await keyless.goto("/kiosk");
  await expect(keyless.getByRole("heading", { level: 1, name: station.name })).toBeVisible();
  await keyless.getByText("工作人员", { exact: true }).click();
  await expect(keyless.getByText("这个浏览器不能生成密钥，所以不显示站点码。")).toBeVisible();
  await expect(stationCode(keyless)).toHaveCount(0);
});

test("the phone's own camera reads it off the screen, and is off once there is an answer", async ({ page, letIn, baseURL }, info) => {
  test.slow();
  const { kiosk, ...day } = await openStation(letIn);
  await withAPlace(page, "何镜头", day);
  const file = info.outputPath("screen.y4m");
  writeVideo(file, await stationCode(kiosk).screenshot());
  const browser = await chromium.launch(options(camera(file)));
  const context = await browser.newContext({ baseURL, locale: "zh-CN", viewport: { width: 390, height: 844 }, storageState: await page.context().storageState() });
  const phone = await context.newPage();
  await phone.goto("/scan");
  await expect(answer(phone)).toContainText("签到成功", { timeout: 20_000 });
  await expect(phone.locator("video")).toHaveCount(0);
  await phone.screenshot({ path: info.outputPath("camera.png") });
  await phone.getByRole("button", { name: "再扫一次" }).click();
  await expect(phone.locator("video")).toBeVisible();
  await browser.close();
});

test("whoever is not logged in logs in and is checked in without scanning again", async ({ page, letIn }, info) => {
  const { kiosk, ...day } = await openStation(letIn);
  const other = await letIn({ storageState: undefined });
  const phone = await withAPlace(other, "孙后登", day);
  await page.goto(await shown(kiosk));
  await expect(answer(page)).toContainText("请先登录");
  await page.screenshot({ path: info.outputPath("log-in.png") });
  await page.getByRole("main").getByRole("link", { name: "登录" }).click();
  await enterCode(page, await askForCode(page, phone));
  await expect(answer(page)).toContainText("签到成功");
  await expect(page).toHaveURL(/\/scan$/);
});

test("a code of somebody else's is refused and never opened", async ({ page }, info) => {
  await newVolunteer(page, "赵警惕");
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).origin));
  await page.goto(`/scan?c=${encodeURIComponent("https://example.com/pay?to=me")}`);
  await expect(answer(page)).toContainText("没有打开它");
  await expect(answer(page)).toContainText("如果码是贴在上面的，请告诉站点工作人员");
  await page.screenshot({ path: info.outputPath("stranger.png") });
  await expect(page).toHaveURL(/\/scan$/);
  expect(new Set(asked).size).toBe(1);
});

test("from home and from the card it is one tap", async ({ page, letIn }) => {
  const { ...day } = await openStation(letIn);
  await withAPlace(page, "钱一点", day);
  await page.goto("/");
  await page.getByRole("region", { name: "您的下一次服务" }).getByRole("link", { name: "扫站点码签到" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "扫站点码" })).toBeVisible();
  await page.goto("/card");
  await page.getByRole("link", { name: "扫站点码签到" }).click();
  await expect(page).toHaveURL(/\/scan$/);
});

test.describe("without network", () => {
  test.use({ serviceWorkers: "allow" });

  test("a scan is kept on the phone, said so everywhere, and sent by itself", async ({ letIn }, info) => {
    test.slow();
    const { kiosk, ...day } = await openStation(letIn);
    const server = await front(process.env.PORTAL_URL);
    const page = await letIn({ storageState: undefined, baseURL: server.url, serviceWorkers: "allow", viewport: { width: 390, height: 844 } });
    await withAPlace(page, "周离线", day);
    await page.goto("/");
    await page.evaluate(() => navigator.serviceWorker.ready);
    await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);

    const code = await shown(kiosk);
    await server.stop();
    await page.goto(code);
    await expect(answer(page)).toContainText("已存在这台手机上，还没有上传");
    await expect(answer(page)).not.toContainText("签到成功");
    await page.screenshot({ path: info.outputPath("noted.png") });
    await page.goto("/");
    await expect(page.getByText("这台手机上有 1 次扫码还没有上传")).toBeVisible();
    await page.screenshot({ path: info.outputPath("home.png") });

    // It survives, and the next start sends it, wherever that is.
    await server.start();
    await page.goto("/me");
    await expect(page.getByText("已上传：签到成功")).toBeVisible();
    await expect(page.getByText("次扫码还没有上传")).toBeHidden();
    await page.goto("/me/records");
    await expect(page.getByRole("article").filter({ hasText: day.activity.title })).toContainText("服务中");
    await server.stop();
  });
});
