// The keeper's board: what a kiosk delivered is seen, settled and undone there, and no one hand is enough to give hours.
import { onTheWall } from "../support/city_time.js";
import { newVolunteer } from "../support/people.js";
import { now } from "../support/activities.js";
import { ADMINISTRATOR } from "../support/states.js";
import { deliver, makeDay, send } from "../support/station.js";
import { expect, test } from "../support/test.js";
import { UNREACHED, answered, any } from "../support/watch.js";

const MINUTE = 60_000;

test.use({ expected: any(answered("40[039]", "/api/(entries|places|stations)"), UNREACHED) });
test.setTimeout(150_000);

const section = (page, name) => page.getByRole("region", { name });
const count = (page, name) => page.locator(".tally > div").filter({ hasText: name }).locator("dd");
const confirm = (page, name) => page.getByRole("dialog").getByRole("button", { name, exact: true }).click();

async function me(page) {
  const { viewer } = await (await page.request.get("/api/session")).json();
  return viewer;
}

test("a keeper settles a walk-in, undoes a scan, and needs a second person for a record by hand", async ({ page, request, letIn }, info) => {
  // The board shows one day of the calendar, and what is scanned here began an hour and a half ago.
  test.skip(onTheWall(await now(request)).clock < "02:00", "the city's day has only just begun");
  const administrator = await letIn({ storageState: ADMINISTRATOR });
  const [kiosk, walker, expected] = [await letIn({ storageState: undefined }), await letIn({ storageState: undefined }), await letIn({ storageState: undefined })];
  const { station, activity, running, next } = await makeDay(administrator, kiosk);
  await newVolunteer(walker, "周步行");
  await newVolunteer(expected, "吴报名");
  const [walks, signedUp] = [await me(walker), await me(expected)];
  await send(expected, "POST", `/api/shifts/${next.id}/sign-ups`);
  await newVolunteer(page, "郑站长");
  const keeper = await me(page);
  await send(administrator, "POST", "/api/grants", { person: keeper.person, role: { role: "station_keeper", station: station.id } });

  // The only station's board opens by itself; nothing is there yet.
  await page.goto("/station");
  await expect(page.getByRole("heading", { level: 1, name: `${station.name} · 值守台` })).toBeVisible();
  await expect(page).toHaveURL(`/station/${station.id}`);
  await expect(page.getByText("没有需要处理的扫码。")).toBeVisible();
  await expect(page.getByText("今天还没有扫码。")).toBeVisible();
  await expect(count(page, "待到岗")).toHaveText("1");

  // What is typed stays while the board renews itself, and so does the focus.
  const reason = page.getByLabel("证明和理由");
  await reason.fill("有纸质签到表");
  await deliver(kiosk, walks.number, 90);
  const waiting = section(page, /^待处理/).getByRole("listitem").filter({ hasText: "周步行" });
  await expect(waiting).toContainText("没有报名，待归入班次", { timeout: 30_000 });
  await expect(reason).toBeFocused();
  await expect(reason).toHaveValue("有纸质签到表");

  await waiting.getByRole("button", { name: /^计入班次/ }).click();
  await expect(page.getByLabel("班次", { exact: true }).first()).toBeVisible();
  await confirm(page, "计入");
  await expect(page.getByRole("dialog").getByText("请填写这一项")).toBeVisible();
  await page.getByRole("dialog").getByLabel("理由").fill("本人在场，已当面核实");
  await confirm(page, "计入");
  await expect(waiting).toHaveCount(0);
  await expect(page.getByRole("heading", { name: /^待处理/ })).toBeFocused();
  await expect(count(page, "在岗")).toHaveText("1");
  await expect(page.getByRole("row").filter({ hasText: "周步行" })).toContainText("未报名");

  // A scan is undone and made to count again.
  await deliver(kiosk, walks.number, 30);
  await page.getByRole("button", { name: "立即更新" }).click();
  const scans = section(page, "最近的扫码").getByRole("listitem").filter({ hasText: "周步行" });
  await expect(scans).toHaveCount(2);
  await expect(count(page, "已离岗")).toHaveText("1");
  await scans.first().getByRole("button", { name: /^撤销/ }).click();
  await page.getByRole("dialog").getByLabel("理由").fill("误扫");
  await confirm(page, "不算数");
  await expect(scans.first()).toContainText("不算数");
  await expect(count(page, "在岗")).toHaveText("1");
  await scans.first().getByRole("button", { name: /^重新计入/ }).click();
  await page.getByRole("dialog").getByLabel("班次", { exact: true }).selectOption(running.id);
  await page.getByRole("dialog").getByLabel("理由").fill("本人确实离开了");
  await confirm(page, "计入");
  await expect(count(page, "已离岗")).toHaveText("1");
  await expect(count(page, "在岗")).toHaveText("0");

  // A record by hand: the number is tested as typed, and whoever entered it cannot approve it.
  const form = section(page, "手工补录");
  await form.getByLabel("志愿者编号").fill(`${walks.number[0] === "7" ? "8" : "7"}${walks.number.slice(1)}`);
  await expect(form.getByText("编号不对，请逐个字核对")).toBeVisible();
  await form.getByLabel("志愿者编号").fill(signedUp.number);
  await form.getByLabel("班次").selectOption(running.id);
  const wall = await now(page.request);
  await form.getByLabel("到岗时间").fill(onTheWall(wall - 60 * MINUTE).clock);
  await form.getByLabel("离岗时间").fill(onTheWall(wall - 20 * MINUTE).clock);
  await expect(form.getByText("共 40 分钟；只计班次以内的时间。")).toBeVisible();
  await form.getByRole("button", { name: "提交补录" }).click();
  const entry = form.getByRole("listitem").filter({ hasText: "吴报名" });
  await expect(entry).toContainText("这条是您录入的，须由另一位工作人员批准。");
  await expect(entry.getByRole("button", { name: /^批准/ })).toHaveAttribute("aria-disabled", "true");
  await page.screenshot({ path: info.outputPath("board.png"), fullPage: true });

  await administrator.goto(`/station/${station.id}`);
  const theirs = section(administrator, "手工补录").getByRole("listitem").filter({ hasText: "吴报名" });
  await theirs.getByRole("button", { name: /^批准/ }).click();
  await confirm(administrator, "批准");
  await expect(theirs).toHaveCount(0);
  await expect(administrator.getByText("没有等待批准的补录。")).toBeVisible();
  const records = await (await expected.request.get("/api/me/records")).json();
  expect(records.totals.afterwards_minutes).toBe(40);

  // One that is not approved gives nothing.
  await form.getByLabel("志愿者编号").fill(walks.number);
  await form.getByLabel("班次").selectOption(running.id);
  await form.getByLabel("到岗时间").fill(onTheWall(wall - 20 * MINUTE).clock);
  await form.getByLabel("离岗时间").fill(onTheWall(wall - 10 * MINUTE).clock);
  await form.getByLabel("证明和理由").fill("没有证明");
  await form.getByRole("button", { name: "提交补录" }).click();
  await expect(form.getByRole("listitem").filter({ hasText: "周步行" })).toBeVisible();
  await administrator.getByRole("button", { name: "立即更新" }).click();
  const refused = section(administrator, "手工补录").getByRole("listitem").filter({ hasText: "周步行" });
  await refused.getByRole("button", { name: /^不批准/ }).click();
  await confirm(administrator, "不批准");
  await expect(refused).toHaveCount(0);
  const walked = await (await walker.request.get("/api/me/records")).json();
  expect([walked.totals.afterwards_minutes, walked.records.items.length]).toEqual([0, 1]);

  // What the kiosk tells of itself is seen, and what somebody has to look after is marked.
  const health = section(page, /^签到终端/).getByRole("row").filter({ hasText: "北门平板" });
  await expect(health).toBeVisible();
  await kiosk.request.get(`/api/kiosk?waiting=12&oldest=${wall - 90 * MINUTE}&clock_ahead_seconds=-86400&battery_percent=41&version=0.1.0`);
  await page.getByRole("button", { name: "立即更新" }).click();
  for (const words of ["扫码待上传超过 1 小时", "时间不准", "12 次，最早在", /慢 1 ?天/, "41%"]) await expect(health).toContainText(words);
  await expect(page.getByRole("heading", { name: /^签到终端/ })).toContainText("1 台需要查看");

  await page.context().setOffline(true);
  await page.getByRole("button", { name: "立即更新" }).click();
  await expect(page.getByText(/^现在没有网络。 没能更新，下面是 \d\d:\d\d 的情况。$/)).toBeVisible();
  await expect(count(page, "已离岗")).toHaveText("2");
  await page.context().setOffline(false);
  await expect(page.getByText("现在没有网络。")).toBeHidden({ timeout: 30_000 });

  // The roster tells in the line itself what was said by hand, and a correction begins there.
  await administrator.goto(`/manage/activities/${activity.id}`);
  const line = (name) => administrator.getByRole("row").filter({ hasText: name }).filter({ hasText: "补录" });
  await expect(line("吴报名")).toContainText("有纸质签到表");
  await expect(line("吴报名")).toContainText("已批准");
  await expect(line("周步行")).toContainText("未批准");
  await expect(line("周步行")).toContainText("的扫码计入");
  await line("周步行").getByRole("button", { name: /^更正/ }).click();
  const correct = administrator.getByRole("dialog", { name: "更正出勤" });
  await correct.getByLabel("没有来，扫码不算数").check();
  await correct.getByRole("button", { name: "提交更正" }).click();
  await expect(correct.getByRole("alert")).toBeVisible();
  await correct.getByLabel("证明和理由").fill("核实后本人不在场");
  await correct.getByRole("button", { name: "提交更正" }).click();
  await expect(correct).toHaveCount(0);
  await expect(line("周步行")).toContainText("核实后本人不在场");
  const none = await (await walker.request.get("/api/me/records")).json();
  expect(none.totals.credited_minutes).toBe(0);
});

test("somebody without the role is told so", async ({ page, letIn }) => {
  const administrator = await letIn({ storageState: ADMINISTRATOR });
  const { items: [station] } = await (await administrator.request.get("/api/stations")).json();
  await newVolunteer(page, "冯路人");
  await page.goto(`/station/${station.id}`);
  await expect(page.getByRole("heading", { level: 1, name: "这里是工作人员的页面" })).toBeVisible();
});
