// A kiosk: what it says, and a scanner that types.
import { readCode } from "./card.js";

/** The panel that speaks to whoever scans. */
export function panel(page) {
  return page.locator(".kiosk-answer");
}

/** Types `text` as a USB scanner does: hundreds of keys faster than any hand, or than a test could press them, with Enter at the end. */
export async function type(page, text) {
  await page.evaluate((codes) => {
    for (const code of codes) (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true, cancelable: true }));
  }, [...Array.from(text, (character) => (/\d/.test(character) ? `Digit${character}` : `Key${character}`)), "Enter"]);
}

/** The text of the code of the volunteer who is logged in on `page`, read off the card's screen. */
export async function newCode(page) {
  await page.goto("/card");
  return readCode(page);
}
