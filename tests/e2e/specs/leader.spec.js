// A leader's phone at an activity: it scans, it ticks names, it goes on without network, and nothing is lost.
import { randomInt } from "node:crypto";
import { now } from "../support/activities.js";
import { onTheWall } from "../support/city_time.js";
import { newCode, panel, type } from "../support/kiosk.js";
import { logInAdministrator, newVolunteer } from "../support/people.js";
import { makeStation, makeTeam, publishActivity } from "../support/staff.js";
import { expect, test } from "../support/test.js";
import { UNREACHED, any } from "../support/watch.js";

const MINUTE = 60_000;
const MARK = randomInt(1000, 10_000);
const [TEAM, STATION, TITLE] = [`点名志愿服务队${MARK}`, `点名站点${MARK}`, `公园点名${MARK}`];
const PEOPLE = ["孙立春", "孙雨水", "孙惊蛰"];
const GUEST = "孙春分";

test.use({ serviceWorkers: "allow", expected: any(UNREACHED, /Failed to fetch/, /net::ERR_INTERNET_DISCONNECTED/) });

const line = (page, name) => page.getByRole("listitem").filter({ hasText: name });

test("a leader scans and ticks, also without network, and every hour counts", async ({ page, request, browser, baseURL, isMobile }) => {
  test.skip(!isMobile, "a leader has a phone");
  test.setTimeout(180_000);
  const begin = (await now(request)) + 20 * MINUTE;
  const [from, to] = [onTheWall(begin), onTheWall(begin + 180 * MINUTE)];
  test.skip(from.day !== to.day, "the helper that makes shifts makes them within one day");
  await logInAdministrator(page);
  await makeTeam(page, TEAM);
  await makeStation(page, STATION);
  await publishActivity(page, { title: TITLE, team: TEAM, station: STATION, position: "清扫", day: from.day, from: from.clock, to: to.clock });
  const managed = page.url();
  const id = managed.split("/").at(-1);

  const volunteers = [];
  for (const name of PEOPLE) {
    const context = await browser.newContext({ baseURL, locale: "zh-CN", timezoneId: "Asia/Shanghai", viewport: { width: 390, height: 844 } });
    const own = await context.newPage();
    await newVolunteer(own, name);
    await own.goto(`/activities/${id}`);
    await own.getByRole("main").getByRole("button", { name: /^报名/ }).first().click();
    await expect(own.getByText("您已报名，到时见！")).toBeVisible();
    volunteers.push(own);
  }
  const [ticked, scanned, offline] = volunteers;

  await page.goto(managed);
  await page.getByRole("link", { name: "现场签到" }).click();
  await expect(page.getByRole("heading", { level: 1, name: TITLE })).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await line(page, PEOPLE[0]).getByRole("button", { name: /签到$/ }).click();
  await expect(line(page, PEOPLE[0])).toContainText(/\d\d:\d\d 签到/);
  await expect(panel(page)).toContainText("签到成功");

  await type(page, await newCode(scanned));
  await expect(line(page, PEOPLE[1])).toContainText(/\d\d:\d\d 签到/);

  await page.context().setOffline(true);
  await page.reload();
  await expect(line(page, PEOPLE[2])).toContainText("未到");
  await line(page, PEOPLE[2]).getByRole("button", { name: /签到$/ }).click();
  await expect(line(page, PEOPLE[2])).toContainText("已记下签到");
  await expect(panel(page)).not.toContainText("签到成功");
  await page.reload();
  await expect(line(page, PEOPLE[2])).toContainText("已记下签到");
  await page.context().setOffline(false);
  await expect(line(page, PEOPLE[2])).toContainText(/\d\d:\d\d 签到/, { timeout: 30_000 });
  await expect(page.getByText("在岗 3 人")).toBeVisible();

  // Somebody who came to help without having signed up is noted, and settled on the activity's own board.
  const guest = await (await browser.newContext({ baseURL, locale: "zh-CN", timezoneId: "Asia/Shanghai" })).newPage();
  await newVolunteer(guest, GUEST);
  await type(page, await newCode(guest));
  await panel(page).getByRole("button", { name: "我来帮忙，记下" }).click();
  await expect(panel(page)).toContainText("已记下，待匹配");
  await page.goto(managed);
  await page.getByRole("link", { name: "值守台" }).click();
  await expect(page).toHaveURL(`${managed}/board`);
  await expect(page.getByRole("heading", { level: 1, name: `${TITLE} · 值守台` })).toBeVisible();
  await page.getByRole("listitem").filter({ hasText: GUEST }).getByRole("button", { name: /^计入班次/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("理由").fill("本人在场，已当面核实");
  await dialog.getByRole("button", { name: "计入", exact: true }).click();
  await expect(page.getByText("没有需要处理的扫码。")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: GUEST })).toContainText("未报名");
  await guest.context().close();

  for (const [own, grade] of [[ticked, "C"], [scanned, "B"], [offline, "C"]]) {
    const records = await own.evaluate(async () => (await (await fetch("/api/me/records")).json()).records.items);
    expect(records.map((record) => [record.grade, record.status])).toEqual([[grade, "open"]]);
    await own.goto("/me/records");
    await expect(own.getByRole("main")).toContainText(TITLE);
    await own.context().close();
  }
});
