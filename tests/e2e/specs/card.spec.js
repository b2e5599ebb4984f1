// The volunteer ID on a phone: enrolled without a word, renewed without network, moved only with proof.
import { clearStorage, code, fillMove, readCode, sendMove, shapes } from "../support/card.js";
import { askForCode, enterCode, newVolunteer } from "../support/people.js";
import { expect, test } from "../support/test.js";
import { UNREACHED, answered, any } from "../support/watch.js";

const SLOT_MS = 15_000;

/** The same person on one more device, with a session of its own. */
async function logInAgain(letIn, phone) {
  const second = await letIn();
  await second.goto("/login");
  await enterCode(second, await askForCode(second, phone));
  await expect(second).toHaveURL("/");
  await second.goto("/card");
  return second;
}

test("a card is enrolled on the first look, changes every slot, and a scanner can read it", async ({ page }) => {
  await newVolunteer(page, "陈新证");
  await page.goto("/card");
  await expect(code(page)).toBeVisible();
  await expect(page.getByRole("main")).toContainText("陈新证");
  await expect(page.getByRole("main")).toContainText(/离线可用至 \d{4}年/);
  expect(await readCode(page)).toMatch(/^VOL2/);
  const before = await shapes(page);
  await expect.poll(() => shapes(page), { timeout: SLOT_MS + 3_000 }).not.toBe(before);
});

test.describe("without network", () => {
  test.use({ expected: UNREACHED });

  test("the card goes on, and the device is not asked for anything", async ({ page, context }) => {
    await newVolunteer(page, "陈离线");
    await page.goto("/card");
    await expect(code(page)).toBeVisible();
    await context.setOffline(true);
    const before = await shapes(page);
    await expect.poll(() => shapes(page), { timeout: SLOT_MS + 3_000 }).not.toBe(before);
    await expect(page.getByRole("main").getByRole("alert")).toBeHidden();
    await context.setOffline(false);
  });

  test("the stored card is shown though nobody can say who is logged in", async ({ page }) => {
    await newVolunteer(page, "陈常在");
    await page.goto("/card");
    await expect(code(page)).toBeVisible();
    await page.route("**/api/**", (route) => route.abort());
    await page.reload();
    await expect(code(page)).toBeVisible();
    await expect(page.getByRole("main")).toContainText("陈常在");
    await page.unrouteAll();
  });
});

test.describe("another phone", () => {
  // A code may be asked for a little too soon, and is asked for again.
  test.use({ expected: any(answered("(409|422)", "/api/me/card"), answered(429, "/api/(me/card|session)/codes")) });

  test("is told where the card is, gets it with a code and the name, and the first one loses it", async ({ page, letIn }) => {
    const phone = await newVolunteer(page, "陈换机");
    await page.goto("/card");
    await expect(code(page)).toBeVisible();

    const second = await logInAgain(letIn, phone);
    await expect(second.getByRole("heading", { name: "证在另一台设备上" })).toBeVisible();
    await expect(second.getByRole("main")).toContainText("您的服务时长、星级和志愿者编号都在，不受影响。");
    await expect(code(second)).toBeHidden();

    await fillMove(second, "陈换错");
    await sendMove(second);
    await expect(second.locator("#error-summary")).toContainText("与登记的信息不一致，今天还可以再试");
    await expect(second.getByLabel("姓名")).toHaveValue("陈换错");
    await second.getByLabel("姓名").fill("陈换机");
    await sendMove(second);
    await expect(code(second)).toBeVisible();

    await page.reload();
    await expect(page.getByRole("heading", { name: "证已移到另一台设备" })).toBeVisible();
    await expect(code(page)).toBeHidden();
  });

  test("can be revoked from here, and a revoked card comes back only with proof", async ({ page, letIn }) => {
    const phone = await newVolunteer(page, "陈丢失");
    await page.goto("/card");
    await expect(code(page)).toBeVisible();
    const second = await logInAgain(letIn, phone);
    await second.getByRole("button", { name: "手机丢了？挂失" }).click();
    await second.getByRole("dialog").getByRole("button", { name: "挂失", exact: true }).click();
    await expect(second.getByRole("heading", { name: "已挂失，手机上的证已失效" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: "这台手机上的证已失效" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: "您的证现在不在任何手机上" })).toBeVisible();
  });

  test("a browser that was cleared loses no hours and gets the card again with proof", async ({ page }) => {
    await newVolunteer(page, "陈清除");
    await page.goto("/card");
    await expect(code(page)).toBeVisible();
    await page.goto("/");
    await clearStorage(page);
    await page.goto("/card");
    await expect(page.getByRole("heading", { name: "这台手机上的证被浏览器清除了" })).toBeVisible();
    await expect(page.getByRole("main")).toContainText("您的服务时长、星级和志愿者编号都在");
    await fillMove(page, "陈清除");
    await sendMove(page);
    await expect(code(page)).toBeVisible();
  });
});

test("a browser without WebCrypto shows the weaker kind, and says so", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Crypto.prototype, "subtle", { get: () => undefined }));
  await newVolunteer(page, "陈旧机");
  await page.goto("/card");
  await expect(code(page)).toBeVisible();
  await expect(page.getByRole("main")).toContainText("此浏览器不能保存密钥，证只能离线用几个小时");
  expect(await readCode(page)).toMatch(/^VOL2/);
  await page.reload();
  await expect(code(page)).toBeVisible();
});

test("a phone with a wrong clock is told by how much, and its code is right all the same", async ({ page }) => {
  await newVolunteer(page, "陈慢钟");
  await page.clock.install({ time: Date.now() - 10 * 60_000 });
  await page.goto("/card");
  await expect(code(page)).toBeVisible();
  await expect(page.getByRole("main")).toContainText(/这台手机的时间慢了 \d/);
});

test("logging out takes the card off the phone", async ({ page }) => {
  await newVolunteer(page, "陈退出");
  await page.goto("/card");
  await expect(code(page)).toBeVisible();
  await page.goto("/me");
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByText("已退出登录")).toBeVisible();
  await page.goto("/card");
  await expect(page).toHaveURL(/\/login\?next=/);
});

test("a card on paper is made, printed at the size of a bank card, and revoked", async ({ page }) => {
  await newVolunteer(page, "陈纸面");
  await page.goto("/card/paper");
  await page.getByRole("button", { name: "制作纸质证" }).click();
  const paper = page.getByRole("region", { name: "纸质志愿者证" });
  await expect(paper).toContainText("陈*");
  await expect(paper).toContainText("工作人员请核对本人");
  await expect(paper).not.toContainText("陈纸面");
  expect(await readCode(page)).toMatch(/^VOL3/);
  await page.emulateMedia({ media: "print" });
  const box = await paper.boundingBox();
  expect(box.width).toBeCloseTo((85.6 / 25.4) * 96, 0);
  expect(box.height).toBeCloseTo((54 / 25.4) * 96, 0);
  await expect(page.getByRole("button", { name: "打印" })).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: "丢了？作废这张纸质证" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "作废", exact: true }).click();
  await expect(page.getByRole("button", { name: "制作纸质证" })).toBeVisible();
});
