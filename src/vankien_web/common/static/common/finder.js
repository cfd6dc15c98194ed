// A finder's suggestions: tie each field to the list that the server filled for it.
"use strict";
document.querySelectorAll("[data-finder]").forEach((field, number) => {
  const list = document.createElement("datalist");
  list.id = `found-${number}`;
  field.after(list);
  field.setAttribute("list", list.id);
  field.setAttribute("hx-target", `#${list.id}`);
  field.setAttribute("hx-swap", "innerHTML");
});
