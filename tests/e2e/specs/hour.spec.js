// The main job of the portal, whole: from a team that is made to an hour that is credited. Each step
// is done by the person whose step it is, in a browser of their own, and goes on where the last one ended.
import { randomInt } from "node:crypto";
import { chromium } from "@playwright/test";
import { now } from "../support/activities.js";
import { readCode } from "../support/card.js";
import { camera, chromium as options } from "../support/chromium.js";
import { onTheWall } from "../support/city_time.js";
import { newCode, panel, type } from "../support/kiosk.js";
import { logInAdministrator, newVolunteer } from "../support/people.js";
import { makeKioskCode, makeStation, makeTeam, publishActivity } from "../support/staff.js";
import { expect, test } from "../support/test.js";
import { UNREACHED, answered, any, unexpected, watch } from "../support/watch.js";
import { writeVideo } from "../support/y4m.js";

const MINUTE = 60_000;
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
// New names each time, so that a city can be used twice.
const MARK = randomInt(1000, 10_000);
const [TEAM, STATION, TITLE, POSITION] = [`同心志愿服务队${MARK}`, `人民东路雷锋之家${MARK}`, `站点值守${MARK}`, "门口引导"];
const VOLUNTEER = "林知遥";

test.describe.configure({ mode: "serial" });

/** The people, each with a page that stays from step to step, and what they tell each other. */
const people = {};
const told = {};
const wrong = [];

test.beforeAll(async ({ browser, baseURL }) => {
  const letIn = async (options) => {
    const context = await browser.newContext({ baseURL, locale: "zh-CN", timezoneId: "Asia/Shanghai", ...options });
    wrong.push(await watch(context));
    return context.newPage();
  };
  people.administrator = await letIn({ viewport: { width: 1280, height: 800 } });
  people.volunteer = await letIn(PHONE);
  people.kiosk = await letIn({ viewport: { width: 1280, height: 800 } });
});

test.afterAll(async () => {
  for (const page of Object.values(people)) await page.context().close();
});

/** Lets an hour pass, by the button that a demonstration has. */
async function passAnHour(page) {
  const clock = page.getByRole("button", { name: /^\d\d:\d\d，快进一小时$/ });
  const before = await clock.innerText();
  await clock.click();
  await expect(clock).not.toHaveText(before);
}

/** Lets hours pass until the day has room for a whole shift. */
async function untilTheDayHasRoom(page, request) {
  await page.goto("/");
  while (onTheWall(await now(request)).clock > "20:00") await passAnHour(page);
}

test("the administrator makes a team, a station and an activity that begins soon, and publishes it", async ({ request }) => {
  const page = people.administrator;
  await untilTheDayHasRoom(page, request);
  await logInAdministrator(page);
  await makeTeam(page, TEAM);
  await makeStation(page, STATION);
  told.station = page.url();
  const start = (await now(request)) + 30 * MINUTE;
  told.start = start;
  const [from, to] = [onTheWall(start), onTheWall(start + 180 * MINUTE)];
  await publishActivity(page, { title: TITLE, team: TEAM, station: STATION, position: POSITION, day: from.day, from: from.clock, to: to.clock });
  told.managed = page.url();
});

test("a new volunteer joins and signs up with one tap", async () => {
  const page = people.volunteer;
  await newVolunteer(page, VOLUNTEER);
  await page.goto("/activities");
  await page.getByLabel("活动名称或地点").fill(TITLE);
  await page.getByRole("button", { name: "搜索" }).click();
  await page.getByRole("link", { name: TITLE }).click();
  await page.getByRole("button", { name: /^报名/ }).click();
  await expect(page.getByText("您已报名，到时见！")).toBeVisible();
  await expect(page.getByText("联系主办队伍：值班电话见站点门口")).toBeVisible();
});

