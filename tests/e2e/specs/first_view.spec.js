// The first screen comes with the document: it is read and used without the page's code, and the page takes its place unseen.
import { open } from "../support/activities.js";
import { expect, test } from "../support/test.js";
import { UNREACHED, answered, any } from "../support/watch.js";

const WASM = /\/portal-[0-9a-f]+\.wasm$/;
const CATALOGUE = /\/split_finder-[0-9a-f]+\.wasm$|\/api\/catalogue/;
const main = (page) => page.getByRole("main");
const articles = (page) => main(page).getByRole("article");
/** Until the page's own screen has taken the place of the server's. */
const taken = (page) => expect(page.locator("#first")).toHaveCount(0);
/** What the document brought with it; activities like this one are asked for when the reader comes to them. */
const lists = (requests) => requests.filter((path) => /^\/api\/activities/.test(path) && !/^\/api\/activities\?.*size=6/.test(path));

/** Paths of the API that `page` asks for. */
function watchRequests(page) {
  const paths = [];
  page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith("/api/")) paths.push(pathname + search);
  });
  return paths;
}

/** Holds the page's WebAssembly back until it is let go. */
async function hold(page) {
  let go;
  const gate = new Promise((resolve) => { go = resolve; });
  await page.route(WASM, async (route) => {
    await gate;
    await route.continue();
  });
  return go;
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false, expected: answered(404, "") });

  test("the home page says what this is and leads to an activity with all its terms", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("请启用 JavaScript")).toBeHidden();
    const first = articles(page).first();
    const title = await first.getByRole("link").innerText();
    await main(page).getByRole("link", { name: "全部活动" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "志愿服务活动" })).toBeVisible();
    await page.goBack();
    await first.getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    for (const name of ["岗位与报名", "服务内容", "参加条件", "可能的风险", "安全保障", "报名方式"]) await expect(page.getByRole("heading", { name })).toBeVisible();
    await expect(main(page)).toContainText("不能在这里报名");
  });

  test("the list is searched by its form, narrowed by links, and goes on where it ended", async ({ page, request }) => {
    const [wanted] = await open(request);
    await page.goto("/activities");
    const before = await articles(page).first().innerText();
    await main(page).getByRole("link", { name: "加载更多" }).click();
    await expect(articles(page).first()).not.toHaveText(before);

    await page.getByRole("list", { name: "类别" }).getByRole("link", { name: "生态环保" }).click();
    await expect(page).toHaveURL(/\/activities\?category=environment$/);
    for (const card of await articles(page).all()) await expect(card).toContainText("生态环保");

    await page.getByRole("list", { name: "类别" }).getByRole("link", { name: "全部类别" }).click();
    await page.getByText("筛选", { exact: true }).click();
    await page.getByLabel("只看有名额的").check();
    await page.getByLabel("活动名称或地点").fill(wanted.title);
    await page.getByRole("button", { name: "搜索" }).click();
    await expect(page).toHaveURL(/text=.*free=true/);
    await expect(page.getByLabel("只看有名额的")).toBeChecked();
    await expect(articles(page).filter({ hasText: wanted.title }).first()).toBeVisible();

    await page.goto("/activities?text=没有这样的活动&category=health");
    await main(page).getByRole("link", { name: "去掉关键词“没有这样的活动”" }).click();
    await expect(page).toHaveURL(/\/activities\?category=health$/);
  });

  test("an activity that is not there is told, with the status that says so", async ({ page }) => {
    for (const path of ["/activities/not-an-id", "/activities/06b0fz3m4k2d8"]) {
      expect((await page.goto(path)).status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1, name: "没有找到这个活动" })).toBeVisible();
    }
    await main(page).getByRole("link", { name: "看看活动" }).click();
    await expect(articles(page).first()).toBeVisible();
  });
});

for (const locale of ["zh-CN", "en"]) {
  test.describe(`in ${locale}`, () => {
    // What was still being fetched when the next address was opened.
    test.use({ locale, expected: any(UNREACHED, /Failed to fetch/) });

    test("the page's own screen says the same as the server's, and asks for nothing that came with it", async ({ page, request, letIn }) => {
      const [{ id }] = await open(request);
      // So tall that all of it is on the screen: what is below is not laid out, and says nothing.
      const plain = await letIn({ javaScriptEnabled: false, locale, viewport: { width: page.viewportSize().width, height: 12_000 } });
      // The list as the server gives it, not yet the device's own.
      await page.route(CATALOGUE, (route) => route.abort());
      const asked = watchRequests(page);
      for (const [path, parts] of [["/", ["main"]], ["/activities", ["main"]], [`/activities/${id}`, ["main h1", "main .lead", "main .activity__head .tags", "main .facts", "main .shift__what", "main .activity__terms"]]]) {
        await plain.goto(path);
        await page.goto(path);
        await taken(page);
        // What is folded away says nothing.
        const said = async (reader, part) => (await reader.locator(part).allInnerTexts()).filter(Boolean);
        for (const part of parts) expect(await said(page, part), `${path} ${part}`).toEqual(await said(plain, part));
        expect(await page.title()).toBe(await plain.title());
      }
      await page.waitForLoadState("networkidle");
      expect(lists(asked)).toEqual([]);
    });
  });
}

