// The first page of a deposit: a file may be dropped, and is sent at once.
// Without this file the page is a plain form.
(() => {
  const form = document.getElementById("beginning");
  const zone = form.querySelector("[data-drop]");
  const input = form.querySelector("input[type=file]");
  const working = form.querySelector("[data-working]");

  const send = () => form.requestSubmit();
  form.addEventListener("submit", () => {
    working.hidden = false;
    // A second press would begin a second upload.
    setTimeout(() => form.querySelector("[type=submit]").setAttribute("disabled", ""), 0);
  });
  window.addEventListener("pageshow", () => {
    working.hidden = true;
    form.querySelector("[type=submit]").removeAttribute("disabled");
  });
  input.addEventListener("change", () => { if (input.files.length) send(); });
  for (const kind of ["dragover", "dragenter"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    zone.addEventListener(kind, () => zone.classList.remove("is-over"));
  }
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      send();
    }
  });
})();
