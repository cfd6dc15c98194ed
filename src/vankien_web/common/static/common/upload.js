// Says which file was chosen and refuses one over the limit before it travels.
const form = document.getElementById("upload");
const input = document.getElementById("id_file");
const chosen = document.getElementById("chosen");
const error = document.getElementById("too-large");
const button = form.querySelector(".send button");
const drop = input.closest(".drop");

function check() {
  const file = input.files[0];
  const tooLarge = Boolean(file) && file.size > Number(input.dataset.limit);
  if (file) chosen.textContent = file.name;
  error.textContent = tooLarge ? input.dataset.tooLarge : "";
  error.hidden = !tooLarge;
  drop.classList.toggle("filled", Boolean(file) && !tooLarge);
  return !tooLarge;
}

input.addEventListener("change", check);
for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, () => drop.classList.add("over"));
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
form.addEventListener("submit", (event) => {
  if (!check()) return event.preventDefault();
  button.disabled = true;
});
addEventListener("pageshow", () => { button.disabled = false; });
