// Rows that several people write at once: what others save comes in every few seconds, what one types here
// is never touched; a new row appears as soon as the last one is used. Without this the page works by its buttons.
"use strict";
(() => {
  const page = document.querySelector("[data-follow]");
  if (!page) return;
  const EVERY = 4000;
  let asking = false;

  const rows = (list) => [...list.children].filter((row) => row.dataset.row);
  const busy = (part) => part.contains(document.activeElement) && document.activeElement !== document.body;
  const formOf = (row) => row.querySelector(":scope > form[data-keep]");
  const untouched = (form) => !form || !(window.keep?.isDirty(form) || form.classList.contains("in-conflict"));
  const watch = (part) => part.querySelectorAll("form[data-keep]").forEach((form) => window.keep?.watch(form));

  // The empty row at the end of a list is used up: it becomes a row, and another one stands below it.
  function used(form) {
    const row = form.closest("[data-fresh]");
    if (!row || !form.elements.text?.value.trim()) return;
    const next = row.cloneNode(true);
    const key = window.keep.newKey();
    const old = row.dataset.row;
    next.dataset.row = key;
    for (const one of next.querySelectorAll(`[id$="${old}"], [for$="${old}"]`)) {
      for (const name of ["id", "for"]) if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replace(old, key));
    }
    const fresh = formOf(next);
    fresh.dataset.keep = key;
    fresh.elements.key.value = key;
    fresh.elements.revision.value = "0";
    for (const area of fresh.querySelectorAll("textarea")) area.value = "";
    for (const said of fresh.querySelectorAll(".keep-state, .keep-trouble")) said.remove();
    row.removeAttribute("data-fresh");
    row.classList.remove("fresh");
    row.id = `c-${old}`;
    row.after(next);
    window.keep.watch(fresh);
  }

  // A text that was typed here before and never saved: a row for it where it belongs.
  function restored(event) {
    const { key, fields } = event.detail;
    const list = page.querySelector(`[data-rows="${CSS.escape(fields.item ?? "")}"]`);
    const row = list?.querySelector("[data-fresh]");
    if (!row || !fields.text) return;
    event.preventDefault();
    const form = formOf(row);
    const old = row.dataset.row;
    row.dataset.row = form.dataset.keep = key;
    for (const one of row.querySelectorAll(`[id$="${old}"]`)) one.id = one.id.replace(old, key);
    for (const one of row.querySelectorAll(`[for$="${old}"]`)) one.htmlFor = one.htmlFor.replace(old, key);
    window.keep.adopt(form, key);
    used(form);
  }

  function merge(theirs) {
    for (const list of page.querySelectorAll("[data-rows]")) {
      const fresh = theirs.getElementById(list.id);
      if (fresh) mergeList(list, fresh);
    }
    for (const part of page.querySelectorAll("[data-part]")) {
      const fresh = theirs.getElementById(part.id);
      if (fresh && !busy(part) && part.innerHTML !== fresh.innerHTML) part.replaceChildren(...fresh.childNodes);
    }
  }

  function mergeList(list, fresh) {
    const mine = new Map(rows(list).map((row) => [row.dataset.row, row]));
    const wanted = rows(fresh).filter((row) => !row.hasAttribute("data-fresh"));
    for (const row of wanted) {
      const own = mine.get(row.dataset.row);
      if (own) mergeRow(own, row);
    }
    const keys = new Set(wanted.map((row) => row.dataset.row));
    for (const [key, row] of mine) {
      const saved = row.dataset.revision !== undefined;
      if (!keys.has(key) && saved && untouched(formOf(row)) && !busy(row)) row.remove();
    }
    arrange(list, wanted, mine);
  }

  // In the order of the server; nothing is moved while somebody types in this list.
  function arrange(list, wanted, mine) {
    let before = null;
    for (const row of wanted) {
      const own = mine.get(row.dataset.row) ?? row;
      const there = before ? before.nextElementSibling : list.firstElementChild;
      if (own !== there && (own === row || !busy(list))) before ? before.after(own) : list.prepend(own);
      if (own === row) watch(own);
      before = own;
    }
  }

  function mergeRow(own, row) {
    for (const name of ["data-label", "data-rest"]) {
      const [old, fresh] = [own, row].map((part) => part.querySelector(`:scope > [${name}]`));
      if (!old && fresh) own.prepend(fresh);
      else if (old && fresh && !busy(old) && restUntouched(old) && old.innerHTML !== fresh.innerHTML) {
        old.replaceChildren(...fresh.childNodes);
        watch(old);
      }
    }
    const [form, theirs] = [formOf(own), formOf(row)];
    if (!form || !theirs || own.dataset.revision === row.dataset.revision || !untouched(form)) return;
    own.dataset.revision = row.dataset.revision;
    if (form.elements.revision.value !== theirs.elements.revision.value) window.keep.take(form, theirs);
  }

  const restUntouched = (rest) => [...rest.querySelectorAll("form[data-keep]")].every(untouched);

  async function follow(force = false) {
    if (asking || (document.hidden && !force)) return;
    asking = true;
    try {
      const headers = force ? {} : { "X-Mark": page.dataset.mark };
      const answer = await fetch(location.pathname + location.search, { headers, redirect: "manual" });
      if (answer.status !== 200) return;
      const theirs = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = theirs.querySelector("[data-follow]");
      if (!fresh) return;
      page.dataset.mark = fresh.dataset.mark;
      merge(theirs);
    } catch {
      // The line is down: the next turn asks again.
    } finally {
      asking = false;
    }
  }

  // A button that changes something is pressed without leaving the page, so that nobody's typing is disturbed.
  async function act(event) {
    const form = event.target.closest("form[data-do]");
    if (!form || !window.keep) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body });
    } catch {
      return;
    }
    if (!answer.ok || !answer.url.startsWith(location.origin + location.pathname)) return location.assign(answer.url);
    document.activeElement?.blur();
    const theirs = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = theirs.querySelectorAll("main > .notice");
    document.querySelectorAll("main > .notice").forEach((notice) => notice.remove());
    document.getElementById("main").prepend(...said);
    if (theirs.querySelector("[data-follow]")) merge(theirs);
    const { hash } = new URL(answer.url);
    if (hash) document.getElementById(hash.slice(1))?.scrollIntoView({ block: "nearest" });
    if (form.closest("#sources")) window.htmx?.trigger("#sources", "load");
  }

  document.addEventListener("keep:orphan", restored);
  page.addEventListener("input", (event) => used(event.target.closest("form[data-keep]") ?? page));
  page.addEventListener("keep:saved", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && event.target === formOf(row)) row.dataset.revision = event.detail.revision;
    follow(true);
  });
  document.addEventListener("submit", act);
  setInterval(follow, EVERY);
  addEventListener("focus", () => follow());
})();
