/* A choice beside the results is followed at once, in the page; the address says what is seen.
   Without this script the button below the facets does the same; a fault leads there too. */
"use strict";

(() => {
  const SWAPPED = ["other-words", "results"];
  const form = document.getElementById("find");
  const results = document.getElementById("results");
  if (!form || !results) return;

  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  document.body.append(status);
  let asked = null;

  const addressOf = () => {
    const filled = [...new FormData(form)].filter(([, value]) => value !== "");
    const query = new URLSearchParams(filled).toString();
    const path = form.getAttribute("action");
    return query ? `${path}?${query}` : path;
  };

  // A facet is known by its heading, a control by its name and value.
  const heading = (facet) => facet.querySelector("summary")?.firstChild?.textContent.trim();
  const unfolded = () => new Map([...results.querySelectorAll("details")].map((facet) => [heading(facet), facet.open]));
  const same = (control) => [...results.querySelectorAll("input")].find(
    (other) => other.name === control.name && (other.type !== "checkbox" || other.value === control.value),
  );

  const swap = (page) => {
    const states = unfolded();
    const focused = document.activeElement;
    for (const id of SWAPPED) {
      const fresh = page.getElementById(id);
      document.getElementById(id).replaceChildren(...fresh.childNodes);
    }
    document.title = page.title;
    for (const facet of results.querySelectorAll("details")) {
      if (states.has(heading(facet))) facet.open = states.get(heading(facet));
    }
    if (focused instanceof HTMLInputElement && !focused.isConnected) same(focused)?.focus();
    status.textContent = results.querySelector("h2")?.textContent.trim() ?? "";
  };

  const show = async (address) => {
    asked?.abort();
    const own = new AbortController();
    asked = own;
    results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: own.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (SWAPPED.some((id) => !page.getElementById(id))) throw new Error("another page");
      swap(page);
    } catch {
      if (!own.signal.aborted) window.location.assign(address);
    } finally {
      if (asked === own) results.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("change", async (event) => {
    const control = event.target;
    if (control.form !== form || !results.contains(control)) return;
    const address = addressOf();
    window.history.pushState({ isSwapped: true }, "", address);
    await show(address);
  });
  window.addEventListener("popstate", () => window.location.reload());
})();
