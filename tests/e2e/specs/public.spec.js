// Anybody looks for an activity, without logging in.
import { cards, open } from "../support/activities.js";
import { onTheWall } from "../support/city_time.js";
import { expect, test } from "../support/test.js";
import { UNREACHED, answered, any } from "../support/watch.js";

const finder = (page) => page.getByRole("heading", { level: 1, name: "志愿服务活动" });

test("each activity in the list says when, where, how many places are left and of what kind it is", async ({ page }) => {
  await page.goto("/activities");
  await expect(finder(page)).toBeVisible();
  const first = (await cards(page)).first();
  await expect(first).toContainText(/\d+月\d+日.*\d\d:\d\d/);
  await expect(first).toContainText(/剩 \d+ 个名额|已满员|进行中/);
  await expect(first).toContainText(/助老|关爱儿童|助残|生态环保|文明交通|文化体育|医疗卫生|应急救援|法律服务|社区服务|支教助学|大型活动|科普宣传/);
  await expect(first).toContainText(/ · .*(区|县|市|镇|乡|街道|社区|村)/);
});

test.describe("without the catalogue", () => {
  test.use({ expected: any(UNREACHED, /Failed to fetch/) });

  test("the server's list goes on where it ended", async ({ page }) => {
    // Before the device has the catalogue.
    await page.route(/\/split_finder-[0-9a-f]+\.wasm$/, (route) => route.abort());
    await page.goto("/activities");
    const all = await cards(page);
    const before = await all.count();
    await page.getByRole("button", { name: "加载更多" }).click();
    await expect.poll(() => all.count()).toBeGreaterThan(before);
  });
});

test("filters stand in the address and survive a reload", async ({ page, request }) => {
  const [wanted] = await open(request);
  await page.goto("/activities");
  await cards(page);

  await page.getByRole("list", { name: "类别" }).getByRole("link", { name: "生态环保" }).click();
  await expect(page).toHaveURL(/category=environment/);
  await expect(page.getByRole("link", { name: "生态环保" })).toHaveAttribute("aria-current", "true");
  for (const card of await (await cards(page)).all()) await expect(card).toContainText("生态环保");

  await page.getByRole("link", { name: "全部类别" }).click();
  await page.getByText("筛选", { exact: true }).click();
  await page.getByLabel("地区").selectOption({ index: 1 });
  await expect(page).toHaveURL(/division=\d{6}/);
  await expect(page.getByText("筛选（已选 1 项）")).toBeVisible();
  const county = await page.getByLabel("地区").locator("option:checked").innerText();
  await expect(page.getByLabel(`${county}以下`)).toBeVisible();
  await page.getByLabel("只看有名额的").check();
  await expect(page).toHaveURL(/free=true/);
  await page.reload();
  await expect(page.getByLabel("地区")).toHaveValue(/^\d{6}$/);
  await expect(page.getByLabel("只看有名额的")).toBeChecked();
  await page.getByRole("link", { name: "清除筛选" }).click();
  await expect(page).toHaveURL(/\/activities$/);

  const { day } = onTheWall(wanted.starts_at);
  await page.getByLabel("从", { exact: true }).fill(day);
  await page.getByLabel("到", { exact: true }).fill(day);
  await expect(page).toHaveURL(new RegExp(`from=${day}&to=${day}`));
  await page.getByLabel("活动名称或地点").fill(wanted.title);
  await page.getByRole("button", { name: "搜索" }).click();
  await expect(page).toHaveURL(/text=/);
  await expect(page.getByRole("main").getByRole("article").filter({ hasText: wanted.title }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("活动名称或地点")).toHaveValue(wanted.title);
  await expect(page.getByLabel("从", { exact: true })).toHaveValue(day);
  await expect(page.getByRole("main").getByRole("article").filter({ hasText: wanted.title }).first()).toBeVisible();
});

test("a search without a find says which filter could go", async ({ page }) => {
  await page.goto("/activities?text=没有这样的活动&category=health");
  await expect(page.getByRole("heading", { name: "没有找到合适的活动" })).toBeVisible();
  await page.getByRole("link", { name: "去掉关键词“没有这样的活动”" }).click();
  await expect(page).toHaveURL(/\/activities\?category=health$/);
  await cards(page);
});

test("an activity opens with all a person needs, and again after a reload; back and forward lead there and back", async ({ page }) => {
  await page.goto("/activities");
  const link = (await cards(page)).first().getByRole("link");
  const title = await link.innerText();
  await link.click();
  const heading = page.getByRole("heading", { level: 1, name: title });
  await expect(heading).toBeVisible();
  await expect(heading).toBeFocused();
  await expect(page).toHaveTitle(new RegExp(title.replace(/[()*+?.[\]\\^$|]/g, "\\$&")));
  for (const name of ["岗位与报名", "服务内容", "参加条件", "可能的风险", "安全保障", "报名方式"]) await expect(page.getByRole("heading", { name })).toBeVisible();
  for (const term of ["时间", "地点", "主办队伍", "招募人数"]) await expect(page.getByRole("term").filter({ hasText: term })).toBeVisible();
  await expect(page.getByRole("link", { name: /^登录后报名/ }).first()).toBeVisible();
  await page.reload();
  await expect(heading).toBeVisible();
  await page.goBack();
  await expect(finder(page)).toBeVisible();
  await page.goForward();
  await expect(heading).toBeVisible();
});

test("an activity has a picture to send on, and shows others of its kind", async ({ page, request }, info) => {
  const offered = await open(request);
  const other = (one) => offered.find((another) => another.category === one.category && another.title !== one.title);
  const one = offered.find(other);
  await page.goto(`/activities/${one.id}`);
  await page.getByRole("button", { name: "海报图片" }).click();
  const picture = page.getByRole("img", { name: `“${one.title}”的海报` });
  await expect.poll(() => picture.evaluate((image) => image.naturalWidth).catch(() => 0)).toBe(750);
  await picture.screenshot({ path: info.outputPath("poster.png") });
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "保存图片" }).click()]);
  expect(file.suggestedFilename()).toMatch(/\.png$/);
  await page.getByRole("button", { name: "海报图片" }).click();
  await expect(picture).toHaveCount(0);

  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  const section = page.locator("#similar");
  await expect(section.getByRole("heading", { name: "类似的活动" })).toBeVisible();
  const cards = section.getByRole("article");
  expect(await cards.count()).toBeLessThanOrEqual(3);
  for (const card of await cards.all()) await expect(card).not.toContainText(one.title);
  const title = await cards.first().getByRole("heading").innerText();
  await cards.first().getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
});

