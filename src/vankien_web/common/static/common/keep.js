// Keeps what is typed: <form data-keep="KEY"> saves itself and says so only once the server has answered.
// Until then the text waits in this browser, for this person and this page. docs/pages.md tells how.
"use strict";
(() => {
  const person = document.body.dataset.person;
  const words = document.querySelector("[data-keep-words]")?.dataset;
  if (!person || !words) return;

  const PAUSE = 1200, LONGEST = 5000, PATIENCE = 15000;
  const NOT_KEPT = ["csrfmiddlewaretoken"];
  const prefix = `keep:${person}:${location.pathname}:`;
  const all = new Map();
  let forgotten = false; // signed out

  const same = (one, other) => JSON.stringify({ ...one, revision: 0 }) === JSON.stringify({ ...other, revision: 0 });
  const element = (name, attributes = {}, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };
  const button = (label, act) => {
    const made = element("button", { type: "button", class: "btn btn-outline-secondary" }, label);
    made.addEventListener("click", act);
    return made;
  };

  const leads = (control) => Boolean(control?.hasAttribute?.("formaction")); // to a page of its own

  class Kept {
    constructor(form) {
      this.form = form;
      this.key = form.dataset.keep;
      this.state = element("p", { class: "keep-state" });
      this.trouble = element("div", { class: "keep-trouble", role: "alert" });
      this.trouble.hidden = true;
      (form.querySelector("[data-keep-here]") ?? form).append(this.state, this.trouble);
      this.stored = this.read();
      this.sent = null; // what was sent and not answered: it may have arrived
      this.tries = 0;
      form.addEventListener("input", () => this.typed());
      form.addEventListener("change", () => this.typed(0));
      form.addEventListener("focusout", (event) => this.dirty && !this.paused && !leads(event.relatedTarget) && this.later(0));
      form.addEventListener("submit", (event) => this.submitted(event));
      this.restore();
    }

    read() {
      const fields = {};
      for (const [name, value] of new FormData(this.form)) {
        if (!NOT_KEPT.includes(name) && typeof value === "string") fields[name] = value.replace(/\r\n/g, "\n");
      }
      return fields;
    }

    write(fields) {
      for (const [name, value] of Object.entries(fields)) {
        const field = this.form.elements.namedItem(name);
        if (field?.type === "checkbox") field.checked = Boolean(value);
        else if (field && field.value !== value) field.value = value;
      }
      this.form.dispatchEvent(new CustomEvent("keep:written", { bubbles: true }));
    }

    get dirty() {
      return this.sent !== null || !same(this.read(), this.stored);
    }

    get empty() {
      const areas = [...this.form.querySelectorAll("textarea")];
      return areas.length > 0 && areas.every((field) => !field.value.trim());
    }

    typed(pause = PAUSE) {
      this.leaving = null;
      if (this.choosing) return this.hold();
      this.paused = false;
      if (!this.dirty) return this.clean();
      if (!this.closed) this.trouble.hidden = true;
      this.hold();
      this.since ??= Date.now();
      this.later(Date.now() - this.since > LONGEST ? 0 : pause);
    }

    hold() {
      if (forgotten) return;
      const { secret } = this.form.dataset.keepSecret === undefined ? {} : { secret: true };
      const entry = { at: Date.now(), secret, fields: this.read(), sent: this.sent };
      try {
        localStorage.setItem(prefix + this.key, JSON.stringify(entry));
        this.say("unsaved");
      } catch {
        this.say("unkept");
      }
    }

    restore() {
      const entry = JSON.parse(localStorage.getItem(prefix + this.key) ?? "null");
      if (!entry) return;
      for (const box of this.form.querySelectorAll("input[type=checkbox]")) box.checked = false;
      this.write(entry.fields);
      this.sent = entry.sent;
      if (!this.dirty) return this.clean();
      this.say("unsaved");
      this.later(0);
    }

    clean() {
      this.since = undefined;
      localStorage.removeItem(prefix + this.key);
      this.state.classList.remove("wait");
      if (!this.savedAt) this.state.textContent = "";
      else this.say("saved");
    }

    say(what) {
      this.state.classList.toggle("wait", what !== "saved");
      this.state.textContent = (words[what] ?? "").replace("{time}", this.savedAt ?? "");
    }

    tell(sentence, ...more) {
      this.trouble.replaceChildren(element("p", {}, sentence), ...more);
      this.trouble.hidden = false;
    }

    later(pause) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), pause);
    }

    again(what) {
      this.say(what);
      this.tries += 1;
      this.later(Math.min(PATIENCE, 500 * 2 ** this.tries));
    }

    submitted(event) {
      if (leads(event.submitter)) return this.leave(event);
      event.preventDefault();
      if (this.choosing) return;
      this.paused = false;
      if (this.dirty) this.later(0);
    }

    // The page goes and takes the words with it; frame.js forgets them where the server has taken them.
    leave(event) {
      clearTimeout(this.timer);
      this.paused = true;
      this.leaving = event;
    }

    left() {
      const paths = [location.pathname, new URL(this.leaving.submitter.formAction).pathname];
      sessionStorage.setItem("keep:left", JSON.stringify({ name: prefix + this.key, paths }));
    }

    async save() {
      if (forgotten || this.busy || this.paused || !this.dirty) return;
      if (this.empty && this.sent === null && this.form.elements.revision?.value === "0") return this.clean();
      this.busy = true;
      this.sent ??= this.read();
      this.hold();
      this.say("saving");
      try {
        if (this.closed && !(await signedIn())) return this.ended();
        await this.take(await this.post());
      } catch {
        this.again("unsaved");
      } finally {
        this.busy = false;
      }
    }

    post() {
      const token = this.form.elements.csrfmiddlewaretoken.value;
      return fetch(this.form.action, {
        method: "POST",
        body: new URLSearchParams({ ...this.sent, csrfmiddlewaretoken: token }),
        headers: { Accept: "application/json" },
        redirect: "manual",
        keepalive: JSON.stringify(this.sent).length < 50000,
        signal: AbortSignal.timeout(PATIENCE),
      });
    }

    async take(answer) {
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.ok) return this.saved(told);
      if (answer.status === 409) return this.conflict(told);
      if (answer.status === 410) return this.gone(told);
      if ([403, 422].includes(answer.status)) return this.stop(told.sentence);
      if (answer.status === 404) return this.stop(words.lost);
      if ([0, 401].includes(answer.status)) return (await signedIn()) ? this.again("unsaved") : this.ended();
      return this.again("unsaved");
    }

    saved(told) {
      this.tries = 0;
      this.closed = false;
      this.savedAt = told.at;
      this.stored = { ...this.sent };
      this.sent = null;
      this.form.elements.revision.value = told.revision;
      this.trouble.hidden = true;
      this.form.dispatchEvent(new CustomEvent("keep:saved", { bubbles: true, detail: told }));
      if (this.dirty) return this.typed();
      return this.clean();
    }

    stop(sentence, ...more) {
      this.choosing = more.length > 0; // nothing is sent before one of the buttons is pressed
      this.sent = null;
      this.paused = true;
      this.hold();
      this.tell(sentence, ...more);
    }

    conflict(told) {
      const both = element("dl", { class: "both" });
      const typed = this.read();
      for (const [name, stored] of Object.entries(told.shown)) {
        const mine = this.form.elements.namedItem(name);
        const shown = mine?.selectedOptions ? mine.selectedOptions[0]?.text : typed[name];
        both.append(
          element("div", {}, element("dt", {}, words.stored), element("dd", {}, stored)),
          element("div", {}, element("dt", {}, words.typed), element("dd", {}, shown ?? "")),
        );
      }
      const mine = button(words.mine, () => this.resolve(told, typed));
      const theirs = button(words.theirs, () => this.resolve(told, told.fields));
      this.stop(told.sentence, both, element("p", { class: "form-end" }, mine, theirs));
      this.form.classList.add("in-conflict");
    }

    resolve(told, fields) {
      const typed = this.read();
      this.form.classList.remove("in-conflict");
      this.trouble.hidden = true;
      this.paused = this.choosing = false;
      this.stored = { ...typed, ...told.fields };
      this.form.elements.revision.value = told.revision;
      if (fields === told.fields) this.write(fields);
      if (this.dirty) this.later(0);
      else this.clean();
    }

    gone(told) {
      const once_more = button(words.anew, () => {
        const old = prefix + this.key;
        this.key = this.form.dataset.keep = newKey();
        this.write({ key: this.key, revision: "0" });
        localStorage.removeItem(old);
        this.choosing = false;
        this.typed(0);
      });
      this.stop(told.sentence, element("p", { class: "form-end" }, once_more));
    }

    ended() {
      const here = location.pathname + location.search;
      const link = element("a", { href: `${words.login}?next=${encodeURIComponent(here)}`, target: "_blank" }, words.signin);
      this.again("unsaved");
      if (this.closed && !this.trouble.hidden) return; // the link stays under the finger
      this.closed = true;
      this.tell(words.ended, element("p", {}, link));
    }
  }

  // Random also where the site is not served over HTTPS and crypto.randomUUID does not exist.
  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  // Whether this page's person is signed in; then its forms get the token of the session that holds now.
  async function signedIn() {
    const answer = await fetch(words.session, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
    const told = await answer.json();
    if (told.person && told.person !== person) return somebodyElse();
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
      if (told.token) field.value = told.token;
    }
    return told.person === person;
  }

  // Another person uses this browser now: what stands on this page is not theirs to read.
  function somebodyElse() {
    const note = element("p", { class: "notice warning", role: "alert" }, words.other);
    document.getElementById("main").replaceChildren(note);
    for (const kept of all.values()) kept.paused = true;
    return false;
  }

  function watch(form) {
    if (!all.has(form)) all.set(form, new Kept(form));
    return all.get(form);
  }

  function hurry() {
    for (const [form, kept] of all) {
      if (!form.isConnected && !kept.dirty) all.delete(form);
      else kept.save();
    }
  }

  // Texts of rows that this page does not have (yet): the page makes a row for each, or they are shown as they are.
  function orphans() {
    for (const name of Object.keys(localStorage).filter((key) => key.startsWith(prefix))) {
      const key = name.slice(prefix.length);
      if ([...all.values()].some((kept) => kept.key === key)) continue;
      const entry = JSON.parse(localStorage.getItem(name));
      const wanted = new CustomEvent("keep:orphan", { cancelable: true, detail: { key, fields: entry.fields } });
      if (document.dispatchEvent(wanted)) leftOver(name, entry);
    }
  }

  function leftOver(name, entry) {
    const { key, ...typed } = entry.fields;
    const longest = Object.values(typed).sort((a, b) => b.length - a.length)[0];
    const text = element("pre", { class: "typed" }, longest ?? "");
    const box = element("section", { class: "notice warning" }, element("p", {}, words.left), text);
    box.append(button(words.drop, () => (localStorage.removeItem(name), box.remove())));
    document.getElementById("main").prepend(box);
  }

  document.addEventListener("keep:forget", () => (forgotten = true));
  addEventListener("online", hurry);
  addEventListener("focus", hurry);
  document.addEventListener("visibilitychange", hurry);
  addEventListener("pagehide", () => {
    for (const kept of all.values()) if (kept.leaving && !kept.leaving.defaultPrevented) kept.left();
    hurry();
  });
  addEventListener("pageshow", (event) => event.persisted && sessionStorage.removeItem("keep:left"));
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    hurry();
  });
  // The form of a row that is not used yet becomes that of a text which waits here.
  function adopt(form, key) {
    all.get(form)?.state.remove();
    all.get(form)?.trouble.remove();
    all.delete(form);
    form.dataset.keep = key;
    watch(form);
  }

  // What somebody else has saved takes the place of what stands in a form that nobody has touched here.
  function take(form, theirs) {
    const kept = watch(form);
    if (kept.dirty) return;
    for (const field of theirs.elements) {
      if (field.type === "checkbox") form.elements.namedItem(field.name).checked = field.checked;
      else if (field.name && !NOT_KEPT.includes(field.name)) form.elements.namedItem(field.name).value = field.value;
    }
    kept.stored = kept.read();
  }

  window.keep = { watch, newKey, adopt, take, isDirty: (form) => Boolean(all.get(form)?.dirty) };
  document.querySelectorAll("form[data-keep]").forEach(watch);
  // After the page's own scripts, which may answer for rows that are not there.
  addEventListener("DOMContentLoaded", orphans);
})();
