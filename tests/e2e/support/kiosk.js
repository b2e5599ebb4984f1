// A kiosk: what it says, and a scanner that types.
import { readCode } from "./card.js";

/** The panel that speaks to whoever scans. */
export function panel(page) {
  return page.locator(".kiosk-answer");
}

/** Types `text` as a USB scanner does: real keys, two milliseconds apart by their own clock, with Enter at the end. */
export async function type(page, text) {
  const keyboard = await page.context().newCDPSession(page);
  const begin = Date.now() / 1_000;
  const keys = [...Array.from(text, (character) => ({ code: /\d/.test(character) ? `Digit${character}` : `Key${character}`, key: character })), { code: "Enter", key: "Enter" }];
  await Promise.all(keys.flatMap((key, n) => ["rawKeyDown", "keyUp"].map((kind) => keyboard.send("Input.dispatchKeyEvent", { type: kind, timestamp: begin + n * 0.002, ...key }))));
  await keyboard.detach();
}

/** The text of the code of the volunteer who is logged in on `page`, read off the card's screen. */
export async function newCode(page) {
  await page.goto("/card");
  return readCode(page);
}
