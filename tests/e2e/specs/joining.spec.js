// Somebody signs up with an answer and a friend, lets the friend go, and hands the place on to a stand-in; the team reads the answers.
import { randomInt } from "node:crypto";
import { now } from "../support/activities.js";
import { onTheWall } from "../support/city_time.js";
import { logInAdministrator, newVolunteer } from "../support/people.js";
import { makeStation, makeTeam, publishActivity } from "../support/staff.js";
import { expect, test } from "../support/test.js";

const DAY = 86_400_000;
const MARK = randomInt(1000, 10_000);
const [TEAM, STATION] = [`报名志愿服务队${MARK}`, `报名站点${MARK}`];
const PHONE = { viewport: { width: 390, height: 844 } };

const shift = (page) => page.getByRole("main").getByRole("listitem").first();
const card = (page, title) => page.getByRole("article").filter({ hasText: title });

test.beforeEach(({ isMobile }) => test.skip(!isMobile, "volunteers have a phone"));

test("a place with an answer and a friend is handed on to a stand-in", async ({ page, request, letIn }) => {
  test.setTimeout(180_000);
  await logInAdministrator(page);
  await makeTeam(page, TEAM);
  await makeStation(page, STATION);
  const title = `先问一句${MARK}`;
  const { day } = onTheWall((await now(request)) + DAY);
  await publishActivity(page, { title, team: TEAM, station: STATION, position: "引导", day, from: "09:00", to: "12:00", people: 5, question: "衣服尺码？" });
  const id = page.url().split("/").at(-1);

  const [first, second] = [await letIn(PHONE), await letIn(PHONE)];
  await newVolunteer(first, "郑清明");
  await first.goto(`/activities/${id}`);
  await shift(first).getByRole("link", { name: /^报名/ }).click();
  await expect(first.getByRole("heading", { level: 1, name: "报名" })).toBeVisible();
  await expect(first.getByRole("main").getByRole("checkbox").first()).toBeChecked();
  await first.getByRole("button", { name: "添加同行人员" }).click();
  await first.getByLabel("第 1 位的姓名").fill("郑小明");
  await first.getByRole("button", { name: "提交报名" }).click();
  await expect(first.getByRole("alert")).toContainText("衣服尺码？");
  await first.getByLabel("衣服尺码？").fill("中号");
  await first.getByRole("button", { name: "提交报名" }).click();
  await expect(card(first, title)).toContainText("同行：郑小明");
  const shifts = async () => (await (await request.get(`/api/activities/${id}`)).json()).shifts.map(({ taken }) => taken);
  expect(await shifts()).toEqual([2]);

  await card(first, title).getByRole("button", { name: "郑小明 不来了" }).click();
  await expect(first.getByText("已退回一个名额")).toBeVisible();
  await expect(card(first, title)).not.toContainText("同行：");
  expect(await shifts()).toEqual([1]);

  await card(first, title).getByRole("button", { name: /^找人替我/ }).click();
  await first.getByRole("dialog", { name: "找人替您来" }).getByRole("button", { name: "发出邀请" }).click();
  await expect(card(first, title)).toContainText("正在找人替班");
  const own = (await (await first.request.get("/api/me/sign-ups")).json()).items.find(({ activity }) => activity === id);

  await newVolunteer(second, "孙谷雨");
  await second.goto(`/stand-ins/${own.id}`);
  await expect(second.getByText("郑* 这次来不了，想请您替一下。")).toBeVisible();
  await second.getByLabel("衣服尺码？").fill("大号");
  await second.getByRole("button", { name: "我来替班" }).click();
  await expect(card(second, title)).toContainText("已报名");
  expect(await shifts()).toEqual([1]);
  await first.goto("/messages");
  await expect(first.getByRole("article").filter({ hasText: "有人替您了" })).toContainText(title);

  await page.reload();
  await expect(page.getByRole("row").filter({ hasText: "孙谷雨" })).toContainText("大号");
});
