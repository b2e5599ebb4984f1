// What an administrator does before anybody can come: a team, a station, an activity, a code for a kiosk.
import { expect } from "@playwright/test";

/** The first county of the city, chosen in the picker that `scope` holds. */
async function inFirstCounty(scope, label) {
  await scope.getByLabel(label, { exact: true }).selectOption({ index: 1 });
}

export async function makeTeam(page, name) {
  await page.goto("/admin/teams");
  await page.getByRole("button", { name: "新建队伍" }).click();
  const form = page.getByRole("region", { name: "新建队伍" });
  await form.getByLabel("队伍名称").fill(name);
  await inFirstCounty(form, "所在地区");
  await form.getByRole("button", { name: "建立队伍" }).click();
  await expect(page.getByRole("main").getByText(`队伍“${name}”已建立。`)).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name, exact: true })).toBeVisible();
}

/** Makes a station and goes to its page. */
export async function makeStation(page, name) {
  await page.goto("/admin/stations");
  await page.getByRole("button", { name: "新建站点" }).click();
  const form = page.getByRole("region", { name: "新建站点" });
  await form.getByLabel("站点名称").fill(name);
  await form.getByLabel("类型").selectOption({ label: "雷锋之家" });
  await inFirstCounty(form, "所在地区");
  await form.getByLabel("地址").fill("人民东路 1 号");
  await form.getByLabel("开放时间").fill("00:00-24:00");
  await form.getByRole("button", { name: "建立站点" }).click();
  await page.getByRole("link", { name: "去登记签到终端" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** Makes an enrolment code on the page of a station, and reads it. */
export async function makeKioskCode(page) {
  await page.getByRole("button", { name: "生成登记码" }).click();
  const code = page.getByText(/^[0-9A-Z]{4} [0-9A-Z]{4}$/);
  await expect(code).toBeVisible();
  return code.innerText();
}

/** Makes an activity with one position and one shift of three hours, and publishes it. Whoever signs up has to answer `question`, if there is one. Day and times are those of the city's clock. */
export async function publishActivity(page, { title, team, station, position, day, from, to, people = 5, approval = false, question }) {
  await page.goto("/manage/activities/new");
  await choose(page, "队伍", team);
  await page.getByLabel("活动名称").fill(title);
  await page.getByLabel("类别").selectOption({ label: "社区服务" });
  await page.getByLabel("一句话介绍").fill("为来往的居民指路、递水。");
  await page.getByLabel("服务内容").fill("在站点门口值守，\n为需要的人提供帮助。");
  await page.getByLabel("地点").fill("人民东路 1 号");
  await choose(page, "服务站点（选填）", station);
  await page.getByLabel("风险提示").fill("站立时间较长，请量力而行。");
  await page.getByLabel("保障措施").fill("站点提供饮水和座椅。");
  await page.getByLabel("联系方式（选填）").fill("值班电话见站点门口");
  await page.getByLabel("岗位名称").fill(position);
  const shift = page.getByRole("list", { name: "班次" }).getByRole("listitem");
  await shift.getByLabel("日期").fill(day);
  await shift.getByLabel("开始").fill(from);
  await shift.getByLabel("结束").fill(to);
  await shift.getByLabel("人数").fill(String(people));
  if (approval) await page.getByLabel(/^报名需要审核/).check();
  if (question) {
    await page.getByRole("button", { name: "添加问题" }).click();
    await page.getByLabel("问题 1").fill(question);
    await page.getByLabel("必须回答").check();
  }
  await expect(shift).toContainText("时长 3 小时");
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await publishDraft(page);
}

/** Publishes the draft whose page is open. */
export async function publishDraft(page) {
  await page.getByRole("button", { name: "发布" }).click();
  // Tests that run side by side hold the same thing at the same time.
  const [published, anyway] = [page.getByText("已发布，公众可以报名了。"), page.getByRole("button", { name: "不重复，继续" })];
  await expect(published.or(anyway)).toBeVisible();
  if (await anyway.isVisible()) await anyway.click();
  await expect(published).toBeVisible();
}

/** Chooses in a picker that searches by name. */
async function choose(page, label, name) {
  await page.getByLabel(label, { exact: true }).fill(name);
  await page.getByRole("list", { name: "查找结果" }).getByRole("button", { name }).click();
  await expect(page.getByText(name, { exact: true })).toBeVisible();
}
