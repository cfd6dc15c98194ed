// Filters and the walk from finding to finding. Without this file every finding and every link still works.
const main = document.querySelector("main");
const where = document.getElementById("where");
const narrow = matchMedia("(max-width: 1099px)");
const outline = document.querySelector(".outline details");
if (outline && narrow.matches) outline.open = false;

const numberOf = (remark) => remark.id.slice(1);
const shown = () => [...document.querySelectorAll(".remark")]
  .filter((remark) => getComputedStyle(remark).display !== "none");

let current = null;

function choose(remark, target) {
  document.querySelectorAll(".current").forEach((element) => element.classList.remove("current"));
  current = remark;
  const number = numberOf(remark);
  remark.classList.add("current");
  document.querySelectorAll(`mark[data-remarks~="${number}"]`).forEach((mark) => mark.classList.add("current"));
  const goal = target === "passage" ? document.getElementById(`m${number}`) : remark;
  goal.scrollIntoView({ block: "center" });
  goal.focus({ preventScroll: true });
  where.textContent = remark.querySelector("h3").textContent;
}

function walk(step) {
  const remarks = shown();
  if (!remarks.length) return;
  const at = remarks.indexOf(current);
  const next = at < 0 ? (step > 0 ? 0 : remarks.length - 1) : (at + step + remarks.length) % remarks.length;
  choose(remarks[next]);
}

main.addEventListener("click", (event) => {
  const filter = event.target.closest("[data-filter]");
  if (filter) {
    const hidden = main.classList.toggle(`hide-${filter.dataset.filter}`);
    return filter.setAttribute("aria-pressed", String(!hidden));
  }
  const button = event.target.closest("[data-walk]");
  if (button) return walk(Number(button.dataset.walk));
  const link = event.target.closest(".ref, .jump a");
  const mark = event.target.closest("mark");
  if (!link && !mark) return;
  event.preventDefault();
  const number = link ? link.hash.slice(2) : mark.dataset.remarks.split(" ")[0];
  choose(document.getElementById(`f${number}`), link && !link.matches(".ref") ? "passage" : "remark");
});

// One letter is enough to walk; who speaks to the computer or types with a stick may switch that off for good.
const keys = document.getElementById("keys");
if (keys) {
  keys.parentElement.hidden = false;
  try { keys.checked = localStorage.getItem("keys") !== "off"; } catch { /* nothing is remembered here */ }
  keys.addEventListener("change", () => {
    try { localStorage.setItem("keys", keys.checked ? "on" : "off"); } catch { /* for this page only */ }
  });
}

document.addEventListener("keydown", (event) => {
  if (!keys?.checked || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { n: 1, p: -1 }[event.key.toLowerCase()];
  if (step) walk(step);
});

const asked = location.hash.match(/^#f(\d+)$/);
if (asked && document.getElementById(asked[0].slice(1))) choose(document.getElementById(asked[0].slice(1)));
