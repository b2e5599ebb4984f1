// One place and two who want it: the second waits, the first cannot come, and the second confirms the place that is held for
// them. And a team that looks at each sign-up.
import { randomInt } from "node:crypto";
import { now } from "../support/activities.js";
import { onTheWall } from "../support/city_time.js";
import { logInAdministrator, newVolunteer } from "../support/people.js";
import { makeStation, makeTeam, publishActivity } from "../support/staff.js";
import { expect, test } from "../support/test.js";

const DAY = 86_400_000;
const MARK = randomInt(1000, 10_000);
const [TEAM, STATION] = [`候补志愿服务队${MARK}`, `候补站点${MARK}`];
const PHONE = { viewport: { width: 390, height: 844 } };

const shift = (page) => page.getByRole("main").getByRole("listitem").first();
const card = (page, title) => page.getByRole("article").filter({ hasText: title });

test.beforeEach(({ isMobile }) => test.skip(!isMobile, "volunteers have a phone"));

/** A new activity of tomorrow with one place; its id. The administrator is on its page. */
async function onePlace(page, request, title, approval) {
  const { day } = onTheWall((await now(request)) + DAY);
  await publishActivity(page, { title, team: TEAM, station: STATION, position: "引导", day, from: "09:00", to: "12:00", people: 1, approval });
  return page.url().split("/").at(-1);
}

test("a place that is given back goes to who waits, and a team approves who signs up", async ({ page, request, letIn }) => {
  test.setTimeout(180_000);
  await logInAdministrator(page);
  await makeTeam(page, TEAM);
  await makeStation(page, STATION);
  const title = `一个名额${MARK}`;
  const id = await onePlace(page, request, title, false);

  const [first, second] = [await letIn(PHONE), await letIn(PHONE)];
  await newVolunteer(first, "周处暑");
  await first.goto(`/activities/${id}`);
  await shift(first).getByRole("button", { name: /^报名/ }).click();
  await expect(shift(first).getByText("已报名")).toBeVisible();

  await newVolunteer(second, "吴白露");
  await second.goto(`/activities/${id}`);
  await expect(shift(second)).toContainText("已满员");
  await shift(second).getByRole("button", { name: /^加入候补/ }).click();
  await expect(shift(second).getByText("候补中，第 1 位")).toBeVisible();
  await second.goto("/me/sign-ups");
  await expect(card(second, title)).toContainText("第 1 位");

  await first.goto("/me/sign-ups");
  await expect(card(first, title)).toContainText("之前取消不留记录");
  await card(first, title).getByRole("button", { name: /^我来不了/ }).click();
  await first.getByRole("dialog", { name: "确定取消报名吗？" }).getByRole("button", { name: "取消报名" }).click();
  await expect(first.getByRole("link", { name: new RegExp(title) }).filter({ hasText: "已取消" })).toBeVisible();

  await second.goto("/messages");
  const offer = second.getByRole("article").filter({ hasText: "有名额了，请确认" });
  await expect(offer).toContainText(title);
  await offer.getByRole("link", { name: "去确认" }).click();
  await expect(card(second, title)).toContainText("为您保留到");
  await card(second, title).getByRole("button", { name: "确认参加" }).click();
  await expect(second.getByText("报名成功！")).toBeVisible();
  await expect(card(second, title)).toContainText("已报名");
  const { shifts } = await (await request.get(`/api/activities/${id}`)).json();
  expect(shifts.map(({ capacity, taken, waiting }) => [capacity, taken, waiting])).toEqual([[1, 1, 0]]);

  const looked = `逐个审核${MARK}`;
  const other = await onePlace(page, request, looked, true);
  await first.goto(`/activities/${other}`);
  await shift(first).getByRole("button", { name: /^报名（需审核）/ }).click();
  await expect(shift(first).getByText("等待主办队伍审核")).toBeVisible();
  await page.reload();
  const applicants = page.getByRole("region", { name: "待审核的报名（1）" });
  await applicants.getByRole("button", { name: /^通过/ }).click();
  await expect(page.getByText("已通过：周处暑")).toBeVisible();
  await expect(applicants).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: "周处暑" })).toContainText("已报名");
  await first.goto("/messages");
  await expect(first.getByRole("article").filter({ hasText: "报名成功" }).filter({ hasText: looked })).toBeVisible();
});
