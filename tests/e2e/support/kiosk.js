// A kiosk: what it says, and a scanner that types.

/** The panel that speaks to whoever scans. */
export function panel(page) {
  return page.locator(".kiosk-answer");
}

/** Types `text` as a USB scanner does: faster than any hand, with Enter at the end. */
export async function type(page, text) {
  for (const character of text) await page.keyboard.press(/\d/.test(character) ? `Digit${character}` : `Key${character}`);
  await page.keyboard.press("Enter");
}

/** The text of a new code of the volunteer who is logged in on `page`, as the card asks for it. */
export async function newCode(page) {
  const answer = page.waitForResponse((response) => response.url().endsWith("/api/me/card-code") && response.ok());
  await page.goto("/card");
  return (await (await answer).json()).text;
}
