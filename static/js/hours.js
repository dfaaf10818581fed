/* Beside the hours of the event's own place stand the reader's, where they differ. */
"use strict";

(() => {
  const language = document.documentElement.lang;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const hours = (moment, zone) => new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZone: zone });
  for (const shown of document.querySelectorAll("time[data-zone]")) {
    const moment = new Date(shown.getAttribute("datetime"));
    const there = shown.dataset.zone || document.querySelector("time[data-zone]:not([data-zone=''])")?.dataset.zone;
    if (!there || Number.isNaN(moment.getTime())) continue;
    const theirs = hours(moment, there).format(moment);
    const ours = hours(moment, here).format(moment);
    if (theirs === ours) continue;
    const beside = document.createElement("small");
    beside.className = "your-time";
    beside.textContent = ` (${ours})`;
    beside.title = here;
    shown.after(beside);
  }
})();