test("a kiosk is enrolled with a code that serves once", async () => {
  await people.administrator.goto(told.station);
  const code = await makeKioskCode(people.administrator);
  const page = people.kiosk;
  await page.goto("/kiosk");
  await page.getByLabel("登记码").fill("AAAA AAAA");
  await page.getByLabel("设备名称").fill("门口平板");
  await page.getByRole("button", { name: "登记" }).click();
  await expect(page.getByRole("alert").getByText("登记码不对。请核对后重新输入。")).toBeVisible();
  await expect(page.getByLabel("设备名称")).toHaveValue("门口平板");
  await page.getByLabel("登记码").fill(code);
  await page.getByRole("button", { name: "登记" }).click();
  await expect(page.getByRole("heading", { level: 1, name: STATION })).toBeVisible();
  await expect(page.getByRole("list", { name: "今天的班次" })).toContainText(TITLE);
  await expect(people.administrator.getByRole("main").getByText("门口平板")).toBeVisible({ timeout: 20_000 });
});

test("the kiosk reads the volunteer's screen with its camera and checks them in", async ({ baseURL }, info) => {
  const card = people.volunteer;
  told.first = await newCode(card);
  const code = card.getByRole("img", { name: "志愿者二维码" });
  await expect(code).toBeVisible();
  const file = info.outputPath("code.y4m");
  writeVideo(file, await code.screenshot());
  const browser = await chromium.launch(options(camera(file)));
  const context = await browser.newContext({ baseURL, locale: "zh-CN", viewport: { width: 1280, height: 800 }, storageState: await people.kiosk.context().storageState() });
  wrong.push(await watch(context));
  const page = await context.newPage();
  await page.goto("/kiosk");
  await expect(panel(page)).toHaveText(new RegExp(`签到成功.*林\\*，欢迎！${TITLE}`), { timeout: 15_000 });
  await expect(page.getByText("在岗 1 人")).toBeVisible();
  await browser.close();
});

test("the roster says who is in", async () => {
  const page = people.administrator;
  await page.goto(told.managed);
  await expect(page.getByText("在岗 1 人")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: VOLUNTEER })).toContainText("在岗");
});

test("an hour later the code of the check-in is refused, and why", async () => {
  await people.volunteer.goto("/");
  await passAnHour(people.volunteer);
  await people.kiosk.reload();
  await expect(people.kiosk.getByText("已联网")).toBeVisible();
  await type(people.kiosk, told.first);
  await expect(panel(people.kiosk)).toContainText(/这个码是 (1\s?小时|59\s?分钟) 前的，可能是截图。/);
  await expect(panel(people.kiosk)).toContainText("请出示手机上实时更新的码。");
  await type(people.kiosk, "HTTPS0123456789");
  await expect(panel(people.kiosk)).toContainText("这不是志愿者码。");
});

test("a scanner that types checks out, and a nervous second scan changes nothing", async () => {
  const { kiosk, volunteer } = people;
  await type(kiosk, await newCode(volunteer));
  await expect(panel(kiosk)).toHaveText(new RegExp(`签退成功.*林\\*，辛苦了！${TITLE}.*本次计时 \\d+ 分钟`));
  await expect(kiosk.getByText("在岗 0 人")).toBeVisible();
  await type(kiosk, await newCode(volunteer));
  await expect(panel(kiosk)).toContainText("刚刚扫过了，不用再扫。");
});

test("the volunteer sees the credited minutes at once, and the roster shows in and out", async () => {
  const page = people.volunteer;
  await page.goto("/me/records");
  const record = page.getByRole("article").filter({ hasText: TITLE });
  await expect(record).toContainText("已记入");
  // Early arrival does not count: half of the hour lay before the shift.
  await expect(record).toContainText(/(29|30|31) 分钟/);
  await expect(record).toContainText("B 级：单方扫码");
  await expect(page.getByRole("region", { name: "我的时长" })).toContainText(/(29|30|31) 分钟/);
  await page.goto("/messages");
  await expect(page.getByRole("article").filter({ hasText: "时长已记入" })).toContainText(TITLE);

  await people.administrator.goto(told.managed);
  const line = people.administrator.getByRole("row").filter({ hasText: VOLUNTEER });
  await expect(line).toContainText("已签退");
  await expect(line).toContainText(/\d\d:\d\d.*\d\d:\d\d.*(29|30|31) 分钟/);
});

