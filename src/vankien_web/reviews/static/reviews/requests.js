// The requests on one document: arrow up and down in the list shows the one before or after beside it.
"use strict";
(() => {
  const list = document.querySelector("[data-keys]");
  if (!list) return;
  let turn = 0;

  async function show(link) {
    const mine = ++turn;
    try {
      const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
      if (!answer.ok || mine !== turn) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("yeu-cau");
      if (!fresh || mine !== turn) return;
      document.getElementById("yeu-cau").replaceWith(document.adoptNode(fresh));
      list.querySelector("[aria-current]")?.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      history.replaceState(null, "", link.href.replace(/#.*/, ""));
    } catch { /* the line is dead: Enter still follows the link */ }
  }

  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...list.querySelectorAll("li > a")];
    const next = links[links.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    show(next);
  });
})();
