// Comes first: a volunteer and the administrator log in once and a kiosk is enrolled, for the specs that only look around.
import { askForCode, enterCode, giveName, logInAdministrator, newPhone } from "../support/people.js";
import { makeKioskCode } from "../support/staff.js";
import { ADMINISTRATOR, KIOSK, VOLUNTEER } from "../support/states.js";
import { expect, test } from "../support/test.js";
import { answered } from "../support/watch.js";

test("a volunteer comes in", async ({ page, context }) => {
  await page.goto("/login");
  await enterCode(page, await askForCode(page, newPhone()));
  await giveName(page, "陈一凡");
  await expect(page.getByText("您已成为志愿者，编号是")).toBeVisible();
  await context.storageState({ path: VOLUNTEER });
});

test("the administrator comes in", async ({ page, context }) => {
  await logInAdministrator(page);
  await context.storageState({ path: ADMINISTRATOR });
});

test.describe("a kiosk", () => {
  test.use({ storageState: ADMINISTRATOR, expected: answered(401, "/api/kiosk") });

  test("comes in at some station", async ({ page, letIn }) => {
    await page.goto("/admin/stations");
    await page.getByRole("main").getByRole("article").first().getByRole("link").click();
    const code = await makeKioskCode(page);
    const kiosk = await letIn({ storageState: undefined });
    await kiosk.goto("/kiosk");
    await kiosk.getByLabel("登记码").fill(code);
    await kiosk.getByLabel("设备名称").fill("巡检平板");
    await kiosk.getByRole("button", { name: "登记" }).click();
    await expect(kiosk.getByText("请出示志愿者码")).toBeVisible();
    await kiosk.context().storageState({ path: KIOSK });
  });
});
