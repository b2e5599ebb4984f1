// Every page keeps WCAG 2.2 A and AA, as far as a program can tell: in each look and each language.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { open } from "../support/activities.js";
import { ADMINISTRATOR, KIOSK, VOLUNTEER } from "../support/states.js";
import { expect, test } from "../support/test.js";
import { answered } from "../support/watch.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const LANGUAGES = ["zh-CN", "en"];
/** What the reader can choose; the first paint already has it. */
const LOOKS = { light: { theme: "light" }, dark: { theme: "dark" }, large: { theme: "light", text: "large" } };

const NOBODY = { cookies: [], origins: [] };
const PLACES = [
  { who: "nobody", state: NOBODY, paths: ["/", "/activities", "/activities?text=没有这样的活动", "activity", "/login", "/join", "/staff-login", "/kiosk", "/verify", "/no-such-page"] },
  { who: "a volunteer", state: VOLUNTEER, paths: ["/", "activity", "/card", "/card/paper", "/messages", "/me", "/me/sign-ups", "/me/records", "/me/identity", "/me/devices", "/me/looks", "/me/notices", "/manage"] },
  { who: "an enrolled kiosk", state: KIOSK, paths: ["/kiosk"] },
  {
    who: "the administrator", state: ADMINISTRATOR,
    paths: ["/manage", "/manage/activities", "/manage/activities/new", "managed", "/admin/teams", "/admin/stations", "station", "board", "/station", "/admin/people", "/me", "/card"],
  },
];

// A kiosk that is not enrolled is told so by its answer.
test.use({ expected: answered("40[134]", "/api/kiosk") });
test.setTimeout(120_000);

/** Faults of the page as it stands, one line each. */
async function faults(page) {
  const violations = await page.evaluate(async (rules) => {
    const found = await axe.run(document, { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`) }));
  }, RULES);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node}`));
}

/** Counts the requests of `page` that have no answer yet. */
function underWay(page) {
  let count = 0;
  page.on("request", () => count++);
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, () => count--);
  return () => count;
}

/** The page is there when it has its heading, nothing is on its way any more, and what came was drawn. */
async function settled(page, requests) {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect.poll(requests, { intervals: [20] }).toBe(0);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await expect(page.locator(".skeleton")).toHaveCount(0);
  // A colour on its way to another is no colour to judge.
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== "running" || one.effect.getComputedTiming().iterations === Infinity));
}

for (const { who, state, paths } of PLACES) {
  for (const language of LANGUAGES) {
    for (const [look, kept] of Object.entries(LOOKS)) {
      test.describe(() => {
        test.use({ storageState: state });

        test(`no fault on any page of ${who}, ${look}, ${language}`, async ({ page, request, context, isMobile }) => {
          test.skip(isMobile && (language === "en" || look === "dark"), "words and colours are those of the desktop");
          await context.addInitScript(AXE);
          await context.addInitScript((kept) => Object.entries(kept).forEach(([key, value]) => localStorage.setItem(key, value)), { ...kept, lang: language });
          const [{ id }] = await open(request);
          const own = { activity: `/activities/${id}`, managed: `/manage/activities/${id}`, ...(await station(request, who)) };
          const requests = underWay(page);
          for (const path of paths.map((path) => own[path] ?? path)) {
            await page.goto(path);
            await settled(page, requests);
            expect.soft(await faults(page), path).toEqual([]);
          }
        });
      });
    }
  }
}

test("a fault is found where there is one", async ({ page, context }) => {
  await context.addInitScript(AXE);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.evaluate(() => document.querySelector("main").append(document.createElement("button")));
  expect((await faults(page)).join()).toContain("button-name");
});

/** The page and the board of some station; only staff see stations. */
async function station(request, who) {
  if (who !== "the administrator") return {};
  const answer = await request.get("/api/stations");
  const [{ id }] = (await answer.json()).items;
  return { station: `/admin/stations/${id}`, board: `/station/${id}` };
}
