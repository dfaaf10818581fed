/* Suggestions under the search box, as a combobox with a list (ARIA Authoring Practices).
   The box searches without them; where anything fails, nothing is shown. */
"use strict";

(() => {
  const PAUSE = 120; // milliseconds without a key before the hub is asked
  const SHORTEST = 2;

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };

  const combobox = (input) => {
    const list = element("ul", {
      id: `${input.id}-suggestions`, role: "listbox", class: "suggestions", hidden: "hidden",
      "aria-label": input.dataset.suggestLabel,
    });
    const status = element("p", { role: "status", class: "visually-hidden" });
    let active = -1;
    let timer = 0;
    let asked = null;

    for (const [key, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": list.id,
    })) input.setAttribute(key, value);
    input.parentElement.append(list);
    input.form.append(status);

    const isOpen = () => !list.hidden;

    const mark = (place) => {
      list.children[active]?.removeAttribute("aria-selected");
      active = place;
      const option = list.children[active];
      if (!option) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    };

    const close = () => {
      window.clearTimeout(timer);
      asked?.abort();
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      mark(-1);
      status.textContent = "";
    };

    const option = (suggestion, place) => element(
      "li",
      { id: `${list.id}-${place}`, role: "option", "data-address": suggestion.address },
      element("bdi", { lang: suggestion.language }, suggestion.label),
      element("span", { class: "by" }, ` ${suggestion.kind}`),
    );

    const show = (suggestions) => {
      mark(-1);
      list.replaceChildren(...suggestions.map(option));
      list.hidden = suggestions.length === 0;
      input.setAttribute("aria-expanded", String(isOpen()));
      status.textContent = isOpen() ? `${suggestions.length} ${input.dataset.suggestFound}` : "";
    };

    const ask = async () => {
      asked?.abort();
      const text = input.value.trim();
      if (text.length < SHORTEST) {
        close();
        return;
      }
      const own = new AbortController();
      asked = own;
      try {
        const address = `${input.dataset.suggest}?q=${encodeURIComponent(text)}`;
        const answer = await fetch(address, { signal: own.signal });
        const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
        if (!own.signal.aborted && document.activeElement === input) show(suggestions);
      } catch {
        if (!own.signal.aborted) close();
      }
    };

    const follow = (chosen) => {
      close();
      window.location.assign(chosen.dataset.address);
    };

    const move = (step) => {
      const count = list.children.length;
      // The box itself is a place between the last and the first.
      mark(((active + 1 + step + count + 1) % (count + 1)) - 1);
    };

    input.addEventListener("input", (event) => {
      if (event.isComposing) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, PAUSE);
    });
    input.addEventListener("compositionend", ask);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const keys = {
        ArrowDown: () => (isOpen() ? move(1) : ask()),
        ArrowUp: () => isOpen() && move(-1),
        Escape: () => isOpen() && close(),
        Enter: () => isOpen() && active >= 0 && follow(list.children[active]),
      };
      const isOurs = event.key === "ArrowDown" || (isOpen() && event.key in keys);
      if (!isOurs || (event.key === "Enter" && active < 0)) return;
      event.preventDefault();
      keys[event.key]();
    });
    input.addEventListener("blur", close);
    input.form.addEventListener("submit", close);
    // The box keeps the focus while the pointer chooses.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const chosen = event.target.closest('[role="option"]');
      if (chosen) follow(chosen);
    });
  };

  document.querySelectorAll("input[data-suggest]").forEach(combobox);
})();
