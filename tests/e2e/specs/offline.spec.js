// The page without network: what a browser keeps, how a new version comes, and how all of it is taken away.
import { readFileSync } from "node:fs";
import { forAnybody, now } from "../support/activities.js";
import { onTheWall } from "../support/city_time.js";
import { front } from "../support/front.js";
import { newVolunteer } from "../support/people.js";
import { expect, test as base } from "../support/test.js";
import { UNREACHED, answered, any } from "../support/watch.js";

const LEAVING = readFileSync(new URL("../../../crates/server/src/http/page/no_worker.js", import.meta.url), "utf8");

const test = base.extend({
  /** A server of this test alone, so that it can be turned off. */
  server: async ({}, use) => {
    const server = await front(process.env.PORTAL_URL);
    await use(server);
    await server.stop();
  },
  baseURL: async ({ server }, use) => use(server.url),
});

test.use({ serviceWorkers: "allow", expected: any(UNREACHED, /net::ERR_CONNECTION_REFUSED/, /Failed to fetch/, answered(401, "/api/kiosk")) });

const caches = (page) => page.evaluate(async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) => [name, (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)]))));
const answers = async (page) => (await caches(page)).answers ?? [];

/** Opens `path` and waits until the page is kept. */
async function visit(page, path = "/") {
  await page.goto(path);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((led) => navigator.serviceWorker.addEventListener("controllerchange", led, { once: true }));
  });
}

const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const newVersion = (page) => page.getByRole("status").filter({ hasText: "新版本已就绪" });
/** The worker with a change, as a new server may send it; and that of a city with another word in its settings, which is another version. */
const nextWorker = (text) => `${text}\n// next\n`;
const nextVersion = (text) => text.replace(/CITY="[0-9a-f]+"/, 'CITY="another"');

test("after the first visit the portal opens without network", async ({ page, server }) => {
  await visit(page);
  await server.stop();
  await page.reload();
  await expect(page.getByRole("link", { name: "郴州志愿" })).toBeVisible();
  await page.goto("/activities");
  await expect(heading(page, "志愿服务活动")).toBeVisible();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("连不上网络。");
  await page.goto("/card");
  await expect(heading(page, "电子志愿者证")).toBeVisible();
  await server.start();
});

test("a page that comes back to the network gets what it could not get", async ({ page, server }) => {
  await visit(page);
  await server.stop();
  await page.goto("/activities");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("连不上网络。");
  await server.start();
  await page.getByRole("main").getByRole("alert").getByRole("button", { name: "重试" }).click();
  await expect(page.getByRole("main").getByRole("article").first()).toBeVisible();
});

test("only the volunteers' pages are kept from the first visit on, others once they were opened", async ({ page, server }) => {
  await visit(page);
  const names = Object.values(await caches(page)).flat();
  expect(names).toEqual(expect.arrayContaining(["/index.html", "/card.html", "/icon.svg"]));
  // What reads a station's code: at a station without signal it has to be here already.
  expect(names.filter((name) => name.startsWith("/scanner-"))).toHaveLength(2);
  expect(names.filter((name) => /^\/(kiosk|staff|split_)/.test(name))).toEqual([]);
  await page.goto("/kiosk");
  await expect(heading(page, "登记这台设备")).toBeVisible();
  await server.stop();
  await page.reload();
  await expect(page.getByRole("main")).toContainText("连不上网络");
  await server.start();
});

test("a kiosk whose first page of all is the kiosk's opens without network", async ({ page, server }) => {
  await visit(page, "/kiosk");
  const names = Object.values(await caches(page)).flat();
  for (const file of [/^\/kiosk\.html$/, /^\/kiosk-.*\.wasm$/, /^\/scanner-.*\.wasm$/]) expect(names.some((name) => file.test(name)), `${file}`).toBe(true);
  await server.stop();
  await page.reload();
  await expect(page.getByRole("main")).toContainText("连不上网络");
  await server.start();
});

test("without network a link to pages that are not kept says so, and one to pages that are works", async ({ page, context }) => {
  await visit(page);
  // A worker that still waits for the list when the network goes would wait for ever, and its browser with it.
  await expect.poll(async () => Object.values(await caches(page)).flat()).toContain("/api/catalogue");
  await context.setOffline(true);
  await page.getByRole("link", { name: "工作人员入口" }).click();
  await expect(page.getByText("连不上网络")).toBeVisible();
  await expect(page).toHaveURL(/\/$/);
  await page.getByRole("link", { name: /码|电子志愿者证/ }).locator("visible=true").first().click();
  await expect(page).toHaveURL(/\/card|\/login/);
  await context.setOffline(false);
});

