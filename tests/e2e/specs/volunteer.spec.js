// A volunteer joins, says who they are, signs up, changes their mind, and leaves.
import { forAnybody, open } from "../support/activities.js";
import { idCard, misspelt } from "../support/id_card.js";
import { askForCode, enterCode, join, knownPhone, newPhone, newVolunteer } from "../support/people.js";
import { VOLUNTEER } from "../support/states.js";
import { expect, test } from "../support/test.js";
import { answered, any } from "../support/watch.js";

test("somebody joins in under a minute", async ({ page }) => {
  const began = performance.now();
  await page.goto("/login");
  await join(page, "张小满");
  await expect(page.getByRole("heading", { level: 1, name: "欢迎您，张小满" })).toBeVisible();
  const seconds = (performance.now() - began) / 1000;
  test.info().annotations.push({ type: "seconds to join", description: seconds.toFixed(1) });
  expect(seconds).toBeLessThan(60);
  await expect(page.getByText("您已成为志愿者，编号是")).toBeVisible();
});

test("who is known logs in with the phone alone, and goes on where they wanted to", async ({ page, isMobile }) => {
  await page.goto("/me/records");
  await expect(page).toHaveURL(/\/login\?next=/);
  await enterCode(page, await askForCode(page, knownPhone(isMobile ? 0 : 1)));
  await expect(page.getByRole("heading", { level: 1, name: "服务记录" })).toBeVisible();
});

test.describe("what is refused while logging in", () => {
  test.use({ expected: any(answered(422, "/api/session"), answered(429, "/api/session/codes"), answered(401, "/api/session")) });

  test("a wrong code tells how many tries are left and keeps what was typed", async ({ page }) => {
    const phone = newPhone();
    await page.goto("/login");
    await page.getByLabel("手机号").fill("1990");
    await page.getByRole("button", { name: "获取验证码" }).click();
    await expect(page.getByRole("alert").getByText("请输入 11 位手机号")).toBeVisible();
    await expect(page.getByLabel("手机号")).toHaveValue("1990");

    const code = await askForCode(page, phone);
    // One code in a while; the one that was sent is still good.
    await page.getByRole("button", { name: "换一个手机号" }).click();
    await expect(page.getByLabel("手机号")).toHaveValue(phone);
    await page.getByRole("button", { name: "获取验证码" }).click();
    await expect(page.getByText(/验证码刚刚发过，请 \d+ 秒后再获取。/).first()).toBeVisible();
    await page.getByRole("button", { name: "我已经收到验证码了" }).click();

    const wrong = code === "111111" ? "222222" : "111111";
    await enterCode(page, wrong);
    await expect(page.getByText("验证码不正确，还可以再试 4 次。").first()).toBeVisible();
    await enterCode(page, wrong);
    await expect(page.getByText("验证码不正确，还可以再试 3 次。").first()).toBeVisible();
    await expect(page.getByLabel("短信验证码")).toHaveValue(wrong);
    await enterCode(page, code);
    await expect(page.getByRole("heading", { level: 1, name: "成为志愿者" })).toBeVisible();
  });
});

test("joining needs a name and the agreement, and says so at the fields", async ({ page }) => {
  await page.goto("/login");
  await enterCode(page, await askForCode(page, newPhone()));
  await page.getByRole("button", { name: "完成注册" }).click();
  await expect(page.getByRole("alert").first()).toBeFocused();
  await expect(page.getByRole("alert").first()).toContainText("请填写");
  await expect(page.getByLabel("姓名")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("我已阅读并同意隐私说明")).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("alert").first().getByRole("link", { name: "请填写姓名" }).click();
  await expect(page.getByLabel("姓名")).toBeFocused();
});

test("an identity card number is checked as it is typed, kept, and never shown in full again", async ({ page }) => {
  const card = idCard();
  await newVolunteer(page, "王立秋");
  await page.goto("/me/identity");
  await page.getByLabel("身份证号").fill(misspelt(card));
  await page.getByLabel("身份证号").press("Tab");
  await expect(page.getByText("身份证号有误，请逐位核对")).toBeVisible();
  await expect(page.getByLabel("身份证号")).toHaveValue(misspelt(card));
  await page.getByLabel("身份证号").fill(card.toLowerCase());
  await expect(page.getByText("身份证号有误，请逐位核对")).toBeHidden();
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("已填写身份证号")).toBeVisible();
  await page.reload();
  await expect(page.getByText("已填写身份证号")).toBeVisible();
  await expect(page.getByText(/\*{4,}/)).toBeVisible();
  expect(await page.content()).not.toContain(card.slice(0, 17));
});