test("without a network a scan is noted and not called checked; with it again it is delivered", async () => {
  const { kiosk, volunteer } = people;
  await volunteer.goto("/");
  await passAnHour(volunteer);
  await kiosk.reload();
  await expect(kiosk.getByText("已联网")).toBeVisible();
  const fresh = await newCode(volunteer);
  await kiosk.context().setOffline(true);
  await type(kiosk, fresh);
  await expect(panel(kiosk)).toContainText("已验证，已记下，待上传");
  await expect(panel(kiosk)).toContainText("林*");
  await expect(panel(kiosk)).not.toContainText("成功");
  await expect(kiosk.getByText("未联网")).toBeVisible();
  await expect(kiosk.getByText(/^1 次扫码待上传/)).toBeVisible();
  // What waits lies on the device, and survives the page.
  await kiosk.context().setOffline(false);
  await kiosk.reload();
  await expect(kiosk.getByText("已联网")).toBeVisible();
  await expect(kiosk.getByRole("listitem").filter({ hasText: "签到成功" })).toContainText("林*");
  await expect(kiosk.getByText(/次扫码待上传/)).toBeHidden();
  await expect(kiosk.getByText("在岗 1 人")).toBeVisible();
});

test("a card on paper checks out once somebody has looked at the person", async () => {
  const { kiosk, volunteer } = people;
  await volunteer.goto("/");
  await passAnHour(volunteer);
  await kiosk.reload();
  await expect(kiosk.getByText("已联网")).toBeVisible();
  await volunteer.goto("/card/paper");
  await volunteer.getByRole("button", { name: "制作纸质证" }).click();
  const paper = await readCode(volunteer);
  await type(kiosk, paper);
  await expect(panel(kiosk)).toContainText("请核对本人");
  await panel(kiosk).getByRole("button", { name: "不是本人", exact: true }).click();
  await expect(panel(kiosk)).toContainText("没有确认是本人。");
  await expect(kiosk.getByText("在岗 1 人")).toBeVisible();
  await expect(panel(kiosk)).toContainText("请出示志愿者码");
  await type(kiosk, paper);
  await panel(kiosk).getByRole("button", { name: "是本人", exact: true }).click();
  await expect(panel(kiosk)).toHaveText(/签退成功.*林\*/);
  await expect(kiosk.getByText("在岗 0 人")).toBeVisible();
});

test("a number that is typed is tested as it stands, and the server says whose it is", async () => {
  const { kiosk, volunteer } = people;
  const { number } = await (await volunteer.request.get("/api/me/card")).json();
  await volunteer.goto("/");
  await kiosk.getByLabel("输入志愿者编号").fill(altered(number));
  await expect(kiosk.getByText("编号不对，请逐个字核对")).toBeVisible();
  await kiosk.getByLabel("输入志愿者编号").fill(number.toLowerCase());
  await expect(kiosk.getByText(`编号：${number.slice(0, 4)} ${number.slice(4)}`)).toBeVisible();
  await kiosk.getByRole("button", { name: "用编号登记" }).click();
  await expect(panel(kiosk)).toContainText("刚刚扫过了，不用再扫。");
});

test("somebody who has not signed up is asked, and noted for the station to match", async () => {
  const { kiosk, administrator } = people;
  const answer = await administrator.request.post("/api/people/search", { data: { text: "王" } });
  const [{ number }] = (await answer.json()).people;
  await kiosk.getByLabel("输入志愿者编号").fill(number);
  await kiosk.getByRole("button", { name: "用编号登记" }).click();
  await expect(panel(kiosk)).toContainText("没有您的报名");
  await panel(kiosk).getByRole("button", { name: "我来帮忙，记下" }).click();
  await expect(panel(kiosk)).toContainText("已记下，待匹配");
  await expect(kiosk.getByText("在岗 0 人")).toBeVisible();
});

/** A number with one character that is not the right one. */
function altered(number) {
  return `${number[0] === "7" ? "8" : "7"}${number.slice(1)}`;
}

test("nothing went wrong in any of the browsers", () => {
  expect(unexpected(wrong.flat(), any(answered("4(01|22)", "/api/kiosk"), UNREACHED))).toEqual([]);
});
