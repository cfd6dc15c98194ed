// The key "/" leads into the search box; Escape and a click elsewhere close the header's menus.
const menus = document.querySelectorAll("header.top details");
const typing = (at) => at.closest("input, textarea, select, [contenteditable]");

addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of menus) {
      if (!menu.open) continue;
      menu.open = false;
      menu.querySelector("summary").focus();
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
