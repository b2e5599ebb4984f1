// Finding by the catalogue on the device: at each key, in characters and pinyin, with numbers, and without network.
import { randomInt } from "node:crypto";
import { now } from "../support/activities.js";
import { ADMINISTRATOR } from "../support/states.js";
import { send } from "../support/station.js";
import { expect, test } from "../support/test.js";
import { UNREACHED } from "../support/watch.js";

const HOUR = 3_600_000;

test.use({ expected: UNREACHED });

/** Publishes an activity that can be found by its title only, and waits until the catalogue has it. */
async function publish(administrator, title, requirements) {
  const { root } = await (await administrator.request.get("/api/portal")).json();
  const division = `${root}02`;
  const team = await send(administrator, "POST", "/api/teams", { name: `寻找志愿服务队${randomInt(1000, 10_000)}`, form: "unit_group", division });
  const start = Math.floor((await now(administrator.request)) / HOUR) * HOUR + 30 * HOUR;
  const terms = { summary: "陪伴老人", content: "聊天散步", risks: "无特别风险", safeguards: "两人一组", dangerous: false, indoor: true, insurance: "平安意外险", requirements };
  const draft = { title, category: "elderly_care", division, place: "人民西路 9 号", terms, positions: [{ name: "陪伴", shifts: [{ time: { start, end: start + 2 * HOUR }, capacity: 5 }] }] };
  const { id } = await send(administrator, "POST", "/api/activities", { team: team.id, draft });
  await send(administrator, "POST", `/api/activities/${id}/publication`);
  await expect.poll(async () => (await (await administrator.request.get("/api/catalogue")).body()).includes(title), { timeout: 20_000 }).toBe(true);
}

const field = (page) => page.getByLabel("活动名称或地点");
const articles = (page) => page.getByRole("main").getByRole("article");
/** Waits until the page answers by itself. */
const ready = (page) => expect(page.getByText(/^找到 [\d,]+ 个活动$/)).toBeVisible({ timeout: 20_000 });

test("the list follows each key, in characters and in pinyin, and goes on without network", async ({ page, letIn }, info) => {
  const title = `小老扶邻里行${randomInt(10_000, 100_000)}`;
  const mark = title.slice(-5);
  await publish(await letIn({ storageState: ADMINISTRATOR }), title);
  await page.goto("/activities");
  await ready(page);
  const all = await page.getByText(/^找到/).innerText();
  for (const typed of [`小老扶邻里行${mark}`, `xlfllx${mark}`, `xiaolaofu ${mark}`, `小lf ${mark}`, `XLF ${mark}`]) {
    await field(page).fill(typed);
    await expect(page.getByText("找到 1 个活动")).toBeVisible();
    await expect(articles(page)).toContainText(title);
    await expect(field(page)).toBeFocused();
  }
  await expect(page).toHaveURL(new RegExp(`text=.*${mark}`));
  await page.screenshot({ path: info.outputPath("found.png"), fullPage: true });

  await page.context().setOffline(true);
  await field(page).fill("");
  await expect(page.getByText(all)).toBeVisible();
  await field(page).pressSequentially(`xlf ${mark}`);
  await expect(articles(page)).toContainText(title);
  await page.context().setOffline(false);
});

test("beside each filter stands how many there will be", async ({ page }) => {
  await page.goto("/activities");
  await ready(page);
  const number = async (locator) => Number((await locator.locator(".beside").innerText()).replace(/\D/g, ""));
  const found = async () => Number((await page.getByText(/^找到/).innerText()).replace(/\D/g, ""));
  await page.getByText("筛选", { exact: true }).click();
  /** The first of these that would leave something: which ones do depends on the hour. */
  const fruitful = async (group) => {
    const buttons = page.getByRole("group", { name: group }).getByRole("button");
    await expect(buttons.first()).toContainText(/\d/);
    for (const button of await buttons.all()) if ((await number(button)) > 0) return button;
    throw new Error(`nothing is left with any ${group}`);
  };
  const controls = [
    () => page.getByRole("link", { name: "社区服务" }),
    () => fruitful("时段"),
    () => fruitful("星期"),
    () => page.locator(".check").filter({ hasText: "只看有名额的" }),
    () => page.locator(".check").filter({ hasText: "室内" }),
  ];
  for (const find of controls) {
    const control = await find();
    const promised = await number(control);
    if (promised === 0) break;
    const box = control.getByRole("checkbox");
    if (await box.count()) await box.check();
    else await control.click();
    await expect.poll(found).toBe(promised);
  }
  await expect(page).toHaveURL(/category=community&.*part=(morning|afternoon|evening)&weekdays=[1-7]/);
  const address = page.url();
  await page.reload();
  await ready(page);
  expect(page.url()).toBe(address);
  for (const group of ["时段", "星期"]) await expect(page.getByRole("group", { name: group }).getByRole("button", { pressed: true })).toHaveCount(1);
  await page.getByLabel("排序").selectOption("needed");
  await expect(page).toHaveURL(/order=needed/);
});

