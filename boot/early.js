// Runs before the first paint: how the reader wants to read, what to show when the page breaks, and the
// worker that keeps the page for the time without network (boot/sw.js).
(function () {
  "use strict";
  var root = document.documentElement;
  function kept(key) {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  }
  var spoken = (navigator.languages && navigator.languages[0]) || navigator.language || "zh";
  var chosen = kept("lang");
  root.lang = chosen || (/^zh/i.test(spoken) ? "zh-CN" : "en");
  // So that the next page comes in this language.
  if (chosen || /(^|; )lang=/.test(document.cookie)) document.cookie = "lang=" + (chosen || "") + "; path=/; samesite=lax; max-age=" + (chosen ? 31536000 : 0);
  if (kept("theme")) root.setAttribute("data-theme", kept("theme"));
  if (kept("text")) root.setAttribute("data-text", kept("text"));

  // The server wrote the first screen in the language it was asked for, and the home page as it is in the usual text.
  var written = root.getAttribute("data-first");
  if (written && (written !== root.lang || kept("text") === "large" && location.pathname === "/")) root.setAttribute("data-first", "other");

  var portal = null;
  try { portal = JSON.parse(document.getElementById("portal").textContent); } catch (e) { /* not written by the server: the page asks for it */ }
  if (portal) {
    root.setAttribute("data-accent", portal.accent);
    if (written !== root.lang) document.title = /^en/.test(root.lang) ? portal.name.en : portal.name.zh;
  }

  var workers = navigator.serviceWorker;
  var PATIENCE_MS = 4000;

  // The page is lost when its WebAssembly trapped, or when a file of its own did not come.
  var old = typeof WebAssembly !== "object" || typeof Promise !== "function";
  function recover() {
    var recovery = document.getElementById("recovery");
    var first = document.getElementById("first");
    if (!recovery || !recovery.hidden || old && first) return;
    if (portal) recovery.querySelectorAll("[data-hotline]").forEach(function (link) {
      link.href = "tel:" + portal.hotline;
      link.textContent = portal.hotline;
    });
    if (old) root.setAttribute("data-browser", "old");
    // What is left of the page would not answer; the server's first screen needs none of it.
    Array.prototype.slice.call(document.body.children).forEach(function (child) { if (child !== recovery && child !== first) child.hidden = true; });
    recovery.hidden = false;
    recovery.addEventListener("click", function (event) {
      var link = event.target.closest(".button");
      if (!link || !workers) return;
      event.preventDefault();
      afresh(link.href);
    });
  }
  // What the worker keeps may be what is broken: if the server can be reached, the next page is its own.
  function afresh(address) {
    var gone = false;
    function go() {
      if (!gone) location.assign(address);
      gone = true;
    }
    setTimeout(go, PATIENCE_MS);
    fetch("/healthz", { cache: "no-store" }).then(function (answer) {
      return answer.ok && workers.getRegistration().then(function (found) { return found && found.unregister(); });
    }).then(go, go);
  }
  function trapped(error) {
    return !old && (error instanceof WebAssembly.RuntimeError || error instanceof WebAssembly.CompileError);
  }
  function fromWasm(error) {
    return error && /WebAssembly|wasm/i.test(String(error.message) + String(error.stack));
  }
  function starting() {
    return document.getElementById("waiting");
  }
  addEventListener("error", function (event) {
    var lost = event.target && (event.target.tagName === "SCRIPT" || event.target.tagName === "LINK" && event.target.rel === "stylesheet");
    if (lost || starting() || trapped(event.error) || fromWasm(event.error)) recover();
  }, true);
  // A chunk that did not come is no trap, though WebAssembly asked for it: the page says so and offers to ask again.
  addEventListener("unhandledrejection", function (event) {
    if (starting() || trapped(event.reason)) recover();
  });
  if (old) addEventListener("DOMContentLoaded", function () {
    var note = document.getElementById("read-only");
    if (note) note.hidden = false;
    recover();
  });

  // A new version waits until the reader wants it.
  function keep() {
    var led = Boolean(workers.controller);
    var registration = null;
    var wanted = false;
    function offer() {
      document.querySelector("#new-version > *").hidden = false;
    }
    function watch(worker) {
      if (worker) worker.addEventListener("statechange", function () {
        if (worker.state === "installed" && registration.active) offer();
      });
    }
    function look() {
      if (!document.hidden) registration.update().catch(function () { /* no network: the next look finds it */ });
    }
    function reload() {
      if (wanted) location.reload();
      wanted = false;
    }
    workers.register("/sw.js").then(function (found) {
      registration = found;
      if (found.waiting && found.active) offer();
      watch(found.installing);
      found.addEventListener("updatefound", function () { watch(found.installing); });
      // A page that stays open for days, such as a kiosk's.
      document.addEventListener("visibilitychange", look);
      setInterval(look, 3600000);
    }).catch(function () { /* without a worker the page works as long as there is a network */ });
    workers.addEventListener("controllerchange", function () {
      // Taken over because another tab wanted it: this one is not reloaded under the reader's hands.
      if (wanted) reload();
      else if (led) offer();
      led = true;
    });
    document.getElementById("new-version").addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) return;
      this.firstElementChild.hidden = true;
      if (!button.hasAttribute("data-take")) return;
      wanted = true;
      if (!registration || !registration.waiting) return reload();
      registration.waiting.postMessage("take-over");
      setTimeout(reload, PATIENCE_MS);
    });
  }
  if (workers && portal && portal.service_worker) addEventListener("load", keep);

  // The account's page offers it (src/browser/install.rs), where it disturbs nobody.
  addEventListener("beforeinstallprompt", function (event) {
    event.preventDefault();
    window.installPrompt = event;
    dispatchEvent(new Event("installable"));
  });
})();