test("an activity is shared by its address", async ({ page, request, context }) => {
  const [{ id, title }] = await open(request);
  // Where there is no share sheet, the address is copied.
  await context.addInitScript(() => delete Navigator.prototype.share);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/activities/${id}`);
  await page.getByRole("button", { name: "分享" }).click();
  await expect(page.getByText("链接已复制")).toBeVisible();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto("/");
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
});

test("where nothing can be copied, the address is shown to be copied by hand", async ({ page, request, context }) => {
  const [{ id }] = await open(request);
  await context.addInitScript(() => {
    delete Navigator.prototype.share;
    delete Navigator.prototype.clipboard;
  });
  await page.goto(`/activities/${id}`);
  await page.getByRole("button", { name: "分享" }).click();
  await expect(page.getByText("请长按复制这个链接：")).toContainText(`/activities/${id}`);
});

test.describe("addresses that lead nowhere", () => {
  test.use({ expected: answered(404, "") });

  for (const path of ["/no-such-page", "/activities/not-an-id", "/card/x"]) {
    test(`${path} has a page that says so`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1, name: "没有找到这个页面" })).toBeVisible();
      await page.getByRole("link", { name: "看看活动" }).click();
      await expect(finder(page)).toBeVisible();
    });
  }

  test("an activity that is not there is told with the way home", async ({ page, request }) => {
    const [{ id }] = await open(request);
    const other = id.slice(0, -3) + (id.endsWith("aaa") ? "bbb" : "aaa");
    await page.goto(`/activities/${other}`);
    await expect(page.getByText("没有找到").first()).toBeVisible();
    await expect(page.getByRole("main").getByRole("link", { name: "回到首页" })).toBeVisible();
  });
});

test("the keyboard alone skips to the content and opens an activity", async ({ page, isMobile }) => {
  test.skip(isMobile, "a phone has no Tab");
  await page.goto("/activities");
  await cards(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "跳到正文" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  const link = (await cards(page)).first().getByRole("link");
  for (let strokes = 0; strokes < 40 && !(await link.evaluate((link) => link === document.activeElement)); strokes++) await page.keyboard.press("Tab");
  await expect(link).toBeFocused();
  const title = await link.innerText();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeFocused();
});

test("language, theme and size of the text are kept", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("button", { name: "Log in" }).or(page.getByRole("link", { name: "Log in" })).first()).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("button", { name: "深色" }).click();
  await page.getByRole("button", { name: "长辈版（大字）" }).click();
  await expect(page.getByRole("main").getByRole("link", { name: "拨打热线" })).toBeVisible();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("data-text", "large");
  await expect(page.getByRole("main").getByRole("link", { name: "出示我的码" })).toBeVisible();
});
