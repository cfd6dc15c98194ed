// The room's own form: an opinion is sent without leaving the page, and the form is empty for the next.
"use strict";
(() => {
  const status = document.getElementById("spoken");
  if (!status || !window.keep) return;
  const blank = document.getElementById("speak").cloneNode(true);
  blank.elements.text.value = blank.elements.text.textContent = "";
  blank.elements.revision.value = "0";
  blank.querySelector("[data-keep-here]").replaceChildren();

  // (A field called "item" is only found by namedItem: the collection has a method of that name.)
  // The chair moves on: an empty form follows, one with words in it stays with what they speak of.
  addEventListener("item", ({ detail }) => {
    blank.elements.namedItem("item").value = detail;
    const form = document.getElementById("speak");
    if (!form.elements.text.value.trim()) form.elements.namedItem("item").value = detail;
  });

  async function send(form, address) {
    const kept = window.keep.watch(form);
    kept.paused = true;
    while (kept.busy) await new Promise((done) => setTimeout(done, 50));
    let error = status.dataset.failed;
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(address, { method: "POST", body: new FormData(form), headers, redirect: "manual" });
      if (answer.type === "opaqueredirect") return sent(form, kept);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      error = page.querySelector(".wrong-summary, .errorlist")?.textContent.trim() || error;
    } catch { /* the line is dead: the words stay where they are */ }
    kept.paused = false;
    kept.typed();
    status.textContent = error;
  }

  function sent(form, kept) {
    kept.clean();
    const next = blank.cloneNode(true);
    next.elements.csrfmiddlewaretoken.value = form.elements.csrfmiddlewaretoken.value;
    next.elements.key.value = next.dataset.keep = window.keep.newKey();
    next.elements.namedItem("item").value = blank.elements.namedItem("item").value;
    next.elements.kind.value = form.elements.kind.value;
    const here = form.contains(document.activeElement);
    form.replaceWith(next);
    window.keep.watch(next);
    if (here) next.elements.text.focus();
    status.textContent = status.dataset.sent;
    dispatchEvent(new Event("spoken"));
  }

  addEventListener("submit", (event) => {
    const address = event.submitter?.getAttribute("formaction");
    if (event.target.id !== "speak" || !address) return;
    event.preventDefault();
    status.textContent = "";
    send(event.target, address);
  });
})();
