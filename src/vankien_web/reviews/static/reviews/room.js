// Follows a sitting meeting: asks every few seconds whether anything is new and changes only what is.
// What a person types, where the keyboard is and how far the page is scrolled stay as they are.
"use strict";
const root = document.querySelector("[data-beat]");
const line = document.getElementById("line");
const big = document.body.classList.contains("big");
const every = Number(root.dataset.every);
const HIDDEN = 60000, SLOWEST = 30000, PATIENCE = 10000;
let mark = root.dataset.mark, skew = Number(root.dataset.moment) - Date.now();
let failures = 0, asking = false, again = false, closed = false, timer;

async function ask() {
  clearTimeout(timer);
  if (closed) return;
  if (asking) return void (again = true);
  asking = true;
  again = false;
  try {
    await once();
  } catch {
    failures += 1;
    tell("lost");
  }
  asking = false;
  if (again) return ask();
  timer = setTimeout(ask, pause());
}

async function once() {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const headers = { "If-None-Match": mark, Accept: "application/json" };
    const answer = await fetch(root.dataset.beat, { headers, redirect: "manual", cache: "no-store", signal: stop.signal });
    if (answer.status === 401) return tell("out");
    if (answer.status === 404) return leave("over");
    if (answer.status !== 304 && answer.status !== 200) throw new Error(answer.status);
    if (answer.headers.get("X-Person") !== document.body.dataset.person) return leave("other");
    if (line.dataset.says === "out") await renew();
    if (answer.status === 200) take(await answer.text());
    mark = answer.headers.get("ETag");
    skew = Number(answer.headers.get("X-Moment")) - Date.now();
    failures = 0;
    tell("");
  } finally {
    clearTimeout(limit);
  }
}

// Not all at once: five hundred pages that lost the line together do not come back in the same moment.
function pause() {
  const wait = failures ? Math.min(SLOWEST, every * 2 ** (failures - 1)) : document.hidden ? HIDDEN : every;
  return wait * (0.9 + 0.2 * Math.random());
}

function tell(what) {
  if (line.dataset.says === what || (!what && line.dataset.says === "refused")) return;
  line.dataset.says = what;
  line.hidden = !what;
  line.textContent = what ? line.dataset[what] : "";
}

// What stands here is not for this reader any more.
function leave(why) {
  closed = true;
  for (const piece of root.querySelectorAll("[id]")) if (!piece.closest("form")) piece.replaceChildren();
  tell(why);
}

// Signed in again, in another tab: the buttons here are pressed with the new session's token.
async function renew() {
  const { token } = await (await fetch(line.dataset.session)).json();
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
}

function take(html) {
  const before = document.getElementById("now")?.dataset.item;
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  for (const piece of [...fresh.content.children]) {
    const old = document.getElementById(piece.id);
    if (old) morph(old, piece);
  }
  tick();
  fit();
  const now = document.getElementById("now")?.dataset.item;
  if (now !== before) dispatchEvent(new CustomEvent("item", { detail: now }));
}

// Makes `old` like `fresh`, node by node: what is equal stays the very same node, with its focus.
function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE || old.nodeName !== fresh.nodeName) return old.replaceWith(fresh);
  for (const { name } of [...old.attributes]) if (name !== "open" && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const wanted = new Set([...fresh.children].map((one) => one.id).filter(Boolean));
  let at = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    const same = child.id ? [...old.children].find((one) => one.id === child.id) : at && !at.id ? at : null;
    if (!same) {
      old.insertBefore(child, at);
      continue;
    }
    while (at && at !== same && !wanted.has(at.id)) at = drop(at);
    if (at !== same) old.insertBefore(same, at);
    at = same.nextSibling;
    morph(same, child);
  }
  while (at) at = drop(at);
}

function drop(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

// On the hall's screen nothing may end below its edge: the letters grow smaller, but not beyond what is readable.
function fit() {
  if (!big) return;
  for (let size = 1; size >= 0.6; size -= 0.05) {
    root.style.setProperty("--fit", size);
    if (document.documentElement.scrollHeight <= innerHeight) return;
  }
}

const two = (number) => String(number).padStart(2, "0");
const spoken = (seconds) => `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;

function tick() {
  for (const clock of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((Date.now() + skew) / 1000) - Number(clock.dataset.since));
    const over = clock.dataset.planned ? seconds - 60 * Number(clock.dataset.planned) : 0;
    const words = `${clock.dataset.words} ${spoken(seconds)}`;
    clock.textContent = over > 0 ? `${words}, ${clock.dataset.over} ${spoken(over)}` : words;
    clock.classList.toggle("late", over > 0);
  }
}

addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-quiet]");
  if (!form) return;
  event.preventDefault();
  line.dataset.says = "";
  line.hidden = true;
  const body = new FormData(form);
  if (event.submitter?.name) body.append(event.submitter.name, event.submitter.value);
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(event.submitter?.getAttribute("formaction") ?? form.action, { method: "POST", body, headers, redirect: "manual" });
    if (answer.status === 401) tell("out");
    else if (!answer.ok) refuse(answer.status === 409 ? (await answer.json()).sentence : line.dataset.refused);
    ask();
  } catch {
    tell("lost");
    ask();
  }
});

// Said until the next thing is done: the answers of the questions meanwhile do not wipe it away.
function refuse(words) {
  line.dataset.says = "refused";
  line.hidden = false;
  line.textContent = words;
}

// A presenter's clicker sends PageUp and PageDown; on the hall's screen nothing else needs these keys.
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const way = event.key === "F8" ? (event.shiftKey ? "previous" : "next")
    : big ? { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous" }[event.key] : "";
  const choices = big ? [...document.querySelectorAll("[data-choice]")] : [];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const button = way ? document.querySelector(`[data-key="${way}"]`)
    : step && choices.length ? choices[choices.findIndex((one) => one.ariaPressed === "true") + step] : null;
  if (!button) return;
  event.preventDefault();
  if (!event.repeat) button.click();
});

let asleep;
if (big) addEventListener("mousemove", () => {
  document.body.classList.add("awake");
  clearTimeout(asleep);
  asleep = setTimeout(() => document.body.classList.remove("awake"), 4000);
});
if (big) document.body.classList.add("follows");

document.addEventListener("visibilitychange", () => document.hidden || ask());
addEventListener("online", ask);
addEventListener("spoken", ask);
addEventListener("offline", () => tell("lost"));
addEventListener("pageshow", (event) => event.persisted && ask());
addEventListener("resize", fit);
document.addEventListener("load", fit, true);  // a photograph has no height until it is there
setInterval(tick, 1000);
tick();
fit();
timer = setTimeout(ask, pause());
