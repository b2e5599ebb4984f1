// Sent as /sw.js by `portal-server serve --no-service-worker`: takes the place of the worker that browsers
// have, deletes all that was kept, and goes away itself.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
}
