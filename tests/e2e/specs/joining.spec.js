// Somebody signs up with an answer and a friend, lets the friend go, and hands the place on to a stand-in; the team reads the answers. And a
// guardian comes with a child: signed up together, and given back together.
import { randomInt } from "node:crypto";
import { now } from "../support/activities.js";
import { onTheWall } from "../support/city_time.js";
import { idCard } from "../support/id_card.js";
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

/** Gives an identity card number of somebody born in `year`, which tells the age. */
async function giveIdCard(page, year) {
  await page.goto("/me/identity");
  await page.getByLabel("身份证号").fill(idCard(year));
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("已填写身份证号")).toBeVisible();
}

test("a guardian signs up together with a child, and gives both places back", async ({ page, request, letIn }) => {
  test.setTimeout(180_000);
  const [team, station] = [`亲子志愿服务队${MARK}`, `亲子站点${MARK}`];
  await logInAdministrator(page);
  await makeTeam(page, team);
  await makeStation(page, station);
  const title = `亲子活动${MARK}`;
  const today = await now(request);
  const { day } = onTheWall(today + DAY);
  await publishActivity(page, { title, team, station, position: "引导", day, from: "09:00", to: "12:00", people: 3 });
  const id = page.url().split("/").at(-1);

  const [parent, child] = [await letIn(PHONE), await letIn(PHONE)];
  await newVolunteer(parent, "陈立春");
  await giveIdCard(parent);
  await newVolunteer(child, "陈小满");
  // Eleven or twelve on the day: it comes with a guardian only.
  await giveIdCard(child, Number(day.slice(0, 4)) - 12);
  await child.goto("/me/guardian");
  await child.getByRole("button", { name: "生成同意码" }).click();
  const code = await child.getByText(/^[0-9A-Z]{4} [0-9A-Z]{4}$/).innerText();
  await parent.goto("/me/guardian");
  await parent.getByLabel("同意码").fill(code);
  await parent.getByLabel("孩子的姓名").fill("陈小满");
  await parent.getByLabel(/^我是这位未成年人的监护人/).check();
  await parent.getByRole("button", { name: "同意", exact: true }).click();
  await expect(parent.getByText("已记录您的同意")).toBeVisible();

  await parent.goto(`/activities/${id}`);
  await parent.getByRole("link", { name: "一次报多个班次，或带家人同行" }).click();
  await parent.getByLabel("陈小满").check();
  await parent.getByRole("button", { name: "提交报名" }).click();
  await expect(card(parent, title)).toContainText("和您一起：陈小满");
  const shifts = async () => (await (await request.get(`/api/activities/${id}`)).json()).shifts.map(({ taken }) => taken);
  expect(await shifts()).toEqual([2]);
  await child.goto("/me/sign-ups");
  await expect(card(child, title)).toContainText("由监护人 陈立春 一起报名");
  await child.goto("/me/guardian");
  await expect(child.getByText(`同意参加“${title}”`)).toBeVisible();

  await card(parent, title).getByRole("button", { name: /^我来不了/ }).click();
  const question = parent.getByRole("dialog", { name: "确定取消报名吗？" });
  await expect(question).toContainText("陈小满 必须有监护人同场，会随您一起取消。");
  await question.getByRole("button", { name: "取消报名" }).click();
  await expect(parent.getByRole("link", { name: new RegExp(title) }).filter({ hasText: "已取消" })).toBeVisible();
  expect(await shifts()).toEqual([0]);
  await child.goto("/me/sign-ups");
  await expect(child.getByRole("link", { name: new RegExp(title) }).filter({ hasText: "已取消" })).toBeVisible();
});
