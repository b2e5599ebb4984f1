// People of the tests, and how they come in. All are made up.
import { randomInt } from "node:crypto";
import { expect } from "@playwright/test";

const { PORTAL_ADMIN_LOGIN, PORTAL_ADMIN_PASSWORD } = process.env;

/** A number nobody has, of a range the made-up city does not use. */
export function newPhone() {
  return `199${String(randomInt(100_000_000)).padStart(8, "0")}`;
}

/** Calls `ask` until a code is sent, as soon as one may be sent to this phone again, and returns the code that the demonstration shows. */
export async function codeFor(page, ask) {
  const shown = page.getByText("演示站不发短信，您的验证码是").getByText(/^\d{6}$/);
  await expect(async () => {
    await ask();
    await expect(shown).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 30_000 });
  return shown.innerText();
}

/** Asks for a code for `phone` on /login, where the reader is, and returns it. */
export async function askForCode(page, phone) {
  await page.getByLabel("手机号").fill(phone);
  return codeFor(page, () => page.getByRole("button", { name: "获取验证码" }).click());
}

/** Types the code and sends it. */
export async function enterCode(page, code) {
  await page.getByLabel("短信验证码").fill(code);
  await page.locator("main").getByRole("button", { name: "登录" }).click();
}

/** Fills the second half of joining. */
export async function giveName(page, name) {
  await expect(page.getByRole("heading", { level: 1, name: "成为志愿者" })).toBeVisible();
  await page.getByLabel("姓名").fill(name);
  await page.getByLabel("我已阅读并同意隐私说明").check();
  await page.getByRole("button", { name: "完成注册" }).click();
}

/** Joins as a new volunteer, from the page where the reader is asked for a phone. */
export async function join(page, name, phone = newPhone()) {
  await enterCode(page, await askForCode(page, phone));
  await giveName(page, name);
  return phone;
}

/** A new volunteer, welcomed. */
export async function newVolunteer(page, name, phone) {
  await page.goto("/login");
  phone = await join(page, name, phone);
  await expect(page.getByRole("heading", { level: 1, name: `欢迎您，${name}` })).toBeVisible();
  return phone;
}

/** Logs the demonstration's administrator in. */
export async function logInAdministrator(page) {
  await page.goto("/staff-login");
  await page.getByLabel("用户名").fill(PORTAL_ADMIN_LOGIN);
  await page.getByLabel("密码").fill(PORTAL_ADMIN_PASSWORD);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "管理首页" })).toBeVisible();
}

/** The phone of somebody the made-up city knows; `group` (0 or 1) keeps tests that run side by side apart. */
export function knownPhone(group) {
  // As crates/server/src/seed/crowd.rs numbers its volunteers.
  const n = randomInt(100, 200) + 100 * group;
  return `154${String(1000 + ((n * 48_271_031) % 99_999_000)).padStart(8, "0")}`;
}
