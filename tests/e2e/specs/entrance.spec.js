// Comes first: a volunteer and the administrator log in once, for the specs that only look around.
import { askForCode, enterCode, giveName, logInAdministrator, newPhone } from "../support/people.js";
import { ADMINISTRATOR, VOLUNTEER } from "../support/states.js";
import { expect, test } from "../support/test.js";

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
