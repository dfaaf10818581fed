/* Beside the hours of the event's own place stand the reader's, where they differ. */
"use strict";

(() => {
  const there = document.querySelector("[data-event-zone]")?.dataset.eventZone;
  if (!there) return;
  const language = document.documentElement.lang;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const hours = (moment, zone) => new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(moment);
  for (const shown of document.querySelectorAll("time[data-hour]")) {
    const moment = new Date(shown.getAttribute("datetime"));
    if (Number.isNaN(moment.getTime()) || hours(moment, there) === hours(moment, here)) continue;
    const beside = document.createElement("small");
    beside.className = "your-time";
    beside.textContent = ` (${hours(moment, here)})`;
    beside.title = here;
    shown.after(beside);
  }
})();