test("the own sign-ups can be read without network, until somebody logs out", async ({ page, server, request }) => {
  const [{ activity, shift }] = await forAnybody(request);
  await visit(page, "/login");
  await newVolunteer(page, "钱谷雨");
  await page.goto(`/activities/${activity.id}`);
  await page.getByRole("main").getByRole("listitem").filter({ has: page.locator(`#shift-${shift.id}-time`) }).getByRole("button", { name: /^报名/ }).click();
  await expect(page.getByText("您已报名，到时见！")).toBeVisible();
  await page.goto("/me/sign-ups");
  const mine = page.getByRole("article").filter({ hasText: activity.title });
  await expect(mine).toBeVisible();
  await expect.poll(() => answers(page)).toContain("/api/me/sign-ups");

  await server.stop();
  await page.reload();
  await expect(mine).toBeVisible();
  await server.start();

  await page.goto("/me");
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByText("已退出登录")).toBeVisible();
  await expect.poll(() => answers(page)).toEqual([]);
});

test("the own card on paper can be looked at and printed without network", async ({ page, server }) => {
  await visit(page, "/login");
  await newVolunteer(page, "钱霜降");
  await page.goto("/card/paper");
  await page.getByRole("button", { name: "制作纸质证" }).click();
  const paper = page.getByRole("region", { name: "纸质志愿者证" });
  await expect(paper).toBeVisible();
  // The answer with the new card in it is the one that has to be kept.
  await page.reload();
  await expect(paper).toBeVisible();
  await expect.poll(() => answers(page)).toContain("/api/me/card");
  await server.stop();
  await page.reload();
  await expect(paper).toBeVisible();
  await server.start();
});

test("activities are found without network, once they were looked at", async ({ page, server }) => {
  await visit(page, "/activities");
  await page.reload();
  const found = page.getByText(/^找到 [\d,]+ 个活动$/);
  await expect(found).toBeVisible({ timeout: 20_000 });
  await expect.poll(async () => Object.values(await caches(page)).flat()).toContain("/api/catalogue");
  await server.stop();
  await page.reload();
  await expect(found).toBeVisible({ timeout: 20_000 });
  const title = await page.getByRole("main").getByRole("article").last().getByRole("link").innerText();
  await page.getByLabel("活动名称或地点").fill(title);
  await expect(page.getByRole("main").getByRole("article").first()).toContainText(title);
  await server.start();
});

test("nothing else that the server answers is kept", async ({ page }) => {
  await visit(page, "/activities");
  await page.reload();
  await expect(page.getByRole("main").getByRole("article").first()).toBeVisible();
  expect(Object.values(await caches(page)).flat().filter((path) => path.startsWith("/api/") && path !== "/api/catalogue")).toEqual([]);
});

test("a new version waits until the reader wants it, and takes the place of the old one", async ({ page, server }) => {
  await visit(page);
  const loads = [];
  page.on("load", () => loads.push(page.url()));
  server.changed.set("/sw.js", nextVersion);
  await page.reload();
  await expect(newVersion(page)).toBeVisible();
  expect(Object.keys(await caches(page))).toHaveLength(2);
  expect(loads).toHaveLength(1);
  await page.getByRole("button", { name: "刷新" }).click();
  await expect.poll(() => loads.length).toBe(2);
  await expect(page.getByRole("link", { name: "郴州志愿" })).toBeVisible();
  await expect(newVersion(page)).toBeHidden();
  await expect.poll(async () => Object.keys(await caches(page))).toEqual([expect.stringMatching(/^page-[0-9a-f]{16}-another$/)]);
  expect(loads).toHaveLength(2);
});

test("a new version lays in what this browser used of the old one, before it takes its place", async ({ page, server }) => {
  await visit(page);
  await page.goto("/kiosk");
  await expect(heading(page, "登记这台设备")).toBeVisible();
  await page.goto("/me");
  await expect(heading(page, "登录或注册")).toBeVisible();
  server.changed.set("/sw.js", nextVersion);
  await page.reload();
  await expect(newVersion(page)).toBeVisible();
  const [, next] = Object.entries(await caches(page)).find(([name]) => name.endsWith("-another"));
  for (const file of [/^\/kiosk\.html$/, /^\/kiosk-.*\.wasm$/, /^\/scanner-.*\.wasm$/, /^\/split_entrance-/]) expect(next.some((name) => file.test(name)), `${file}`).toBe(true);
  expect(next.filter((name) => /^\/(staff|split_account)/.test(name))).toEqual([]);
});

