// Says which file was chosen and refuses one over the limit before it travels.
const form = document.getElementById("upload");
const input = document.getElementById("id_file");
const chosen = document.getElementById("chosen");
const error = document.getElementById("too-large");
const button = form.querySelector(".send button");
const drop = input.closest(".drop");
const hint = chosen.textContent;

function check() {
  const file = input.files[0];
  const tooLarge = Boolean(file) && file.size > Number(input.dataset.limit);
  chosen.textContent = file ? file.name : hint;
  error.textContent = tooLarge ? input.dataset.tooLarge : "";
  error.hidden = !tooLarge;
  drop.classList.toggle("filled", Boolean(file) && !tooLarge);
  return !tooLarge;
}

input.addEventListener("change", check);

// A file let go anywhere on the page is taken: elsewhere the browser would leave this page and open it.
for (const name of ["dragenter", "dragover"]) {
  addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
for (const name of ["dragleave", "drop"]) addEventListener(name, () => drop.classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  const { files } = event.dataTransfer;
  if (!files.length) return;
  if (files.length === 1) input.files = files;
  check();
  if (files.length === 1) return;
  error.textContent = input.dataset.oneOnly;
  error.hidden = false;
});
form.addEventListener("submit", (event) => {
  if (!check()) return event.preventDefault();
  button.disabled = true;
});
addEventListener("pageshow", () => {
  button.disabled = false;
  check();
});
