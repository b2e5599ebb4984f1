// The volunteer ID whole: phone and kiosk without network for a long while, and a stranger's program
// that reads the picture on the screen.
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { now } from "../support/activities.js";
import { code, fillMove, readCode, sendMove } from "../support/card.js";
import { panel, type } from "../support/kiosk.js";
import { newVolunteer } from "../support/people.js";
import { ADMINISTRATOR, KIOSK } from "../support/states.js";
import { expect, test } from "../support/test.js";
import { UNREACHED, answered, any } from "../support/watch.js";

const SECOND = fileURL("../../credential/second.py");
const RELOADS = 50;

function fileURL(path) {
  return new URL(path, import.meta.url).pathname;
}

test.describe("phone and kiosk without network", () => {
  test.use({ serviceWorkers: "allow", expected: any(UNREACHED, /Failed to fetch/) });

  test("after fifty reloads the card still lives, and the kiosk believes it", async ({ page, letIn }) => {
    test.setTimeout(180_000);
    await newVolunteer(page, "陈远行");
    await page.goto("/card");
    await expect(code(page)).toBeVisible();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) await new Promise((led) => navigator.serviceWorker.addEventListener("controllerchange", led, { once: true }));
    });
    const kiosk = await letIn({ storageState: KIOSK, serviceWorkers: "block" });
    await kiosk.goto("/kiosk");
    await expect(kiosk.getByText("请出示志愿者码")).toBeVisible();
    // What it goes by is there before the network goes.
    await kiosk.waitForLoadState("networkidle");
    const scanner = await readCode(page);
    expect(scanner).toMatch(/^VOL2/);
    await page.context().setOffline(true);
    await kiosk.context().setOffline(true);

    const times = [];
    for (let n = 0; n < RELOADS; n++) {
      const began = Date.now();
      await page.reload({ waitUntil: "commit" });
      await expect(code(page)).toBeVisible();
      times.push(Date.now() - began);
    }
    times.sort((a, b) => a - b);
    test.info().annotations.push({ type: "card shown offline, ms: median and most", description: `${times[RELOADS / 2]}, ${times.at(-1)}` });
    await page.context().setOffline(false);
    // Only the test's reader of pictures needs the network.
    const text = await readCode(page);
    await type(kiosk, text);
    await expect(panel(kiosk)).toContainText("陈*");
    await expect(panel(kiosk)).toContainText("已验证");
    await expect(panel(kiosk)).not.toContainText("签到成功");
    await type(kiosk, `${text.slice(0, 200)}${text[200] === "A" ? "B" : "A"}${text.slice(201)}`);
    await expect(panel(kiosk)).toContainText("损坏");
    await kiosk.context().setOffline(false);
  });
});

test("other people's libraries read the picture on the screen and believe it", async ({ page, request }, info) => {
  await newVolunteer(page, "陈公开");
  await page.goto("/card");
  await expect(code(page)).toBeVisible();
  const picture = info.outputPath("card.png");
  await code(page).screenshot({ path: picture });
  const at = await now(request);
  const [keys, status] = [info.outputPath("keys.cose"), info.outputPath("status.cwt")];
  await writeFile(keys, await (await request.get("/.well-known/volunteer-keys")).body());
  await writeFile(status, await (await request.get("/.well-known/volunteer-status")).body());
  const { stdout } = await promisify(execFile)(process.env.PORTAL_PYTHON, [SECOND, "picture", picture, keys, status, "4310", String(+at)]);
  const told = JSON.parse(stdout);
  expect(told).toMatchObject({ verdict: "good", name: "陈*", class: "device", star: 0 });
  // 419 characters fit 65×65 modules at level M.
  expect(told.characters).toBeLessThanOrEqual(419);
});

test.describe("a second phone", () => {
  test.use({ expected: any(UNREACHED, answered("(409|422)", "/api/me/card"), answered(429, "/api/me/card/codes")) });

  test("takes the card, and a kiosk with a fresh list refuses the first one, also without network", async ({ page, letIn }) => {
    await newVolunteer(page, "陈两机");
    await page.goto("/card");
    await expect(code(page)).toBeVisible();
    // The first phone hears nothing of its card, and goes on showing it.
    await page.route("**/api/me/**", (route) => route.abort());
    const second = await letIn({ storageState: await page.context().storageState() });
    await second.goto("/card");
    await fillMove(second, "陈两机");
    await sendMove(second);
    await expect(code(second)).toBeVisible();
    const kiosk = await letIn({ storageState: KIOSK });
    await kiosk.goto("/kiosk");
    await expect(kiosk.getByText("请出示志愿者码")).toBeVisible();
    await kiosk.waitForLoadState("networkidle");
    await kiosk.context().setOffline(true);
    await type(kiosk, await readCode(page));
    await expect(panel(kiosk)).toContainText("已被撤销");
    await type(kiosk, await readCode(second));
    await expect(panel(kiosk)).toContainText("已验证");
    await kiosk.context().setOffline(false);
    await page.unrouteAll();
  });
});

test.describe("a kiosk that has had no network for eight days", () => {
  test.use({ expected: any(UNREACHED, /Failed to fetch/) });

  test("says that its list of revoked cards is too old, and what helps", async ({ page, letIn }) => {
    await newVolunteer(page, "陈久等");
    const kiosk = await letIn({ storageState: KIOSK });
    await page.goto("/card");
    await kiosk.goto("/kiosk");
    await expect(code(page)).toBeVisible();
    await expect(kiosk.getByText("请出示志愿者码")).toBeVisible();
    await kiosk.waitForLoadState("networkidle");
    await kiosk.context().setOffline(true);
    // The phone hears nothing either; only the test's reader of pictures fetches its decoder.
    await page.route("**/api/**", (route) => route.abort());
    for (const one of [page, kiosk]) await one.clock.setSystemTime(Date.now() + 8 * 24 * 3_600_000);
    // Both clocks ran on while the other was moved.
    await expect(async () => {
      await type(kiosk, await readCode(page));
      await expect(panel(kiosk)).toContainText("撤销名单太旧，暂不能核对", { timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
    await expect(panel(kiosk)).toContainText("请工作人员让这台设备联网；这次扫码已记下。");
    await kiosk.context().setOffline(false);
    await page.unrouteAll();
  });
});

test("an administrator makes a card on paper for somebody without a phone, and revokes it", async ({ page, letIn }) => {
  const name = `陈无机${Date.now() % 100_000}`;
  await newVolunteer(page, name);
  const administrator = await letIn({ storageState: ADMINISTRATOR });
  await administrator.goto("/admin/people");
  await administrator.getByRole("searchbox").fill(name);
  await administrator.getByRole("button", { name: "搜索" }).click();
  await administrator.getByRole("button", { name: `制作纸质证 ${name}` }).click();
  const paper = administrator.getByRole("region", { name: "纸质志愿者证" });
  await expect(paper).toContainText("陈*");
  await expect(paper).not.toContainText(name);
  expect(await readCode(administrator)).toMatch(/^VOL3/);
  await administrator.getByRole("button", { name: `挂失全部证 ${name}` }).click();
  await administrator.getByRole("dialog").getByRole("button", { name: "挂失全部证", exact: true }).click();
  await expect(administrator.getByText("已挂失，这些证都不能再用")).toBeVisible();
  await expect(paper).toBeHidden();
  // Whoever the data are about sees both.
  await page.goto("/me/looks");
  await expect(page.getByRole("main")).toContainText("为您制作了纸质证");
  await expect(page.getByRole("main")).toContainText("挂失了您的证");
});
