// Putting the portal on the home screen: what phones are told, and what the reader is offered.
import { VOLUNTEER } from "../support/states.js";
import { expect, test } from "../support/test.js";

test("the manifest and its pictures are what a phone needs", async ({ page, request }) => {
  await page.goto("/card");
  const address = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = await (await request.get(address)).json();
  expect(manifest).toMatchObject({ name: "郴州志愿服务网", short_name: "郴州志愿", id: "/", start_url: "/card", scope: "/", display: "standalone" });
  const touch = { src: await page.locator('link[rel="apple-touch-icon"]').getAttribute("href"), sizes: "180x180", type: "image/png" };
  for (const { src, sizes, type } of [...manifest.icons, touch]) {
    const answer = await request.get(src);
    expect(answer.headers()["content-type"]).toBe(type);
    const [width, height] = await page.evaluate(async (src) => {
      const image = Object.assign(new Image(), { src });
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    }, src);
    if (sizes !== "any") expect(`${width}x${height}`).toBe(sizes);
  }
  for (const { url } of manifest.shortcuts) {
    // A page of its own: the card sends whoever is not logged in on, at any moment.
    const opened = await page.context().newPage();
    await opened.goto(url);
    await expect(opened.getByRole("heading", { level: 1 })).not.toHaveText("没有找到这个页面");
    await opened.close();
  }
});

test.describe("on the account's page", () => {
  test.use({ storageState: VOLUNTEER });
  const section = (page) => page.getByRole("region", { name: "放到主屏幕" });
  const account = async (page) => {
    await page.goto("/me");
    await expect(page.getByRole("heading", { level: 1, name: "陈一凡" })).toBeVisible();
  };

  test("a browser that offers it is asked once", async ({ page }) => {
    await account(page);
    await expect(section(page)).toBeHidden();
    await page.evaluate(() => {
      const offer = new Event("beforeinstallprompt", { cancelable: true });
      offer.prompt = () => { window.asked = (window.asked ?? 0) + 1; };
      dispatchEvent(offer);
    });
    await section(page).getByRole("button", { name: "添加到主屏幕" }).click();
    await expect(section(page)).toBeHidden();
    expect(await page.evaluate(() => window.asked)).toBe(1);
  });

  for (const { name, userAgent, words } of [
    { name: "an iPhone", userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", words: "“分享”" },
    { name: "WeChat", userAgent: "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.49", words: "“在浏览器中打开”" },
  ]) {
    test.describe(name, () => {
      test.use({ userAgent });

      test("is told its own way", async ({ page }) => {
        await account(page);
        await expect(section(page)).toContainText(words);
        await expect(section(page).getByRole("button")).toHaveCount(0);
      });
    });
  }
});
