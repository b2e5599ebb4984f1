// The volunteer ID: its picture, and the browser's storage behind it.
import { expect } from "@playwright/test";
import { codeFor } from "./people.js";

/** Pixels of a module in the picture that is scanned. */
const MODULE = 6;

/** The picture of the code. */
export function code(page) {
  return page.getByRole("img", { name: "志愿者二维码" });
}

/** The shapes of the code, which differ from slot to slot. */
export async function shapes(page) {
  return page.locator(".qr__dark").getAttribute("d");
}

/** The text of the code on screen, as the kiosk's own scanner reads it. */
export async function readCode(page) {
  const text = await readPicture(page, code(page));
  expect(text).toMatch(/^VOL[23][2-7A-Z]+$/);
  return text;
}

/** The text of a code on screen: `picture` is its SVG. */
export async function readPicture(page, picture) {
  await expect(picture).toBeVisible();
  const kiosk = await (await page.request.get("/kiosk")).text();
  const [, worker] = kiosk.match(/name="scanner-worker" content="([^"]+)"/);
  return picture.evaluate(async (svg, [worker, module]) => {
    const size = svg.viewBox.baseVal.width * module;
    const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, size, size);
    context.scale(module, module);
    context.fillStyle = "#000";
    context.fill(new Path2D(svg.querySelector(".qr__dark").getAttribute("d")));
    const rgba = new Uint8Array(context.getImageData(0, 0, size, size).data.buffer);
    const scanner = new Worker(worker, { type: "module" });
    try {
      return await new Promise((resolve, reject) => {
        scanner.onmessage = ({ data }) => (data.ready ? scanner.postMessage({ width: size, height: size, rgba }, [rgba.buffer]) : resolve(data.text));
        scanner.onerror = reject;
      });
    } finally {
      scanner.terminate();
    }
  }, [worker, MODULE]);
}

/** Loses what the browser kept for the site, but not who is logged in. */
export async function clearStorage(page) {
  await page.evaluate(async () => {
    localStorage.clear();
    const names = (await indexedDB.databases()).map(({ name }) => name);
    await Promise.all(names.map((name) => new Promise((done, failed) => Object.assign(indexedDB.deleteDatabase(name), { onsuccess: done, onerror: failed, onblocked: failed }))));
  });
}

/** Asks for the code to move the card with, and fills the form with it and `name`. */
export async function fillMove(page, name) {
  await page.getByLabel("短信验证码").fill(await codeFor(page, () => page.getByRole("button", { name: /^(把证移到这台手机|重新发送)/ }).click()));
  await page.getByLabel("姓名").fill(name);
}

/** Sends that form. */
export async function sendMove(page) {
  await page.getByRole("button", { name: "核对并移到这里" }).click();
}
