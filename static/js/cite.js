/* A style of citation is shown as it is chosen, and a reference copied by a button.
   Without this script the form asks for the page in that style, and the text can be selected. */
"use strict";

(() => {
  const box = document.getElementById("cite");
  const form = box?.querySelector("form");
  if (!form) return;

  const reference = () => box.querySelector("bdi");
  const buttons = box.querySelector(".cite-copy");
  const status = buttons.querySelector("[role=status]");
  buttons.hidden = false;
  form.querySelector("button").hidden = true;

  const show = async () => {
    const address = `${location.pathname}?${new URLSearchParams(new FormData(form))}`;
    try {
      const answer = await fetch(address);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      reference().replaceWith(page.querySelector("#cite bdi"));
      status.textContent = "";
    } catch {
      form.submit();
    }
  };

  const select = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };

  const texts = {
    reference: async () => reference().textContent.trim(),
    bibtex: async () => (await fetch(box.dataset.bibtex)).text(),
  };

  const copy = async (what) => {
    try {
      await navigator.clipboard.writeText(await texts[what]());
      status.textContent = buttons.dataset.done;
    } catch {
      // Only secure pages may write to the clipboard: then the reader does it.
      select(reference());
      status.textContent = buttons.dataset.select;
    }
  };

  form.addEventListener("change", show);
  buttons.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button.dataset.copy);
  });
})();
