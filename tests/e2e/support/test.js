// `test` for all specs: its pages are watched, and more people can be let in, each with a browser
// context of their own that is watched too.
import { test as base, expect } from "@playwright/test";
import { NOTHING, unexpected, watch } from "./watch.js";

export { expect };

export const test = base.extend({
  /** A pattern for lines of the console that belong to what a test is about. */
  expected: [NOTHING, { option: true }],

  watched: async ({ expected }, use) => {
    const lists = [];
    await use(async (context) => lists.push(await watch(context)));
    expect.soft(unexpected(lists.flat(), expected), "errors in the console and content security policy violations").toEqual([]);
  },

  context: async ({ context, watched }, use) => {
    await watched(context);
    await use(context);
  },

  /** Opens a page for one more person; `options` are those of a browser context. */
  letIn: async ({ browser, contextOptions, baseURL, locale, timezoneId, watched }, use) => {
    const contexts = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...contextOptions, baseURL, locale, timezoneId, ...options });
      contexts.push(context);
      await watched(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});
