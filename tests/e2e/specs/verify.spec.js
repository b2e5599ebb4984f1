// The verify page: anybody checks a code, on the own device, with a network or without.
import { type } from "../support/kiosk.js";
import { newVolunteer } from "../support/people.js";
import { newPhone } from "../support/phone.js";
import { expect, test } from "../support/test.js";
import { UNREACHED } from "../support/watch.js";

const verdict = (page) => page.getByRole("status", { name: "查验结果" });
const basis = (page) => page.getByRole("region", { name: "查验依据" });

/** Opens the page as somebody without an account, with keys and list at hand. */
async function open(letIn, options) {
  const page = await letIn({ storageState: undefined, ...options });
  await page.goto("/verify");
  await expect(basis(page)).toContainText("已联网");
  return page;
}

/** Types `text` into the field, and checks it. */
async function check(page, text) {
  await page.getByLabel("码的文字").fill(text);
  await page.getByRole("button", { name: "查验", exact: true }).click();
}

test("whoever has a code in front of them is told whose it is, or what is wrong with it", async ({ page, letIn }) => {
  await newVolunteer(page, "赵真真");
  const phone = await newPhone(page);
  const reader = await open(letIn);

  await check(reader, await phone.text());
  await expect(verdict(reader)).toContainText("有效");
  await expect(verdict(reader)).toContainText("赵*");
  await expect(verdict(reader)).not.toContainText("赵真真");
  await expect(verdict(reader)).toContainText(`${phone.number.slice(0, 4)} ${phone.number.slice(4)}`);
  await expect(verdict(reader)).toContainText("没有被撤销");

  // As it comes out of a message: in lines, and with other capitals.
  const text = await phone.text();
  await check(reader, `${text.slice(0, 99).toLowerCase()}\n ${text.slice(99)} `);
  await expect(verdict(reader)).toContainText("有效");
  await expect(reader.getByLabel("码的文字")).toHaveValue("");
  await reader.getByRole("button", { name: "查验", exact: true }).click();
  await expect(verdict(reader)).not.toContainText("有效");

  await check(reader, await phone.text(-10));
  await expect(verdict(reader)).toContainText(/这个码是 2\s?分钟 前的，可能是截图。/);
  await check(reader, await phone.text(20));
  await expect(verdict(reader)).toContainText(/比这台设备快 [45]\s?分钟/);

  const whole = await phone.text();
  const middle = whole.length >> 1;
  await check(reader, `${whole.slice(0, middle)}${whole[middle] === "A" ? "B" : "A"}${whole.slice(middle + 1)}`);
  await expect(verdict(reader)).toContainText("这个码损坏了，或被改动过。");
  await check(reader, "https://example.org/");
  await expect(verdict(reader)).toContainText("这不是志愿者码。");
  await check(reader, phone.number.toLowerCase());
  await expect(verdict(reader)).toContainText("只有编号，不能证明是志愿者");
  await expect(reader).toHaveURL(/\/verify$/);
});

test("a scanner that types is heard, and a card on paper asks for a look at the person", async ({ page, letIn }) => {
  await newVolunteer(page, "钱纸");
  const { text } = await (await page.request.post("/api/me/card/paper")).json();
  const reader = await open(letIn);
  await type(reader, text);
  await expect(verdict(reader)).toContainText("请核对本人");
  await expect(verdict(reader)).toContainText("纸质卡");
});

test("a revoked card is refused as soon as the list says so", async ({ page, letIn }) => {
  await newVolunteer(page, "孙丢丢");
  const phone = await newPhone(page);
  const reader = await open(letIn);
  await check(reader, await phone.text());
  await expect(verdict(reader)).toContainText("有效");
  expect((await page.request.delete("/api/me/card/phone")).ok()).toBe(true);
  await expect(async () => {
    await reader.getByRole("button", { name: "现在更新" }).click();
    await check(reader, await phone.text());
    await expect(verdict(reader)).toContainText("这个证已被撤销。", { timeout: 500 });
  }).toPass({ timeout: 90_000 });
});

test.describe("without network", () => {
  test.use({ expected: UNREACHED });

  test("a page that was there before opens and checks as before", async ({ page, letIn }) => {
    await newVolunteer(page, "李离线");
    const phone = await newPhone(page);
    const reader = await open(letIn, { serviceWorkers: "allow" });
    await reader.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) await new Promise((led) => navigator.serviceWorker.addEventListener("controllerchange", led, { once: true }));
    });
    // Pages for few are kept once they were opened with the worker at work.
    await reader.reload();
    await expect(basis(reader)).toContainText("已联网");
    await expect.poll(() => reader.evaluate(async () => Boolean(await caches.match("/verify.html")))).toBe(true);
    await reader.context().setOffline(true);
    await reader.reload();
    await expect(basis(reader)).toContainText("未联网");
    await check(reader, await phone.text());
    await expect(verdict(reader)).toContainText("有效");
    await expect(verdict(reader)).toContainText("李*");
    await check(reader, await phone.text(-4));
    await expect(verdict(reader)).toContainText("可能是截图");
    await reader.context().setOffline(false);
  });
});