test("a calendar says how many there are on each day, and a day is chosen there", async ({ page, isMobile }, info) => {
  await page.goto("/activities");
  await ready(page);
  await page.getByRole("button", { name: "日历" }).click();
  await expect(page).toHaveURL(/view=calendar/);
  const month = page.getByRole("region", { name: /^\d{4}年\d{1,2}月$/ });
  // Of the days that are left of this month there may be none.
  if (!(await month.getByRole("button", { name: /个活动$/ }).count())) await month.getByRole("button", { name: "下个月" }).click();
  const day = month.getByRole("button", { name: /个活动$/ }).first();
  const promised = (await day.getAttribute("aria-label")).match(/([\d,]+) 个活动$/)[1];
  await day.click();
  await expect(page.getByText(`找到 ${promised} 个活动`)).toBeVisible();
  await expect(page).toHaveURL(/from=(\d{4}-\d\d-\d\d)&to=\1/);
  await page.reload();
  await ready(page);
  await expect(page.getByText(`找到 ${promised} 个活动`)).toBeVisible();
  const chosen = month.getByRole("button", { pressed: true });
  await expect(chosen).toHaveCount(1);
  await page.screenshot({ path: info.outputPath(`calendar-${isMobile ? "phone" : "desktop"}.png`), fullPage: true });
  // The same day once more gives all days back.
  await chosen.click();
  await expect(page).not.toHaveURL(/from=/);
  const title = await month.getByRole("heading").innerText();
  await month.getByRole("button", { name: "下个月" }).click();
  await expect(page.getByRole("heading", { name: title })).toHaveCount(0);
});

test("a list of any length keeps only what is near the screen in the document", async ({ page }) => {
  await page.goto("/activities");
  await ready(page);
  const all = Number((await page.getByText(/^找到/).innerText()).replace(/\D/g, ""));
  const nodes = () => page.evaluate(() => document.querySelectorAll("*").length);
  const last = page.locator(`#finds > li[aria-posinset="${all}"]`);
  const first = page.locator('#finds > li[aria-posinset="1"]');
  await expect(first).toHaveAttribute("aria-setsize", String(all));
  // As far as it goes, however tall what comes into sight turns out to be.
  await expect.poll(async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    return last.count();
  }).toBe(1);
  expect(await nodes()).toBeLessThanOrEqual(800);
  if (all > 40) await expect(first).toHaveCount(0);
  const title = await last.getByRole("heading").innerText();
  await last.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await page.goBack();
  await expect(last.getByRole("heading", { name: title })).toBeInViewport();
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(first).toBeInViewport();
  expect(await nodes()).toBeLessThanOrEqual(800);
});

test("a map says how many there are in each division and at each place, and leads there", async ({ page, isMobile }, info) => {
  await page.goto("/activities");
  await ready(page);
  await page.getByRole("button", { name: "地图" }).click();
  await expect(page).toHaveURL(/view=map/);
  const bubbles = page.getByRole("region", { name: "郴州市" }).getByRole("link", { name: /个活动$/ });
  await expect(bubbles.first()).toBeVisible();
  const number = (text) => Number(text.match(/([\d,]+) 个活动/)[1].replace(/,/g, ""));
  const found = async () => number(await page.getByText(/^找到/).innerText());
  const elsewhere = page.getByText(/没有显示在图上/);
  /** What the map shows and what it says it does not. */
  const counted = async () => {
    const shown = await page.locator(".map__bubble").evaluateAll((all) => all.map((link) => link.getAttribute("aria-label")));
    return shown.map(number).reduce((sum, count) => sum + count, (await elsewhere.count()) ? number(await elsewhere.innerText()) : 0);
  };
  await expect.poll(async () => (await counted()) - (await found())).toBe(0);
  await page.screenshot({ path: info.outputPath(`map-${isMobile ? "phone" : "desktop"}.png`), fullPage: true });

  // Down to one place; each time nothing is lost of what was promised.
  for (let depth = 0; depth < 5 && !/place=/.test(page.url()); depth++) {
    const bubble = page.locator(".map__bubble").first();
    const promised = number(await bubble.getAttribute("aria-label"));
    const before = page.url();
    await bubble.click();
    await expect(page).not.toHaveURL(before);
    await expect.poll(async () => (await counted()) - (await found())).toBe(0);
    expect(await found()).toBeGreaterThanOrEqual(promised);
    await expect(page.locator("#map-title")).toBeFocused();
  }
  await expect(page).toHaveURL(/place=/);
  await page.getByRole("link", { name: "看更大的范围" }).click();
  await expect(page).not.toHaveURL(/place=/);
});

