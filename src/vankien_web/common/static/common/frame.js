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
