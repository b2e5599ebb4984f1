// A kiosk: what it says, and a scanner that types.
import { readCode } from "./card.js";

/** The panel that speaks to whoever scans. */
export function panel(page) {
  return page.locator(".kiosk-answer");
}

/** Types `text` as a USB scanner does: faster than any hand, with Enter at the end. */
export async function type(page, text) {
  for (const character of text) await page.keyboard.press(/\d/.test(character) ? `Digit${character}` : `Key${character}`);
  await page.keyboard.press("Enter");
}

/** The text of the code of the volunteer who is logged in on `page`, read off the card's screen. */
export async function newCode(page) {
  await page.goto("/card");
  return readCode(page);
}
