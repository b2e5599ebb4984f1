// A team changes what it has published: whoever signed up reads what is otherwise, and two who change it at the same time lose nothing. A programme
// comes again by a rule, and what is over is held once more.
import { randomInt } from "node:crypto";
import { now } from "../support/activities.js";
import { onTheWall } from "../support/city_time.js";
import { logInAdministrator, newVolunteer } from "../support/people.js";
import { makeStation, makeTeam, publishActivity, publishDraft } from "../support/staff.js";
import { expect, test } from "../support/test.js";
import { answered } from "../support/watch.js";

const DAY = 86_400_000;
const MARK = randomInt(1000, 10_000);
const [TEAM, STATION, TITLE] = [`改期志愿服务队${MARK}`, `改期站点${MARK}`, `改期活动${MARK}`];
const PHONE = { viewport: { width: 390, height: 844 } };

// The second editor is told that somebody was quicker.
test.use({ expected: answered(409, "/api/activities/") });
test.beforeEach(({ isMobile }) => test.skip(isMobile, "a team works at a desk"));

const shifts = (page) => page.getByRole("list", { name: "班次" }).getByRole("listitem");

test("a published activity is changed, everybody is told, and a second editor loses nothing", async ({ page, request, letIn }) => {
  test.setTimeout(180_000);
  await logInAdministrator(page);
  await makeTeam(page, TEAM);
  await makeStation(page, STATION);
  const { day } = onTheWall((await now(request)) + 3 * DAY);
  await publishActivity(page, { title: TITLE, team: TEAM, station: STATION, position: "引导", day, from: "09:00", to: "12:00", people: 3 });
  const managed = page.url();
  const id = managed.split("/").at(-1);

  const volunteer = await letIn(PHONE);
  await newVolunteer(volunteer, "郑寒露");
  await volunteer.goto(`/activities/${id}`);
  await volunteer.getByRole("main").getByRole("button", { name: /^报名/ }).first().click();
  await expect(volunteer.getByText("您已报名，到时见！")).toBeVisible();

  // Two windows open the form; the first one moves the shift.
  const other = await page.context().newPage();
  await other.goto(`${managed}/edit`);
  await expect(other.getByRole("heading", { level: 1, name: `修改：${TITLE}` })).toBeVisible();
  await page.reload();
  await page.getByRole("link", { name: "修改", exact: true }).click();
  await expect(shifts(page)).toContainText("有 1 人报名或候补");
  await shifts(page).getByLabel("开始").fill("14:00");
  await shifts(page).getByLabel("结束").fill("17:00");
  await page.getByRole("button", { name: "保存修改" }).click();
  const question = page.getByRole("dialog", { name: "有人已报名，要保存吗？" });
  await expect(question).toContainText("已有 1 人次报名");
  await question.getByRole("button", { name: "保存并通知" }).click();
  await expect(page.getByText("修改已保存。")).toBeVisible();

  await volunteer.goto("/messages");
  const message = volunteer.getByRole("article").filter({ hasText: "活动有变动，请留意" });
  await expect(message).toContainText("09:00");
  await expect(message).toContainText("14:00");
  await expect(message).toContainText("不记为临时取消");

  // The second one is told, keeps what was typed, and sees the new time.
  await other.getByLabel("活动名称").fill(`${TITLE}（更名）`);
  await other.getByRole("button", { name: "保存修改" }).click();
  await expect(other.getByText("在您修改期间，有人改了下面这些内容。")).toBeVisible();
  await expect(shifts(other).getByLabel("开始")).toHaveValue("14:00");
  await expect(other.getByLabel("活动名称")).toHaveValue(`${TITLE}（更名）`);
  await other.getByRole("button", { name: "保存修改" }).click();
  await expect(other.getByRole("heading", { level: 1, name: `${TITLE}（更名）` })).toBeVisible();
  await other.getByText("修改记录").click();
  await expect(other.getByText(`活动名称：${TITLE} → ${TITLE}（更名）`)).toBeVisible();
  await other.close();

  // Words to its people, and then it is called off with a reason.
  await page.reload();
  await page.getByRole("button", { name: "发消息" }).click();
  const words = page.getByRole("dialog", { name: "发消息" });
  await words.getByLabel("消息内容").fill("请自带水杯。");
  await words.getByRole("button", { name: "发送" }).click();
  await expect(page.getByText("已发给 1 人。")).toBeVisible();
  await page.getByRole("button", { name: "取消活动" }).click();
  const cancelling = page.getByRole("dialog", { name: "确定要取消吗？" });
  await cancelling.getByLabel("取消原因").fill("暴雨预警");
  await cancelling.getByRole("button", { name: "取消活动" }).click();
  await expect(page.getByText("已取消，正在通知报名的志愿者。")).toBeVisible();
  await volunteer.goto("/messages");
  await expect(volunteer.getByRole("article").filter({ hasText: "主办队伍的消息" })).toContainText("请自带水杯。");
  await expect(volunteer.getByRole("article").filter({ hasText: "活动取消" })).toContainText("原因：暴雨预警");

  // Held once more, every week until a day.
  await page.getByRole("link", { name: "复制" }).click();
  await expect(page.getByLabel("活动名称")).toHaveValue(`${TITLE}（更名）`);
  await page.getByRole("button", { name: "按规律重复…" }).click();
  const repeat = page.getByRole("dialog", { name: "按规律重复这个班次" });
  // Whatever day it is: a holiday would be one shift less.
  await repeat.getByLabel("跳过法定节假日").uncheck();
  await repeat.getByLabel("到哪一天为止").fill(onTheWall((await now(request)) + 24 * DAY).day);
  await expect(repeat).toContainText("将增加 3 个班次");
  await repeat.getByRole("button", { name: "增加这些班次" }).click();
  await expect(shifts(page)).toHaveCount(4);
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(page.getByText("草稿已保存。")).toBeVisible();
  await expect(page.getByText("共 4 个班次")).toBeVisible();

  // The rule is kept with them: what follows one shift moves with it, and whoever signed up for one of those reads the new time.
  await publishDraft(page);
  const programme = page.url();
  await volunteer.goto(`/activities/${programme.split("/").at(-1)}`);
  const places = volunteer.getByRole("main").getByRole("button", { name: /^报名/ });
  await expect(places).toHaveCount(4);
  await places.nth(2).click();
  await expect(volunteer.getByText("您已报名，到时见！")).toBeVisible();
  await edit(page);
  const rules = page.getByRole("list", { name: "重复规律" }).getByRole("listitem");
  await expect(rules).toContainText(["每周"]);
  await shifts(page).nth(1).getByLabel("开始").fill("15:30");
  await shifts(page).nth(1).getByRole("group", { name: "改动用于" }).getByLabel("这次和以后的").check();
  await expect(shifts(page).nth(1)).toContainText("另有 2 个班次一起改");
  // Somebody has a place in one of them, so it is asked whether all are to be told.
  await page.getByRole("button", { name: "保存修改" }).click();
  await page.getByRole("dialog", { name: "有人已报名，要保存吗？" }).getByRole("button", { name: "保存并通知" }).click();
  await expect(page).toHaveURL(programme);
  await volunteer.goto("/messages");
  await expect(volunteer.getByRole("article").filter({ hasText: "活动有变动，请留意" }).first()).toContainText("15:30");
  await volunteer.goto("/me/sign-ups");
  await expect(volunteer.getByRole("main")).toContainText("15:30–17:00");

  // Only one, and then all of the second rule.
  await edit(page);
  await expect(rules).toHaveCount(2);
  await shifts(page).nth(0).getByLabel("开始").fill("13:30");
  await expect(shifts(page).nth(0).getByLabel("只改这一次")).toBeChecked();
  await shifts(page).nth(3).getByLabel("人数").fill("9");
  await shifts(page).nth(3).getByLabel("所有还没到的班次").check();
  await save(page, programme);
  await edit(page);
  for (const [number, from, people] of [[0, "13:30", "3"], [1, "15:30", "9"], [2, "15:30", "9"], [3, "15:30", "9"]]) {
    await expect(shifts(page).nth(number).getByLabel("开始")).toHaveValue(from);
    await expect(shifts(page).nth(number).getByLabel("人数")).toHaveValue(people);
  }

  // It goes on for two weeks, of which the second one is taken out again.
  await rules.nth(1).getByRole("button", { name: /^延长/ }).click();
  const longer = page.getByRole("dialog", { name: "把这个规律延长" });
  await longer.getByLabel("跳过法定节假日").uncheck();
  await longer.getByLabel("到哪一天为止").fill(onTheWall((await now(request)) + 38 * DAY).day);
  await expect(longer).toContainText("将增加 2 个班次");
  await longer.getByRole("button", { name: "增加这些班次" }).click();
  await expect(shifts(page)).toHaveCount(6);
  await shifts(page).nth(5).getByRole("button", { name: "删除" }).click();
  const out = page.getByRole("dialog", { name: "删除班次" });
  await out.getByLabel("这次和以后的").check();
  await out.getByRole("button", { name: "删除" }).click();
  await expect(shifts(page)).toHaveCount(5);
  await save(page, programme);
  await expect(page.getByText("共 5 个班次")).toBeVisible();
});

async function edit(page) {
  await page.getByRole("link", { name: "修改", exact: true }).click();
  await expect(page.getByRole("button", { name: "保存修改" })).toBeVisible();
}

async function save(page, then) {
  await page.getByRole("button", { name: "保存修改" }).click();
  await expect(page).toHaveURL(then);
}