test("one tap signs up; the place can be given back", async ({ page, request }) => {
  await newVolunteer(page, "赵知夏");
  const [{ activity, shift }] = await forAnybody(request);
  await page.goto(`/activities/${activity.id}`);
  const row = page.getByRole("main").getByRole("listitem").filter({ has: page.locator(`#shift-${shift.id}-time`) });
  await row.getByRole("button", { name: /^报名/ }).click();
  await expect(row.getByText("已报名")).toBeVisible();
  await expect(page.getByText("报名成功！")).toBeVisible();
  await expect(page.getByText("您已报名，到时见！")).toBeVisible();

  await page.goto("/me/sign-ups");
  await expect(page.getByRole("article").filter({ hasText: activity.title })).toContainText("已报名");
  await page.goto("/messages");
  await expect(page.getByRole("article").filter({ hasText: "报名成功" })).toContainText(activity.title);
  await expect(page.getByRole("article").filter({ hasText: "欢迎加入" })).toBeVisible();

  await page.goto(`/activities/${activity.id}`);
  await row.getByRole("button", { name: /^取消报名/ }).click();
  const dialog = page.getByRole("dialog", { name: "确定取消报名吗？" });
  await dialog.getByRole("button", { name: "返回" }).click();
  await expect(dialog).toBeHidden();
  await row.getByRole("button", { name: /^取消报名/ }).click();
  await dialog.getByRole("button", { name: "取消报名" }).click();
  await expect(row.getByRole("button", { name: /^报名/ })).toBeVisible();
  await page.goto("/messages");
  await expect(page.getByRole("article").filter({ hasText: "已取消报名" })).toContainText(activity.title);
});

test("a button that cannot be pressed says why", async ({ page, request }) => {
  const activities = await Promise.all((await open(request)).map(async ({ id }) => (await request.get(`/api/activities/${id}`)).json()));
  const asksForAge = activities.find((activity) => activity.terms.dangerous || activity.terms.minimum_age !== null);
  test.skip(!asksForAge, "no activity of this city asks for an age");
  await newVolunteer(page, "孙清明");
  await page.goto(`/activities/${asksForAge.id}`);
  const button = page.getByRole("button", { name: /^报名/, disabled: true }).first();
  await expect(button).toHaveAccessibleDescription("这个活动有年龄要求，需要先填写身份证号。");
  await page.getByRole("link", { name: "去填写身份证号" }).first().click();
  await page.getByLabel("身份证号").fill(idCard());
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("link", { name: "回到刚才的页面" }).click();
  await expect(page.getByRole("button", { name: /^报名/, disabled: false }).first()).toBeVisible();
});

test.describe("devices", () => {
  test.use({ expected: answered(401, "/api/") });

  test("the other browser is seen and ended, and all of them at once", async ({ page, letIn, context }) => {
    await newVolunteer(page, "周小寒");
    const other = await letIn({ storageState: await context.storageState() });
    await page.goto("/me/devices");
    await expect(page.getByText("当前设备")).toBeVisible();
    await other.goto("/me");
    await expect(other.getByRole("heading", { level: 1, name: "周小寒" })).toBeVisible();
    await page.getByRole("button", { name: "退出所有设备" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "退出所有设备" }).click();
    await expect(page.getByText("已退出所有设备")).toBeVisible();
    await expect(page).toHaveURL(/\/$/);
    await other.goto("/me");
    await expect(other).toHaveURL(/\/login\?next=/);
  });
});

test.describe("logged in already", () => {
  test.use({ storageState: VOLUNTEER });

  test("there is nothing to log in to", async ({ page }) => {
    await page.goto("/login?next=/me/records");
    await expect(page.getByRole("heading", { level: 1, name: "服务记录" })).toBeVisible();
  });
});
