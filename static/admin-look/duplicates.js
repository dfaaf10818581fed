/* Asks, a moment after the typing stops, whether the hub has this work already. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("alike");
  const form = box && box.closest("form");
  if (!form) return;
  const title = form.querySelector(".field-title");
  if (title) title.after(box);
  const asked = /^(title|subtitle|issued|doi|handle|isbn|container|series|volume|pages|credits-\d+-(name|person))$/;
  const kept = /^(alike-|csrfmiddlewaretoken$)/;
  const hashes = new Map();
  let waiting, last = "", number = 0;

  const typed = () => {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && (asked.test(name) || kept.test(name))) data.append(name, value);
    }
    for (const hash of hashes.values()) data.append("alike-sha256", hash);
    return data;
  };
  const ask = async () => {
    const body = typed(), mine = ++number;
    const question = new URLSearchParams([...body].filter(([name]) => !/^alike-\d/.test(name))).toString();
    if (question === last) return;
    last = question;
    try {
      const answer = await fetch(box.dataset.url, { method: "POST", body, credentials: "same-origin" });
      if (answer.ok && !answer.redirected && mine === number) box.innerHTML = await answer.text();
    } catch { last = ""; /* offline: the next keystroke tries again */ }
  };
  const later = () => { clearTimeout(waiting); waiting = setTimeout(ask, 800); };
  const weigh = async (input) => {
    hashes.delete(input.name);
    if (input.files[0] && window.crypto && crypto.subtle) {
      const bytes = await crypto.subtle.digest("SHA-256", await input.files[0].arrayBuffer());
      hashes.set(input.name, [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
    }
    later();
  };
  const changed = (event) => {
    if (event.target.type === "file") weigh(event.target);
    else if (asked.test(event.target.name || "")) later();
  };
  for (const kind of ["input", "change"]) form.addEventListener(kind, changed);
  // The look-up boxes tell only jQuery.
  if (window.django && django.jQuery) django.jQuery(form).on("change", later);
});
