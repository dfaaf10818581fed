/* Beside hours of the event's own place stand the reader's, with their zone, where they differ. */
"use strict";

(() => {
  const there = document.querySelector("[data-event-zone]")?.dataset.eventZone;
  if (!there) return;
  const language = document.documentElement.lang;
  // A calendar and digits as the page's own: 24 hours, and 0 to 9.
  const shape = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn" };
  const said = (moment, timeZone) => new Intl.DateTimeFormat(language, { ...shape, weekday: "short", timeZone }).format(moment);
  const hours = (moment) => new Intl.DateTimeFormat(language, shape).format(moment);
  const zone = (moment) => new Intl.DateTimeFormat(language, { timeZoneName: "shortOffset" })
    .formatToParts(moment).find((part) => part.type === "timeZoneName").value;
  const day = (moment, timeZone) => new Intl.DateTimeFormat("en", { dateStyle: "short", timeZone }).format(moment);

  for (const shown of document.querySelectorAll("[data-hours]")) {
    const moments = [...shown.querySelectorAll("time")].map((each) => new Date(each.dateTime));
    if (!moments.length || said(moments[0], there) === said(moments[0])) continue;
    const isOtherDay = (moment) => day(moment, there) !== day(moment);
    const words = moments.map((moment) => (isOtherDay(moment) ? said(moment) : hours(moment)));
    const beside = document.createElement("small");
    beside.className = "your-time";
    beside.textContent = ` (${words.join("–")} ${zone(moments[0])})`;
    beside.title = Intl.DateTimeFormat().resolvedOptions().timeZone;
    shown.after(beside);
  }
})();
