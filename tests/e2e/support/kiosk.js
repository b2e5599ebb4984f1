// A kiosk: what it says, and a scanner that types.
import { readCode } from "./card.js";

/** The panel that speaks to whoever scans. */
export function panel(page) {
  return page.locator(".kiosk-answer");
}

/** Longest pause between two keys of a scanner; the page takes a longer one for a hand. */
const PAUSE_MS = 120;

/**
 * Types `text` as a USB scanner does: real keys, two milliseconds apart by their own clock, with Enter at the end. Should
 * the page see a pause that no scanner makes, they are typed once more.
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
    // All of it lies behind: a key that comes late is not later by its clock.
    const begin = Date.now() / 1_000 - 2;
    await Promise.all(keys.map((key, n) => keyboard.send("Input.dispatchKeyEvent", { type: "rawKeyDown", timestamp: begin + n * 0.002, ...key })));
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
