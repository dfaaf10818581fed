/* Collects outputs for the brief pack in this browser. Without it, the link opens a pack with
   this one output, and more are added on that page: the pack is its address. */
"use strict";

(() => {
  const NAME = "brief-pack";
  const MOST = 20;
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(NAME));
      return Array.isArray(kept) ? kept.filter((slug) => typeof slug === "string") : [];
    } catch {
      return [];
    }
  };
  const keep = (slugs) => {
    try {
      localStorage.setItem(NAME, JSON.stringify(slugs.slice(0, MOST)));
      return true;
    } catch {
      return false; // private windows may refuse: then the plain link does it
    }
  };
  const address = (page, slugs) => `${page}?${new URLSearchParams(slugs.map((slug) => ["output", slug]))}`;

  for (const place of document.querySelectorAll("[data-pack]")) {
    const { pack, page, remove, open } = place.dataset;
    const add = place.querySelector("a");
    const words = add.textContent;
    const opener = document.createElement("a");
    opener.className = "more";
    place.append(" ", opener);
    const show = () => {
      const slugs = read();
      add.textContent = slugs.includes(pack) ? remove : words;
      opener.hidden = slugs.length === 0;
      opener.textContent = `${open} (${slugs.length})`;
      opener.href = address(page, slugs);
    };
    add.setAttribute("role", "button");
    add.addEventListener("click", (event) => {
      const slugs = read();
      const changed = slugs.includes(pack) ? slugs.filter((slug) => slug !== pack) : [...slugs, pack];
      if (!keep(changed)) return;
      event.preventDefault();
      show();
    });
    show();
  }

  // The page of a pack is the pack: what is taken out there is out of the browser too.
  const shown = document.querySelector("[data-pack-slugs]");
  if (shown && shown.dataset.packSlugs) keep(shown.dataset.packSlugs.split(" "));
})();
