// The service worker: keeps the page for the time without network, and shows push messages. It keeps
//   * the HTML of the bundles that every browser keeps, and of others once they were opened;
//   * files whose names tell their content;
//   * three answers of the server: the volunteer's card, the own sign-ups and the inbox;
//   * what can be found of activities.
// Two constants stand before this text. BUILD, by the page's build: `version`; `kept`, the HTML files that
// every browser keeps, first the one for all addresses that `areas` (first part of a path -> HTML file) does
// not name; `bundles`, HTML file -> its files; `chunks`, parts loaded later. CITY, by the server: a digest of
// the settings it writes into the HTML.
"use strict";

const PAGE = `page-${BUILD.version}-${CITY}`;
// Everything the server told about a person; src/session.rs deletes it as well.
const ANSWERS = "answers";
const KEPT_ANSWERS = ["/api/me/card", "/api/me/sign-ups", "/api/me/messages"];
const CATALOGUE = "/api/catalogue";
// How long a bad network is waited for when something kept could be shown instead.
const PATIENCE_MS = 5000;
const HASHED = /-[0-9a-f]{16}\.[a-z]+$/;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate().then(keepCatalogue)));
addEventListener("message", (event) => { if (event.data === "take-over") skipWaiting(); });
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const changesWho = request.method !== "GET" && /^\/api\/(sessions?|volunteers)\b/.test(url.pathname);
  if (changesWho) event.waitUntil(forget());
  if (request.method !== "GET") return;
  if (KEPT_ANSWERS.includes(url.pathname)) {
    // Only the first page of a list.
    if (!url.searchParams.has("after")) event.respondWith(answer(event));
  } else if (url.pathname === CATALOGUE) {
    // What has changed of it is of use only to the page that has the rest.
    if (!url.search) event.respondWith(catalogue(event));
  } else if (request.mode === "navigate") {
    const html = htmlOf(url.pathname);
    if (html) event.respondWith(BUILD.kept.includes(html) ? shell(request, html) : freshShell(event, html));
  } else if (HASHED.test(url.pathname)) {
    event.respondWith(file(event));
  } else if (BUILD.bundles[BUILD.kept[0]].includes(url.pathname)) {
    event.respondWith(caches.match(url.pathname, { cacheName: PAGE }).then((kept) => kept || fetch(request)));
  }
});

// The next version is laid in whole before it is offered: what every browser keeps, and what this one used of
// the last version.
async function install() {
  const used = await usedBefore();
  const shells = Object.keys(BUILD.bundles).filter((html) => BUILD.kept.includes(html) || used.has(html));
  const files = new Set(shells.flatMap((html) => BUILD.bundles[html]).concat(BUILD.chunks.filter((name) => used.has(stem(name)))));
  const page = await caches.open(PAGE);
  await page.addAll([...files]);
  for (const html of shells) await keepShell(html, await fetch(html, { cache: "reload" }));
}

// HTML files and the stems of other files that earlier versions kept; and the HTML of open pages, the first of
// which came before any worker.
async function usedBefore() {
  const used = new Set();
  for (const { url } of await clients.matchAll({ type: "window", includeUncontrolled: true })) used.add(htmlOf(new URL(url).pathname));
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) used.add(stem(new URL(url).pathname));
  }
  return used;
}

function stem(path) {
  return path.replace(HASHED, "");
}

async function activate() {
  for (const name of await caches.keys()) if (name !== PAGE && name !== ANSWERS) await caches.delete(name);
  await clients.claim();
}

// The HTML file behind an address, as the server would choose it; none for addresses that are no pages.
function htmlOf(path) {
  const first = path.split("/")[1];
  const isPage = !/^(api|healthz|readyz)$/.test(first) && !path.includes(".");
  return isPage && (BUILD.areas[first] || BUILD.kept[0]);
}

