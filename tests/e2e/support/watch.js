// What no page may do, whatever a test is about: break its content security policy, throw, or
// write an error to the console.

const VIOLATION = "content security policy violated:";

/** Watches every page of `context`, and returns the list that fills with what went wrong. */
export async function watch(context) {
  const wrong = [];
  await context.addInitScript((prefix) => {
    addEventListener("securitypolicyviolation", (event) => console.error(prefix, event.violatedDirective, event.blockedURI, event.sourceFile));
  }, VIOLATION);
  context.on("console", (message) => {
    if (message.type() === "error") wrong.push(`${message.text()} ${pathOf(message.location().url)}`.trim());
  });
  context.on("weberror", (thrown) => wrong.push(`uncaught: ${thrown.error()}`));
  return wrong;
}

/** The lines of `wrong` that `expected` does not stand for. */
export function unexpected(wrong, expected) {
  return wrong.filter((line) => !expected.test(line));
}

/** Nothing, for a start. */
export const NOTHING = /(?!)/;

/** A pattern for what any of `patterns` stands for. */
export function any(...patterns) {
  return new RegExp(patterns.map(({ source }) => `(?:${source})`).join("|"));
}

/** The line that the browser itself writes when `path` answers with `status`: part of a refusal that was asked for. */
export function answered(status, path) {
  return new RegExp(`responded with a status of ${status} .*${path}`);
}

/** The line that the browser itself writes when a request got no answer. */
export const UNREACHED = /net::ERR_(FAILED|INTERNET_DISCONNECTED|NETWORK_CHANGED|ABORTED)/;

function pathOf(url) {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
