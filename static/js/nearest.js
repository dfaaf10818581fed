/* Where the reader is, only when asked, and told to nobody: distances are worked out here. */
"use strict";

(() => {
  const button = document.querySelector("[data-locate]");
  const entries = [...document.querySelectorAll("[data-position]")];
  if (!button || !entries.length || !navigator.geolocation) return;
  const said = document.querySelector("[data-located]");
  const say = (words) => { said.textContent = words; said.hidden = false; };
  const radians = (degrees) => degrees * Math.PI / 180;
  const kilometres = (lat, lon, toLat, toLon) => {
    const half = Math.sin(radians(toLat - lat) / 2) ** 2
      + Math.cos(radians(lat)) * Math.cos(radians(toLat)) * Math.sin(radians(toLon - lon) / 2) ** 2;
    return 2 * 6371 * Math.asin(Math.sqrt(half));
  };
  const words = (km) => {
    if (km < 6) return button.dataset.here;
    const step = km < 100 ? 5 : 10;
    return button.dataset.away.replace("%s", String(Math.round(km / step) * step));
  };
  const sort = ({ coords }) => {
    const found = entries.map((entry) => {
      const [lat, lon] = entry.dataset.position.split(",").map(Number);
      return { entry, km: kilometres(coords.latitude, coords.longitude, lat, lon) };
    }).sort((one, other) => one.km - other.km);
    const list = document.createElement("ol");
    list.className = "nearest-list";
    for (const { entry, km } of found) {
      const away = entry.querySelector(".away");
      away.textContent = words(km);
      away.hidden = false;
      const row = document.createElement("li");
      row.append(entry);
      list.append(row);
    }
    for (const old of document.querySelectorAll(".beyond, #nearest")) old.remove();
    (document.querySelector(".list-groups") || document.querySelector(".nearest-list")).replaceWith(list);
    say(button.dataset.done);
  };
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(sort, () => say(button.dataset.failed), { timeout: 10000 });
  });
  button.hidden = false;
})();
