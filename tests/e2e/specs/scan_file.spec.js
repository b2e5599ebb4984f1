// A network that never comes back: the kiosk's scans go to the portal in a file, and count there once.
import { readFile } from "node:fs/promises";
import { panel, type } from "../support/kiosk.js";
import { newVolunteer } from "../support/people.js";
import { ADMINISTRATOR } from "../support/states.js";
import { makeDay, send } from "../support/station.js";
import { expect, test } from "../support/test.js";
import { UNREACHED, answered, any } from "../support/watch.js";

test.use({ expected: any(answered("400|422", "/api/stations"), answered("401", "/api/kiosk"), UNREACHED) });
test.setTimeout(150_000);

test("scans of a kiosk without network are read in from its file, and count once", async ({ page, letIn, isMobile }, info) => {
  test.skip(isMobile, "a kiosk is no phone");
  const administrator = await letIn({ storageState: ADMINISTRATOR });
  const made = await letIn({ storageState: undefined });
  const { station, next } = await makeDay(administrator, made);
  const somebody = await letIn({ storageState: undefined });
  await newVolunteer(somebody, "何导入");
  await send(somebody, "POST", `/api/shifts/${next.id}/sign-ups`);
  const { viewer } = await (await somebody.request.get("/api/session")).json();

  // Enrolled by its page, so that it has a key.
  const { code } = await send(administrator, "POST", `/api/stations/${station.id}/kiosk-codes`);
  await page.goto("/kiosk");
  await page.getByLabel("登记码").fill(code);
  await page.getByLabel("设备名称").fill("南门平板");
  await page.getByRole("button", { name: "登记" }).click();
  await expect(page.locator(".kiosk__banner")).toContainText("已联网");
  await page.context().setOffline(true);
  await type(page, viewer.number);
  await expect(panel(page)).toContainText("已记下");
  await page.getByText("工作人员", { exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "导出扫码文件" }).click()]);
  const file = info.outputPath(download.suggestedFilename());
  await download.saveAs(file);
  await expect(page.getByText("已导出 1 次扫码。请把文件交给管理员。")).toBeVisible();

  const form = administrator.getByRole("region", { name: "导入扫码文件" });
  const read = async (content) => {
    await form.getByLabel("扫码文件", { exact: true }).setInputFiles({ name: "scans.json", mimeType: "application/json", buffer: Buffer.from(content) });
    await form.getByRole("button", { name: "导入" }).click();
  };
  const whole = await readFile(file, "utf8");
  await administrator.goto(`/admin/stations/${station.id}`);
  await form.getByRole("button", { name: "导入" }).click();
  await expect(form.getByText("请填写这一项").first()).toBeVisible();
  await read("no file of a kiosk");
  await expect(form.getByText("这不是签到终端导出的扫码文件。").first()).toBeVisible();
  const altered = JSON.parse(whole);
  altered.content = altered.content.replace(viewer.number, viewer.number.replace(/.$/, (last) => (last === "7" ? "8" : "7")));
  await read(JSON.stringify(altered));
  await expect(form.getByText(/^签名与内容不符/).first()).toBeVisible();
  await read(whole);
  await expect(form.getByText("文件里有 1 次扫码，新收下 1 次，其中 0 次没有生效。")).toBeVisible();
  await read(whole);
  await expect(form.getByText("文件里有 1 次扫码，新收下 0 次，其中 0 次没有生效。")).toBeVisible();
  await administrator.screenshot({ path: info.outputPath("read.png"), fullPage: true });
  const elsewhere = (await makeDay(administrator, await letIn({ storageState: undefined }))).station;
  await administrator.goto(`/admin/stations/${elsewhere.id}`);
  await read(whole);
  await expect(form.getByText("这个文件不是本站点的签到终端导出的。").first()).toBeVisible();

  // The network is back after all: the same scan again changes nothing.
  await page.context().setOffline(false);
  await expect(page.locator(".kiosk__banner")).toContainText("已联网", { timeout: 30_000 });
  await expect(page.getByText(/次扫码待上传/)).toHaveCount(0, { timeout: 30_000 });
  const { records } = await (await somebody.request.get("/api/me/records")).json();
  expect(records.items.map(({ status, grade }) => [status, grade])).toEqual([["open", "C"]]);
});
