// Speak of a passage where one reads it: select words, or walk by J and K and press G. Without this file the
// form has a page of its own, where a section and a paragraph are chosen.
"use strict";
(() => {
  const sheet = document.getElementById("sheet");
  const template = document.getElementById("composer");
  const words = document.getElementById("words").dataset;
  const speak = document.querySelector("[data-speak]");
  const opener = document.querySelector("[data-open-composer]");
  const status = document.getElementById("where");
  const switchedOn = document.getElementById("keys");
  if (!sheet || !template || !window.keep) return;
  document.querySelector("[data-how]").hidden = false;

  let here = null; // the paragraph that J and K have reached
  let chosen = null; // { block, start, end } of the words selected
  let open = null; // the composer on the page
  const paragraphs = [...sheet.querySelectorAll("p[id^=b]")];
  const indexOf = (paragraph) => Number(paragraph.id.slice(1));

  // The paragraph's own characters: references, deletions and remarks are not of the text.
  function own(paragraph) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT, {
      acceptNode: (node) => node.parentElement.closest(".ref, del") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    });
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  }

  // Characters count as the server counts them: by code point.
  const length = (text) => [...text].length;

  function offset(paragraph, container, at) {
    let before = 0;
    for (const node of own(paragraph)) {
      if (node === container) return before + length(node.data.slice(0, at));
      const position = node.compareDocumentPosition(container);
      const reached = document.createRange();
      reached.setStart(container, at);
      if (!(position & Node.DOCUMENT_POSITION_CONTAINS) && position & Node.DOCUMENT_POSITION_PRECEDING) return before;
      if (position & Node.DOCUMENT_POSITION_CONTAINS && reached.comparePoint(node, 0) >= 0) return before;
      before += length(node.data);
    }
    return before;
  }

  // A selection over several paragraphs speaks of the first, to its end.
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const element = range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.parentElement : range.startContainer;
    const paragraph = element.closest("#sheet p[id^=b]");
    if (!paragraph) return null;
    const whole = own(paragraph).map((node) => node.data).join("");
    const start = offset(paragraph, range.startContainer, range.startOffset);
    const end = paragraph.contains(range.endContainer) ? offset(paragraph, range.endContainer, range.endOffset) : length(whole);
    return end > start ? { paragraph, ...wholeWords([...whole], start, end) } : null;
  }

  // Half words grow to whole ones, spaces at the ends fall away.
  function wholeWords(letters, start, end) {
    const space = (at) => /\s/.test(letters[at] ?? " ");
    while (start < end && space(start)) start += 1;
    while (end > start && space(end - 1)) end -= 1;
    while (start > 0 && !space(start - 1)) start -= 1;
    while (end < letters.length && !space(end)) end += 1;
    return { start, end };
  }

  document.addEventListener("selectionchange", () => {
    if (getSelection().anchorNode && document.activeElement?.closest?.(".composer")) return;
    chosen = selected();
    speak.hidden = !chosen || Boolean(open);
  });

  function compose(target) {
    if (open) return open.querySelector("textarea[name=text]").focus();
    open = template.content.firstElementChild.cloneNode(true);
    const form = open.querySelector("form");
    form.elements.key.value = form.dataset.keep = window.keep.newKey();
    document.body.append(open);
    opener.classList.replace("btn-primary", "btn-outline-secondary");
    speak.hidden = true;
    aim(form, target);
    window.keep.watch(form);
    const narrow = open.querySelector("[data-passage]");
    narrow.addEventListener("select", () => part(form, narrow));
    open.querySelector("[data-close]").addEventListener("click", close);
    open.addEventListener("keydown", (event) => event.key === "Escape" && close());
    form.addEventListener("keep:saved", () => (open.dataset.saved = "yes"));
    open.querySelector("textarea[name=text]").focus();
    return form;
  }

  function aim(form, target) {
    const label = open.querySelector("[data-target]");
    if (!target) {
      label.textContent = words.whole;
      return;
    }
    const { paragraph, start, end } = target;
    const text = own(paragraph).map((node) => node.data).join("");
    if (paragraph.classList.contains("heading") && end - start >= length(text)) {
      form.elements.section.value = indexOf(paragraph);
      label.textContent = `${words.section}: ${text}`;
      return;
    }
    form.elements.block.value = indexOf(paragraph);
    form.elements.start.value = start;
    form.elements.end.value = end;
    label.textContent = words.passage;
    const narrow = open.querySelector("[data-passage]");
    narrow.value = [...text].slice(start, end).join("");
    narrow.dataset.from = start;
    narrow.closest("[data-narrow]").hidden = false;
  }

  function part(form, narrow) {
    const from = Number(narrow.dataset.from);
    const [first, last] = [narrow.selectionStart, narrow.selectionEnd].map((at) => length(narrow.value.slice(0, at)));
    if (last <= first) return;
    form.elements.start.value = from + first;
    form.elements.end.value = from + last;
    open.querySelector("[data-target]").textContent = `${words.passage}: “${narrow.value.slice(narrow.selectionStart, narrow.selectionEnd)}”`;
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // What was typed is saved first; then the page shows it beside its passage.
  function close() {
    const form = open.querySelector("form");
    if (window.keep.isDirty(form) && form.elements.text.value.trim()) {
      form.addEventListener("keep:saved", () => location.reload(), { once: true });
      return form.requestSubmit();
    }
    if (open.dataset.saved) return location.reload();
    open.remove();
    open = null;
    opener.classList.replace("btn-outline-secondary", "btn-primary");
    (here ?? opener).focus?.();
  }

  function walk(step) {
    const at = here ? paragraphs.indexOf(here) : firstInSight() - (step > 0 ? 1 : 0);
    const next = paragraphs[Math.min(Math.max(at + step, 0), paragraphs.length - 1)];
    here?.classList.remove("here");
    here = next;
    here.classList.add("here");
    here.scrollIntoView({ block: "center" });
    status.textContent = here.textContent;
  }

  const firstInSight = () => Math.max(paragraphs.findIndex((paragraph) => paragraph.getBoundingClientRect().top > 120), 0);
  const whole = (paragraph) => ({ paragraph, start: 0, end: length(own(paragraph).map((node) => node.data).join("")) });

  speak.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  speak.addEventListener("click", () => compose(chosen));
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    compose(selected() ?? (here ? whole(here) : null));
  });
  document.addEventListener("keydown", (event) => {
    if (!switchedOn?.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") return walk(key === "j" ? 1 : -1);
    if (key !== "g") return;
    event.preventDefault();
    compose(selected() ?? (here ? whole(here) : null));
  });

  // What a closed laptop left: already sent, or to be gone on with.
  document.addEventListener("keep:orphan", (event) => {
    const { key, fields } = event.detail;
    const card = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (card && !("unsent" in card.dataset)) {
      localStorage.removeItem(`keep:${document.body.dataset.person}:${location.pathname}:${key}`);
      return event.preventDefault();
    }
    if (open) return;
    event.preventDefault();
    const paragraph = fields.block && document.getElementById(`b${fields.block}`);
    const form = compose(paragraph ? { paragraph, start: Number(fields.start), end: Number(fields.end) } : null);
    const kept = window.keep.of(form);
    form.elements.key.value = kept.key = form.dataset.keep = key;
    kept.restore();
  });
})();
