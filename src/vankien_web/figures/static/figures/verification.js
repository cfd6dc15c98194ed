// Verification by keyboard: J and K or the arrows walk, Enter confirms, S T H C open a form. Without this file
// every button, link and form still works.
"use strict";
(() => {
  const one = document.getElementById("so-lieu");
  if (!one) return;
  const keys = document.getElementById("keys");
  const list = document.querySelector("[data-keys]");
  const current = list?.querySelector("[aria-current]")?.closest("li");
  if (current) list.scrollTop = current.offsetTop - list.clientHeight / 3;
  if (keys) {
    keys.closest("[hidden]").hidden = false;
    try { keys.checked = localStorage.getItem("keys") !== "off"; } catch { /* nothing is remembered here */ }
    keys.addEventListener("change", () => {
      try { localStorage.setItem("keys", keys.checked ? "on" : "off"); } catch { /* for this page only */ }
    });
  }
  const open = one.querySelector(".verb[open] :is(.wrong input, .wrong textarea, .wrong select)");
  if (open) open.focus(); else if (location.hash === "#so-lieu" || location.search.includes("so=")) one.focus({ preventScroll: true });

  const step = (by) => one.querySelector(`[data-step="${by}"]`)?.click();
  const walks = { j: 1, k: -1, ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const at = event.target;
    if (event.key === "Escape" && at.closest(".verb[open]")) {
      at.closest(".verb").open = false;
      return one.focus();
    }
    if (at.matches("input:not([type=checkbox]), select, textarea")) return;
    const arrow = event.key.startsWith("Arrow");
    const free = at === document.body || at === one || at === list;
    if (!arrow && event.key !== "Enter" && keys && !keys.checked) return;
    const walk = walks[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (walk && (!arrow || free || at.closest("[data-keys]"))) {
      event.preventDefault();
      return step(walk);
    }
    if (event.key === "Enter" && free && !event.repeat) {
      const confirm = one.querySelector("[data-confirm]");
      if (confirm) { event.preventDefault(); confirm.requestSubmit(); }
      return undefined;
    }
    const verb = event.key.length === 1 && one.querySelector(`.verb[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!verb) return undefined;
    event.preventDefault();
    verb.open = true;
    verb.scrollIntoView({ block: "center" });
    return verb.querySelector("input:not([type=hidden]), textarea, select").focus();
  });
})();
