// The kiosk's camera: codes are read whatever the browser's own decoder is worth, and a camera that is gone stops nothing.
import { fakeCamera, picture } from "../support/camera.js";
import { code } from "../support/card.js";
import { panel, type } from "../support/kiosk.js";
import { newVolunteer } from "../support/people.js";
import { KIOSK } from "../support/states.js";
import { expect, test } from "../support/test.js";
import { UNREACHED } from "../support/watch.js";

/** A well-formed volunteer number of nobody's: only a browser's decoder that was made up says it. */
const NOBODY = "000001C3";

/** A browser's own decoder, of each kind there is: it works, has the name only, or breaks when it is needed. */
const DETECTORS = {
  works: { formats: ["qr_code"], detect: `return [{ rawValue: width === 232 ? "VOL" : "${NOBODY}" }];` },
  "has no formats": { formats: [], detect: `return [{ rawValue: width === 232 ? "VOL" : "${NOBODY}" }];` },
  "reads the known code wrongly": { formats: ["qr_code"], detect: `return [{ rawValue: "${NOBODY}" }];` },
  throws: { formats: ["qr_code"], detect: `if (width !== 232) throw new DOMException("gone", "NotSupportedError"); return [{ rawValue: "VOL" }];` },
};

/** Puts the decoder `kind` into the worker of the pages of `context`. */
async function detector(context, kind) {
  const { formats, detect } = DETECTORS[kind];
  await context.route(/\/scanner[^/]*\.js$/, async (route) => {
    const answer = await route.fetch();
    const own = `self.BarcodeDetector = class { static async getSupportedFormats() { return ${JSON.stringify(formats)}; } async detect({ width }) { ${detect} } };\n`;
    await route.fulfill({ response: answer, body: own + (await answer.text()) });
  });
}

/** A kiosk with a camera, which shows nothing yet. */
async function open(letIn, kind) {
  const kiosk = await letIn({ storageState: KIOSK });
  await fakeCamera(kiosk.context());
  if (kind) await detector(kiosk.context(), kind);
  await kiosk.goto("/kiosk");
  await expect(kiosk.locator(".camera__aim")).toBeVisible();
  return kiosk;
}

test("the browser's own decoder is used where it works", async ({ letIn }) => {
  const kiosk = await open(letIn, "works");
  await expect(panel(kiosk)).toContainText("没有找到这位志愿者");
});

for (const kind of ["has no formats", "reads the known code wrongly", "throws"]) {
  test(`our decoder reads where the browser's ${kind}`, async ({ page, letIn }) => {
    await newVolunteer(page, "冯读码");
    await page.goto("/card");
    await expect(code(page)).toBeVisible();
    const kiosk = await open(letIn, kind);
    await kiosk.evaluate((picture) => globalThis.scene.show(picture), await picture(page));
    await expect(panel(kiosk)).toContainText("没有您的报名", { timeout: 15_000 });
    await expect(kiosk.locator(".kiosk__recent")).not.toContainText("没有找到这位志愿者");
  });
}

test.describe("without network", () => {
  test.use({ expected: UNREACHED });

  test("a camera that is unplugged is told, scanners go on, and it comes back", async ({ letIn }) => {
    const kiosk = await open(letIn);
    await kiosk.waitForLoadState("networkidle");
    await kiosk.context().setOffline(true);
    await kiosk.evaluate(() => {
      const real = navigator.mediaDevices.getUserMedia;
      globalThis.plugIn = () => {
        navigator.mediaDevices.getUserMedia = real;
        navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
      };
      navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("none", "NotFoundError"); };
      document.querySelector("video").srcObject.getTracks().forEach((track) => track.dispatchEvent(new Event("ended")));
    });
    await expect(kiosk.locator(".camera")).toContainText("被拔掉了");
    await expect(panel(kiosk)).toContainText("可以用扫码枪，或在下面输入编号");
    await type(kiosk, NOBODY);
    await expect(panel(kiosk)).toContainText("编号 0000 01C3 已记下");
    // Into the field, where an input method may be at work, it is a code as well.
    await kiosk.getByLabel("输入志愿者编号").click();
    await type(kiosk, "VOL1FIELD0000001");
    await expect(panel(kiosk)).toContainText("没有签到");
    await expect(kiosk.getByLabel("输入志愿者编号")).toHaveValue("");
    await kiosk.evaluate(() => globalThis.plugIn());
    await expect(kiosk.locator(".camera__aim")).toBeVisible();
  });
});
