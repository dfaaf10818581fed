/* The list of a facet's values follows what is typed. Without this script the button does it. */
"use strict";

(() => {
  const PAUSE = 150; // milliseconds without a key before the hub is asked
  const field = document.getElementById("among");
  const values = document.getElementById("values");
  if (!field || !values) return;

  values.setAttribute("aria-live", "polite");
  let timer = 0;
  let asked = null;

  const show = async () => {
    asked?.abort();
    const own = new AbortController();
    asked = own;
    const address = `?${new URLSearchParams(new FormData(field.form))}`;
    try {
      const answer = await fetch(address, { signal: own.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      values.replaceChildren(...page.getElementById("values").childNodes);
      window.history.replaceState(null, "", address);
    } catch {
      if (!own.signal.aborted) field.form.submit();
    }
  };

  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(show, PAUSE);
  });
})();
