// Whoever has no answer yet is marked as present; nothing is saved before the form is sent.
"use strict";
const mark = document.querySelector("[data-mark]");
mark.hidden = false;
mark.addEventListener("click", () => {
  for (const group of document.querySelectorAll(".presence fieldset")) {
    const chosen = group.querySelector("input:checked");
    if (!chosen || chosen.value === "called") group.querySelector('input[value="present"]').checked = true;
  }
});
