// The own calendar, and how people are told: the feed follows a sign-up, the settings are kept, and the inbox is read without network.
import { randomInt } from "node:crypto";
import { now } from "../support/activities.js";
import { onTheWall } from "../support/city_time.js";
import { logInAdministrator, newVolunteer } from "../support/people.js";
import { makeStation, makeTeam, publishActivity } from "../support/staff.js";
import { expect, test } from "../support/test.js";
import { UNREACHED, any } from "../support/watch.js";

const DAY = 86_400_000;
const MARK = randomInt(1000, 10_000);
const [TEAM, STATION] = [`日历志愿服务队${MARK}`, `日历站点${MARK}`];
const PHONE = { viewport: { width: 390, height: 844 } };

const card = (page, title) => page.getByRole("article").filter({ hasText: title });

test.beforeEach(({ isMobile }) => test.skip(!isMobile, "volunteers have a phone"));

test("a calendar follows the own sign-ups, and a new address ends the old one", async ({ page, request, letIn }) => {
  test.setTimeout(120_000);
  await logInAdministrator(page);
  await makeTeam(page, TEAM);
  await makeStation(page, STATION);
  const { day } = onTheWall((await now(request)) + 3 * DAY);
  const title = `日历里的活动${MARK}`;
  await publishActivity(page, { title, team: TEAM, station: STATION, position: "引导", day, from: "09:00", to: "12:00", people: 2 });
  const id = page.url().split("/").at(-1);

  const who = await letIn(PHONE);
  await newVolunteer(who, "郑小满");
  await who.goto(`/activities/${id}`);
  await who.getByRole("main").getByRole("listitem").first().getByRole("button", { name: /^报名/ }).click();
  await expect(who.getByText("您已报名，到时见！")).toBeVisible();
  await who.goto("/me/sign-ups");
  const file = await who.request.get(await card(who, title).getByRole("link", { name: /加入日历/ }).getAttribute("href"));
  expect(file.headers()["content-type"]).toContain("text/calendar");
  expect(await file.text()).toContain("STATUS:CONFIRMED");

  await who.getByRole("button", { name: "订阅日历" }).click();
  await who.getByRole("button", { name: "生成我的订阅地址" }).click();
  const address = who.getByRole("region", { name: "同步到手机日历" }).locator("code");
  await expect(address).toContainText("/api/calendars/");
  const first = await address.innerText();
  await expect(who.getByRole("link", { name: "用日历应用打开" })).toHaveAttribute("href", first.replace(/^https?:/, "webcal:"));
  expect(await (await request.get(first)).text()).toContain("STATUS:CONFIRMED");

  await card(who, title).getByRole("button", { name: /^我来不了/ }).click();
  await who.getByRole("dialog", { name: "确定取消报名吗？" }).getByRole("button", { name: "取消报名" }).click();
  await expect(who.getByRole("link", { name: new RegExp(title) }).filter({ hasText: "已取消" })).toBeVisible();
  const after = await (await request.get(first)).text();
  expect(after).toContain("STATUS:CANCELLED");
  expect(after).toContain("SEQUENCE:1");

  await who.getByRole("button", { name: "换一个新地址" }).click();
  await who.getByRole("dialog", { name: "换一个新地址？" }).getByRole("button", { name: "换一个新地址" }).click();
  await expect(address).not.toHaveText(first);
  expect((await request.get(first)).status()).toBe(404);
  expect((await request.get(await address.innerText())).status()).toBe(200);
});

test("quiet hours and text messages are chosen and kept", async ({ page }) => {
  await newVolunteer(page, "郑芒种");
  await page.goto("/me");
  await page.getByRole("link", { name: "通知设置" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "通知设置" })).toBeVisible();
  await page.getByRole("checkbox", { name: /发短信到/ }).uncheck();
  await page.getByLabel("从").fill("21:30");
  await page.getByLabel("到", { exact: true }).fill("08:15");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("已保存")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("从")).toHaveValue("21:30");
  await expect(page.getByLabel("到", { exact: true })).toHaveValue("08:15");
  await expect(page.getByRole("checkbox", { name: /发短信到/ })).not.toBeChecked();
});

test.describe("without network", () => {
  test.use({ serviceWorkers: "allow", expected: any(UNREACHED, /Failed to fetch/) });

  test("the inbox can be read, day by day", async ({ page, context }) => {
    await page.goto("/login");
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) await new Promise((led) => navigator.serviceWorker.addEventListener("controllerchange", led, { once: true }));
    });
    await newVolunteer(page, "郑夏至");
    await page.goto("/messages");
    const welcome = page.getByRole("article").filter({ hasText: "欢迎加入" });
    await expect(page.getByRole("heading", { level: 2, name: /^今天/ })).toBeVisible();
    await expect(welcome).toBeVisible();
    await expect.poll(() => page.evaluate(async () => (await (await caches.open("answers")).keys()).map(({ url }) => new URL(url).pathname))).toContain("/api/me/messages");
    await context.setOffline(true);
    await page.reload();
    await expect(welcome).toBeVisible();
    await context.setOffline(false);
  });
});