test("streets are drawn below the map after a tap only, and stay for next time", async ({ page }) => {
  const picture = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEBgIApD5fRAAAAABJRU5ErkJggg==", "base64");
  const asked = [];
  await page.route("https://tiles.example/**", (route) => {
    asked.push(new URL(route.request().url()).pathname);
    return route.fulfill({ contentType: "image/png", body: picture });
  });
  await page.goto("/activities?view=map");
  await ready(page);
  await expect(page.locator(".map__bubble").first()).toBeVisible();
  const streets = page.getByRole("button", { name: "显示街道" });
  await expect(streets).toHaveAttribute("aria-pressed", "false");
  expect(asked).toEqual([]);
  await streets.click();
  await expect(page.getByText("© 测试地图")).toBeVisible();
  await expect.poll(() => asked.length).toBeGreaterThanOrEqual(4);
  // 郴州 is at 113° east and 26° north.
  const [zoom, column, row] = asked[0].match(/\d+/g).map(Number);
  const there = (2 ** zoom * (180 + 113)) / 360;
  expect(Math.abs(column - there)).toBeLessThan(2 ** zoom / 100);
  expect(row).toBeLessThan(2 ** zoom / 2);
  await page.reload();
  await expect(streets).toHaveAttribute("aria-pressed", "true");
  await streets.click();
  await expect(page.getByText("© 测试地图")).toHaveCount(0);
});

test("whoever speaks a language, has no experience, or is of some age finds what is for them", async ({ page, letIn }) => {
  const title = `手语陪伴${randomInt(10_000, 100_000)}`;
  await publish(await letIn({ storageState: ADMINISTRATOR }), title, { languages: ["sign_language"], minimum_hours: 10 });
  await page.goto(`/activities?text=${title}`);
  await ready(page);
  await page.getByText("筛选", { exact: true }).click();
  await page.getByRole("group", { name: "需要会讲" }).getByRole("button", { name: "手语 1" }).click();
  await expect(page).toHaveURL(/language=sign_language/);
  await expect(articles(page)).toContainText(title);
  await page.getByLabel("适合年龄（岁）").fill("30");
  await page.getByLabel("适合年龄（岁）").press("Enter");
  await expect(page).toHaveURL(/age=30/);
  await expect(articles(page)).toContainText(title);
  await page.getByLabel("不要求经验").check();
  await expect(page.getByRole("heading", { name: "没有找到合适的活动" })).toBeVisible();
  await page.getByRole("link", { name: "包括要求经验的 (1)" }).click();
  await expect(articles(page)).toContainText(title);
});

test("what is nearest comes first once the device may tell where it is, and it is asked only at a tap", async ({ page }) => {
  await page.goto("/activities?order=nearest");
  await ready(page);
  await expect(page.getByText(/需要知道您现在的位置/)).toBeVisible();
  await page.getByRole("button", { name: "使用我的位置" }).click();
  await expect(page.getByText(/没有位置权限|没能得到您的位置/)).toBeVisible();
  await page.context().grantPermissions(["geolocation"]);
  await page.context().setGeolocation({ latitude: 25.78, longitude: 113.02 });
  await page.getByRole("button", { name: "使用我的位置" }).click();
  const away = page.getByText(/^约 [\d.]+ (米|公里)$/);
  await expect(away.first()).toBeVisible();
  const metres = (await away.allInnerTexts()).map((text) => Number(text.match(/[\d.]+/)[0]) * (text.includes("公里") ? 1_000 : 1));
  expect(metres.length).toBeGreaterThan(1);
  expect(metres).toEqual([...metres].sort((one, other) => one - other));
  expect(page.url()).not.toMatch(/113|25\.78/);
});

test("nothing found says which filter could go, and how many there are without it", async ({ page }) => {
  await page.goto("/activities?text=zzzz&category=community");
  await expect(page.getByRole("heading", { name: "没有找到合适的活动" })).toBeVisible();
  const way = page.getByRole("link", { name: /^去掉关键词“zzzz” \(\d+\)$/ });
  await expect(way).toBeVisible({ timeout: 20_000 });
  await way.click();
  await expect(page).toHaveURL(/\/activities\?category=community$/);
  await expect(articles(page).first()).toBeVisible();
});