test("the word of a new version can be put away", async ({ page, server }) => {
  await visit(page);
  server.changed.set("/sw.js", nextWorker);
  await page.reload();
  await newVersion(page).getByRole("button", { name: "以后" }).click();
  await expect(newVersion(page)).toBeHidden();
});

test("another tab is told, and not reloaded, when this one takes the new version", async ({ page, server, context }) => {
  await visit(page);
  const other = await context.newPage();
  await visit(other, "/activities");
  server.changed.set("/sw.js", nextWorker);
  await page.reload();
  await expect(newVersion(page)).toBeVisible();
  let loads = 0;
  other.on("load", () => { loads += 1; });
  await page.getByRole("button", { name: "刷新" }).click();
  await expect(newVersion(page)).toBeHidden();
  await expect(newVersion(other)).toBeVisible();
  expect(loads).toBe(0);
  await other.getByRole("button", { name: "刷新" }).click();
  await expect.poll(() => loads).toBe(1);
});

test("a version whose parts do not fit together, while servers are being replaced, is not kept", async ({ page, server }) => {
  const registrations = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  server.changed.set("/card.html", (text) => text.replace(/name="build" content="[0-9a-f]+"/, 'name="build" content="0"'));
  await page.goto("/");
  await expect.poll(() => server.asked).toContain("/card.html");
  await expect.poll(registrations).toBe(0);
  server.changed.clear();
  await visit(page);
  expect(await registrations()).toBe(1);
});

test.describe("a page whose files are gone", () => {
  test.use({ expected: any(answered(404, ""), /Failed to (load|fetch)|error|404/) });

  test("leads past what is kept to the server's own", async ({ page, server }) => {
    await visit(page);
    // What is kept names a file that neither the device nor the server has.
    await page.evaluate(async () => {
      const [name] = (await caches.keys()).filter((name) => name.startsWith("page-"));
      const cache = await caches.open(name);
      const html = await (await cache.match("/index.html")).text();
      await cache.put("/index.html", new Response(html.replace(/portal-[0-9a-f]{16}\.(js|wasm)/g, "portal-0000000000000000.$1"), { headers: { "content-type": "text/html" } }));
    });
    await page.reload();
    const recovery = page.getByRole("alert").filter({ hasText: "页面遇到了问题" });
    await expect(recovery).toBeVisible();
    await recovery.getByRole("link", { name: "刷新页面" }).click();
    await expect(page.getByRole("link", { name: "郴州志愿" })).toBeVisible();
    await expect(recovery).toBeHidden();
  });
});

test("the kill switch takes the worker and all that was kept away", async ({ page, server }) => {
  await visit(page);
  server.changed.set("/sw.js", () => LEAVING);
  server.changed.set("/", (html) => html.replace('"service_worker":true', '"service_worker":false'));
  await page.reload();
  await expect.poll(() => caches(page)).toEqual({});
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await page.reload();
  await expect(page.getByRole("link", { name: "郴州志愿" })).toBeVisible();
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  await page.waitForLoadState("networkidle");
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

test("a device whose clock is wrong goes by the server's, also without network", async ({ page, server, request }) => {
  const HOURS = 5 * 3_600_000;
  await page.addInitScript((behind) => {
    const real = Date.now;
    Date.now = () => real() - behind;
  }, HOURS);
  await visit(page);
  const kept = () => page.evaluate(() => Number(localStorage.getItem("clock-offset")));
  const ahead = (await now(request)) - Date.now() + HOURS;
  await expect.poll(async () => Math.abs((await kept()) - ahead)).toBeLessThan(5_000);
  await server.stop();
  await page.reload();
  const clock = page.getByRole("button", { name: /快进一小时/ });
  const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  const shown = minutes((await clock.innerText()).match(/\d\d:\d\d/)[0]);
  await server.start();
  const apart = Math.abs(shown - minutes(onTheWall(await now(request)).clock));
  expect(Math.min(apart, 24 * 60 - apart)).toBeLessThanOrEqual(1);
});
