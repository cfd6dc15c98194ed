// The walk from change to change. Without this file every change is reached by its link in the list.
const stops = [...document.querySelectorAll("[data-stop]")];
const where = document.getElementById("where");
const keys = document.getElementById("keys");
let at = -1;

function choose(next) {
  stops[at]?.classList.remove("current");
  at = next;
  stops[at].classList.add("current");
  stops[at].scrollIntoView({ block: "center" });
  stops[at].focus({ preventScroll: true });
  where.textContent = `${at + 1}/${stops.length}`;
}

// From where one has scrolled or clicked to, not only from the last change.
const walk = (step) => choose(at < 0 ? (step > 0 ? 0 : stops.length - 1) : (at + step + stops.length) % stops.length);

if (stops.length) {
  document.querySelector(".walk").hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-walk]");
    if (button) return walk(Number(button.dataset.walk));
    const stop = event.target.closest("[data-stop]");
    if (stop && !event.target.closest("a")) { stops[at]?.classList.remove("current"); at = stops.indexOf(stop); where.textContent = `${at + 1}/${stops.length}`; }
  });
  keys.parentElement.hidden = false;
  try { keys.checked = localStorage.getItem("keys") !== "off"; } catch { /* nothing is remembered here */ }
  keys.addEventListener("change", () => {
    try { localStorage.setItem("keys", keys.checked ? "on" : "off"); } catch { /* for this page only */ }
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "F8") { event.preventDefault(); return walk(event.shiftKey ? -1 : 1); }
    const step = { n: 1, p: -1 }[event.key.toLowerCase()];
    if (step && keys.checked) walk(step);
  });
}

// A link into what is folded opens it; one to a change makes it the current one.
function arrive() {
  const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  target?.closest("details")?.setAttribute("open", "");
  const stop = stops.indexOf(target);
  if (stop >= 0) choose(stop);
  else target?.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", arrive);
arrive();
