// A kiosk: what it says, and a scanner that types.
import { readCode } from "./card.js";

/** The panel that speaks to whoever scans. */
export function panel(page) {
  return page.locator(".kiosk-answer");
}

/** Longest pause between two keys of a scanner; the page takes a longer one for a hand. */
const PAUSE_MS = 120;

/**
 * Types `text` as a USB scanner does: real keys, one right after the other, with Enter at the end. A busy machine may
 * deliver them with a pause that no scanner makes; then they are typed once more.
 */
export async function type(page, text) {
  const keyboard = await page.context().newCDPSession(page);
  const keys = [...Array.from(text, (character) => ({ code: /\d/.test(character) ? `Digit${character}` : `Key${character}`, key: character })), { code: "Enter", key: "Enter" }];
  for (let tries = 0; tries < 5; tries++) {
    await page.evaluate(() => {
      const times = [];
      globalThis.keysTyped = { times, heard: (event) => times.push(event.timeStamp) };
      addEventListener("keydown", globalThis.keysTyped.heard, true);
    });
    await Promise.all(keys.flatMap((key) => ["rawKeyDown", "keyUp"].map((kind) => keyboard.send("Input.dispatchKeyEvent", { type: kind, ...key }))));
    const longest = await page.evaluate(() => {
      const { times, heard } = globalThis.keysTyped;
      removeEventListener("keydown", heard, true);
      return Math.max(...times.map((time, n) => time - (times[n - 1] ?? time)));
    });
    if (longest < PAUSE_MS) break;
  }
  await keyboard.detach();
}

/** The text of the code of the volunteer who is logged in on `page`, read off the card's screen. */
export async function newCode(page) {
  await page.goto("/card");
  return readCode(page);
}