for (const path of ["/", "/activities", "/activities?category=environment", "/activities?free=true", "activity"]) {
  test(`nothing moves while the page takes over ${path}, and the focus stays where it was`, async ({ page, request }) => {
    const [{ id }] = await open(request);
    await page.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput, sources } of list.getEntries()) {
          if (!hadRecentInput) window.shifts.push({ value, what: sources.map(({ node }) => node?.className ?? node?.nodeName) });
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    const go = await hold(page);
    await page.goto(path === "activity" ? `/activities/${id}` : path);
    await expect(page.locator("#first").getByRole("heading", { level: 1 })).toBeVisible();
    go();
    await taken(page);
    await page.waitForLoadState("networkidle");
    if (path.startsWith("/activities")) await expect(page.getByText(/^找到 [\d,]+ 个活动$/)).toBeVisible({ timeout: 20_000 });
    const shifts = await page.evaluate(() => window.shifts);
    expect(shifts.reduce((sum, { value }) => sum + value, 0), JSON.stringify(shifts)).toBeLessThanOrEqual(0.02);
    expect(await page.evaluate(() => document.activeElement.nodeName)).toBe("BODY");
  });
}

test("what the reader has begun by then goes on", async ({ page }) => {
  const go = await hold(page);
  await page.goto("/activities");
  await page.getByText("筛选", { exact: true }).click();
  await page.getByLabel("地区").selectOption({ index: 1 });
  await page.getByLabel("只看有名额的").check();
  await page.getByLabel("活动名称或地点").fill("社区");
  go();
  await taken(page);
  await expect(page).toHaveURL(/division=\d{6}&text=[^&]+&free=true$/);
  await expect(page.getByLabel("只看有名额的")).toBeChecked();
  await expect(page.getByLabel("活动名称或地点")).toHaveValue("社区");
  await expect(page.getByLabel("活动名称或地点")).toBeFocused();
});

test("a link that has the focus keeps it", async ({ page }) => {
  const go = await hold(page);
  await page.goto("/activities");
  const link = articles(page).nth(1).getByRole("link");
  const title = await link.innerText();
  await link.focus();
  go();
  await taken(page);
  await expect(main(page).getByRole("link", { name: title }).first()).toBeFocused();
});

test("a document that was kept for long is asked about again", async ({ page }) => {
  await page.route("**/activities", async (route) => {
    const answer = await route.fetch();
    const hourAgo = (text) => text.replace(/"server_time":(\d+)/, (_, ms) => `"server_time":${ms - 3_600_000}`);
    await route.fulfill({ response: answer, body: hourAgo(await answer.text()) });
  });
  // The device knows the time from an earlier answer.
  await page.goto("/login");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("clock-offset"))).not.toBeNull();
  const asked = watchRequests(page);
  await page.goto("/activities");
  await expect(articles(page).first()).toBeVisible();
  await expect.poll(() => lists(asked)).toEqual(["/api/activities"]);
});

test("the language that was chosen is the one the next page comes in", async ({ page }) => {
  await page.goto("/activities");
  await taken(page);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Volunteer activities" })).toBeVisible();
  // The document does not know yet: its own screen is not shown.
  const go = await hold(page);
  await page.reload();
  await expect(page.getByText("志愿服务活动")).toBeHidden();
  go();
  await expect(page.getByRole("heading", { level: 1, name: "Volunteer activities" })).toBeVisible();
  const wait = await hold(page);
  await page.reload();
  await expect(page.locator("#first").getByRole("heading", { level: 1, name: "Volunteer activities" })).toBeVisible();
  wait();
  await taken(page);
});

test.describe("a browser that cannot start the page", () => {
  test.use({ expected: any(/WebAssembly/, UNREACHED, /Failed to fetch/) });

  test("reads it, and is told that it cannot sign up there", async ({ page, request }) => {
    const [{ id, title }] = await open(request);
    await page.addInitScript(() => delete window.WebAssembly);
    await page.goto(`/activities/${id}`);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByText("不能在这里报名")).toBeVisible();
    await expect(page.getByText("页面遇到了问题")).toBeHidden();
    await page.getByRole("navigation").getByRole("link", { name: "活动" }).locator("visible=true").click();
    await expect(articles(page).first()).toBeVisible();
  });

  test("still reads what came, where the WebAssembly does not come", async ({ page }) => {
    await page.route(WASM, (route) => route.abort());
    await page.goto("/activities");
    await expect(page.getByRole("alert").filter({ hasText: "页面遇到了问题" })).toBeVisible();
    await articles(page).first().getByRole("link").click();
    await expect(page.getByRole("heading", { name: "可能的风险" })).toBeVisible();
  });
});
