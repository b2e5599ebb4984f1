// What can break does, and the reader is told what to do.
import { open } from "../support/activities.js";
import { newPhone } from "../support/people.js";
import { ADMINISTRATOR, VOLUNTEER } from "../support/states.js";
import { expect, test } from "../support/test.js";
import { UNREACHED, answered, any } from "../support/watch.js";

const recovery = (page) => page.getByRole("alert").filter({ hasText: "页面遇到了问题" });

/** Each bundle, by one of its pages and what stands on it. */
const BUNDLES = [
  { path: "/activities", heading: "志愿服务活动", wasm: /\/portal-[0-9a-f]+\.wasm$/ },
  { path: "/card", heading: "电子志愿者证", wasm: /\/card-[0-9a-f]+\.wasm$/, state: VOLUNTEER },
  { path: "/kiosk", heading: "登记这台设备", wasm: /\/kiosk-[0-9a-f]+\.wasm$/ },
  { path: "/manage", heading: "管理首页", wasm: /\/staff-[0-9a-f]+\.wasm$/, state: ADMINISTRATOR },
];

for (const { path, heading, wasm, state } of BUNDLES) {
  test.describe(`the bundle of ${path}`, () => {
    test.use({ storageState: state, expected: answered("40[13]", "/api/kiosk") });

    test("starts, and writes no error", async ({ page }) => {
      const response = page.waitForResponse((response) => wasm.test(response.url()));
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      expect((await response).headers()["content-type"]).toBe("application/wasm");
      await page.waitForLoadState("networkidle");
    });

    test.describe("when it breaks", () => {
      test.use({ expected: any(answered("40[13]", "/api/kiosk"), /unreachable/, UNREACHED, /Failed to fetch/) });

      test("a trap shows the way out, in the reader's language", async ({ page }) => {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
        await page.evaluate(() => dispatchEvent(new ErrorEvent("error", { error: new WebAssembly.RuntimeError("unreachable"), message: "unreachable" })));
        await expect(recovery(page)).toBeVisible();
        await expect(page.getByRole("heading", { name: heading })).toBeHidden();
        await expect(page.getByText("Something went wrong")).toBeHidden();
        await recovery(page).getByRole("link", { name: "刷新页面" }).click();
        await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      });

      test("WebAssembly that does not come is told, and a reload mends it", async ({ page }) => {
        await page.route(wasm, (route) => route.abort());
        await page.goto(path);
        await expect(recovery(page)).toBeVisible();
        await page.unroute(wasm);
        await recovery(page).getByRole("link", { name: "刷新页面" }).click();
        await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      });
    });
  });
}

test.describe("the network", () => {
  test.use({ expected: any(UNREACHED, /Failed to fetch/) });

  test("that is away while something is sent loses nothing that was typed", async ({ page, context }) => {
    const phone = newPhone();
    await page.goto("/login");
    await page.getByLabel("手机号").fill(phone);
    await context.setOffline(true);
    await page.getByRole("button", { name: "获取验证码" }).click();
    await expect(page.getByRole("alert").getByText("连不上网络。请检查网络后重试，您填写的内容都还在。")).toBeVisible();
    await expect(page.getByLabel("手机号")).toHaveValue(phone);
    await context.setOffline(false);
    await page.getByRole("button", { name: "获取验证码" }).click();
    await expect(page.getByText("演示站不发短信，您的验证码是")).toBeVisible();
  });

  test("that is away shows the list's error with a way to try again", async ({ page, context }) => {
    await page.route("**/api/{activities,catalogue}*", (route) => route.abort());
    // The first list comes with the document; the next is asked for.
    await page.goto("/activities");
    await page.waitForLoadState("networkidle");
    await page.getByRole("list", { name: "类别" }).getByRole("link", { name: "社区服务" }).click();
    const panel = page.getByRole("main").getByRole("alert");
    await expect(panel).toContainText("连不上网络。");
    await page.unroute("**/api/{activities,catalogue}*");
    await panel.getByRole("button", { name: "重试" }).click();
    await expect(page.getByRole("main").getByRole("article").first()).toBeVisible();
  });

  for (const { path, chunk, heading } of [
    { path: "/login", chunk: "entrance", heading: "登录或注册" },
    { path: "activity", chunk: "activity" },
  ]) {
    test(`without the part ${chunk} the page says so, and gets it when asked again`, async ({ page, request }) => {
      const [{ id, title }] = await open(request);
      const part = new RegExp(`/split_${chunk}-[0-9a-f]+\\.wasm$`);
      await page.route(part, (route) => route.abort());
      await page.goto(path === "activity" ? `/activities/${id}` : path);
      const panel = page.getByRole("main").getByRole("alert");
      await expect(panel).toContainText("连不上网络。");
      await expect(recovery(page)).toBeHidden();
      await page.unroute(part);
      await panel.getByRole("button", { name: "重试" }).click();
      await expect(page.getByRole("heading", { level: 1, name: heading ?? title })).toBeVisible();
    });
  }
});

test.describe("a draft", () => {
  test.use({ storageState: ADMINISTRATOR, expected: UNREACHED });

  test("that cannot be sent is kept, also over a reload", async ({ page }) => {
    await page.goto("/manage/activities/new");
    await page.getByLabel("活动名称").fill("没有发出去的活动");
    await page.reload();
    await expect(page.getByText("已恢复上次没有提交的内容。")).toBeVisible();
    await expect(page.getByLabel("活动名称")).toHaveValue("没有发出去的活动");
    await page.getByRole("button", { name: "清空，重新填写" }).click();
    await expect(page.getByLabel("活动名称")).toHaveValue("");
  });
});

test("a page that an address of the server's answers is JSON with a code, not a page", async ({ request }) => {
  const answer = await request.get("/api/no-such-thing");
  expect(answer.status()).toBe(404);
  expect(answer.headers()["content-type"]).toBe("application/problem+json");
});
