// A browser that can be killed: a process of its own on a profile that stays, as a tablet whose battery dies.
import { spawn } from "node:child_process";
import { chromium } from "@playwright/test";
import { chromium as options } from "./chromium.js";

/** Starts one on `profile`; its first window has the clock `time`, if given. */
export async function mortal(profile, time) {
  const { executablePath, args } = options(["--headless", "--lang=zh-CN", "--accept-lang=zh-CN", "--remote-debugging-port=0", `--user-data-dir=${profile}`]);
  const child = spawn(executablePath, [...args, "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const address = await new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (part) => {
      said += part;
      const [, found] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (found) resolve(found);
    });
    ended.then(() => reject(new Error(`the browser ended: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  if (time !== undefined) {
    await context.clock.install({ time });
    await context.addInitScript(smallIds);
  }
  return {
    page: await context.newPage(),
    /** Ends it without a word. */
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    /** Lets it finish what it writes. */
    async close() {
      const devtools = await browser.newBrowserCDPSession();
      await devtools.send("Browser.close").catch(() => {});
      await ended;
    },
  };
}

/** The numbers of the clock's timers do not fit into 32 bits, as WebAssembly takes them and browsers give them. */
function smallIds() {
  const own = new Map();
  let last = 0;
  for (const kind of ["Timeout", "Interval"]) {
    const [set, clear] = [window[`set${kind}`], window[`clear${kind}`]];
    window[`set${kind}`] = (...told) => {
      own.set(++last, set(...told));
      return last;
    };
    window[`clear${kind}`] = (id) => {
      clear(own.get(id));
      own.delete(id);
    };
  }
}
