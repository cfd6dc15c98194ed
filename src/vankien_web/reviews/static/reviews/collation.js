// Every copy travels alone: its progress is shown, one that fails holds up none of the others.
const form = document.getElementById("copies");
if (form) {
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector(".drop");
  const list = document.getElementById("sent");
  const button = form.querySelector(".send button");
  let waiting = [];
  let sending = false;
  let wrong = 0;

  const row = (file) => {
    const item = list.appendChild(document.createElement("li"));
    item.append(`${file.name}: `);
    const words = item.appendChild(document.createElement("span"));
    const bar = item.appendChild(document.createElement("progress"));
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    return { file, words, bar };
  };

  const end = (one, css, sentence) => {
    one.bar.remove();
    one.words.className = css;
    one.words.textContent = sentence;
    if (css === "refused") wrong += 1;
  };

  const send = (one) =>
    new Promise((done) => {
      if (one.file.size > Number(input.dataset.limit)) {
        end(one, "refused", input.dataset.tooLarge);
        return done();
      }
      const body = new FormData(form);
      body.delete("copies");
      body.append("copies", one.file);
      const call = new XMLHttpRequest();
      call.open("POST", form.action);
      call.setRequestHeader("Accept", "application/json");
      call.upload.onprogress = (event) => {
        if (event.lengthComputable) one.bar.value = event.loaded / event.total;
      };
      call.onload = () => {
        let told = {};
        try {
          told = JSON.parse(call.responseText);
        } catch {
          told = { sentence: form.dataset.lost };
        }
        if (call.status === 200 && told.taken) end(one, "taken", form.dataset.taken);
        else end(one, "refused", told.sentence || form.dataset.lost);
        done();
      };
      call.onerror = () => {
        end(one, "refused", form.dataset.lost);
        done();
      };
      one.words.textContent = form.dataset.sending;
      call.send(body);
    });

  const work = async () => {
    if (sending) return;
    sending = true;
    button.disabled = true;
    while (waiting.length) await send(waiting.shift());
    sending = false;
    button.disabled = false;
    if (!wrong) return location.assign(form.dataset.done);
    const look = document.createElement("a");
    look.href = form.dataset.done;
    look.textContent = form.dataset.look;
    list.appendChild(document.createElement("li")).append(look);
    look.focus();
  };

  const take = (files) => {
    waiting.push(...[...files].map(row));
    input.value = "";
    work();
  };

  input.addEventListener("change", () => take(input.files));
  for (const name of ["dragenter", "dragover"]) {
    addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) addEventListener(name, () => drop.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) take(event.dataTransfer.files);
  });
  // What is polled would reload the page at its end: not while files are on their way.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (sending) event.preventDefault();
  });
  button.closest(".send").hidden = true;
}
