// The key "/" leads into the search box; Escape closes menus and folds, a click elsewhere the header's menus.
const menus = document.querySelectorAll("header.top details");
const folds = "header.top details[open], details.more[open], details.confirm[open]";
const typing = (at) => at.closest("input, textarea, select, [contenteditable]");

addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const fold of document.querySelectorAll(folds)) {
      const inside = fold.contains(document.activeElement);
      fold.open = false;
      if (inside) fold.querySelector("summary").focus();
    }
  }
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const fold = document.querySelector(".top .fold");
  if (fold && getComputedStyle(fold).display !== "none") fold.open = true;
  const box = [...document.querySelectorAll(".top input[name=q]")].find((input) => input.offsetParent);
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
addEventListener("click", (event) => {
  for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
});

// Texts that are not saved yet wait here as "keep:PERSON:…" (keep.js): they go with the sign-out, after a
// warning; another person's are shown to nobody, and go when they are secret or old.
{
  const { person } = document.body.dataset;
  const HALF_A_DAY = 12 * 3600 * 1000;
  const waiting = (start) => Object.keys(localStorage).filter((key) => key.startsWith(start));
  // Words that were sent off with their page have arrived where another page of this person has followed it.
  const left = JSON.parse(sessionStorage.getItem("keep:left") ?? "null");
  sessionStorage.removeItem("keep:left");
  const from = document.referrer && new URL(document.referrer).pathname;
  if (left?.name.startsWith(`keep:${person}:`) && from === left.paths[0] && !left.paths.includes(location.pathname)) {
    localStorage.removeItem(left.name);
  }
  for (const key of waiting("keep:")) {
    const { at, secret } = JSON.parse(localStorage.getItem(key));
    if (!key.startsWith(`keep:${person}:`) && (secret || Date.now() - at > HALF_A_DAY)) localStorage.removeItem(key);
  }
  document.querySelector("[data-sign-out]")?.addEventListener("submit", (event) => {
    const mine = waiting(`keep:${person}:`);
    const warning = event.target.querySelector(".unsaved");
    if (mine.length && warning.hidden) {
      event.preventDefault();
      warning.hidden = false;
      return;
    }
    document.dispatchEvent(new Event("keep:forget")); // nothing is put back while the page is left
    for (const key of mine) localStorage.removeItem(key);
  });
}