// HTML belongs to one version; an answer of another one, while servers are being replaced, must not be kept.
async function keepShell(html, response) {
  const text = await response.text();
  if (!response.ok || !text.includes(`name="build" content="${BUILD.version}"`)) throw new Error(`${html} is of another version`);
  // A kept page does not know the time.
  const kept = new Response(text.replace(/("server_time":)\d+/, "$10"), { headers: plain(response.headers) });
  await (await caches.open(PAGE)).put(html, kept);
}

// Headers of a body that is packed no more, and old by the time it is read.
function plain(headers) {
  const rest = new Headers(headers);
  for (const name of ["content-encoding", "content-length", "server-time"]) rest.delete(name);
  return rest;
}

async function shell(request, html) {
  return (await caches.match(html, { cacheName: PAGE })) || fetch(request);
}

async function freshShell(event, html) {
  const asked = fetch(event.request).then((response) => {
    const copy = response.clone();
    if (response.ok && !response.redirected) event.waitUntil(keepShell(html, copy).catch(() => {}));
    return response;
  });
  return firstOf(event, asked, () => caches.match(html, { cacheName: PAGE }));
}

async function file(event) {
  const { request } = event;
  const kept = await caches.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  // The server has other files now: the page is old, and soon told so.
  if (response.status === 404) event.waitUntil(registration.update().catch(() => {}));
  if (response.status === 200) {
    const copy = response.clone();
    event.waitUntil(caches.open(PAGE).then((page) => page.put(request.url, copy)));
  }
  return response;
}

// After the first view, so that it is there when there is no network.
async function keepCatalogue() {
  const page = await caches.open(PAGE);
  if (!(await page.match(CATALOGUE))) await page.add(CATALOGUE).catch(() => {});
}

async function catalogue(event) {
  const fresh = fetch(event.request).then((response) => {
    const copy = response.clone();
    if (response.status === 200) event.waitUntil(caches.open(PAGE).then((page) => page.put(CATALOGUE, copy)));
    return response;
  });
  return firstOf(event, fresh, () => caches.match(CATALOGUE, { cacheName: PAGE }));
}

// Counts changes of who is logged in: an answer that was asked for before one is not kept after it.
let era = 0;

function forget() {
  era += 1;
  return caches.delete(ANSWERS);
}

async function answer(event) {
  const { request } = event;
  const asked = era;
  const fresh = fetch(request).then((response) => {
    if (response.status === 401 || response.status === 403) event.waitUntil(forget());
    if (response.status === 200) event.waitUntil(keepAnswer(request, response.clone(), asked));
    return response;
  });
  return firstOf(event, fresh, () => asked === era && caches.match(request.url, { cacheName: ANSWERS }));
}

async function keepAnswer(request, response, asked) {
  const body = await response.blob();
  const answers = await caches.open(ANSWERS);
  if (asked === era) await answers.put(request.url, new Response(body, { headers: plain(response.headers) }));
}

// What the network gives, if it does so in time and the server is well; else what is kept; else whatever
// becomes of the network.
async function firstOf(event, asked, kept) {
  event.waitUntil(asked.catch(() => {}));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const first = await Promise.race([asked, late]).catch(() => {});
  return first && first.status < 500 ? first : (await kept()) || asked;
}

// What the server says in a push message (crates/server/src/outbox/words.rs). A browser wants something shown for each.
addEventListener("push", (event) => {
  let told = {};
  try { told = event.data.json(); } catch { /* shown without words, and the inbox has them */ }
  const { title = "", text, path = "/messages", tag, lang } = told;
  event.waitUntil(registration.showNotification(title, { body: text, tag, lang, icon: "/icon-192.png", data: path }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

// The page, in a window that is there or in a new one.
async function open(path) {
  const address = new URL(path, location.origin);
  if (address.origin !== location.origin) return;
  for (const client of await clients.matchAll({ type: "window" })) {
    if (!("navigate" in client)) continue;
    const gone = await client.navigate(address.href).catch(() => {});
    if (gone) return gone.focus();
  }
  await clients.openWindow(address.href);
}
