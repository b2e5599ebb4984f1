// Runs before the first paint: how the reader wants to read, and what to show when the page breaks.
(function () {
  "use strict";
  var root = document.documentElement;
  function kept(key) {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  }
  var spoken = (navigator.languages && navigator.languages[0]) || navigator.language || "zh";
  root.lang = kept("lang") || (/^zh/i.test(spoken) ? "zh-CN" : "en");
  if (kept("theme")) root.setAttribute("data-theme", kept("theme"));
  if (kept("text")) root.setAttribute("data-text", kept("text"));

  var portal = null;
  try { portal = JSON.parse(document.getElementById("portal").textContent); } catch (e) { /* not written by the server: the page asks for it */ }
  if (portal) {
    root.setAttribute("data-accent", portal.accent);
    document.title = /^en/.test(root.lang) ? portal.name.en : portal.name.zh;
  }

  // The page is lost when its WebAssembly trapped, or when a file of its own did not come.
  var old = typeof WebAssembly !== "object" || typeof Promise !== "function";
  function recover() {
    var recovery = document.getElementById("recovery");
    if (!recovery || !recovery.hidden) return;
    if (portal) recovery.querySelectorAll("[data-hotline]").forEach(function (link) {
      link.href = "tel:" + portal.hotline;
      link.textContent = portal.hotline;
    });
    if (old) root.setAttribute("data-browser", "old");
    // What is left of the page would not answer.
    Array.prototype.slice.call(document.body.children).forEach(function (child) { if (child !== recovery) child.hidden = true; });
    recovery.hidden = false;
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
  if (old) addEventListener("DOMContentLoaded", recover);
})();
