// The form of an output: shows the fields its kind needs, ticks what is taken from the
// suggestions, and says how reading a file goes on. Everything works without it.
document.addEventListener("DOMContentLoaded", () => {
  const table = document.getElementById("only-for");
  if (!table) return;
  const onlyFor = JSON.parse(table.textContent);
  const row = (name) => document.getElementById(`field-${name}`);

  // Only the fields that the kind needs; what is filled in stays in sight.
  const kind = document.getElementById("id_type");
  const showWhatIsNeeded = () => {
    for (const [name, kinds] of Object.entries(onlyFor)) {
      const place = row(name);
      const control = document.getElementById(`id_${name}`);
      if (!place || !control) continue;
      const isAsked = place.classList.contains("errors") || place.classList.contains("is-asked");
      place.hidden = Boolean(kind.value) && !kinds.includes(kind.value) && !control.value && !isAsked;
    }
  };
  if (kind) {
    kind.addEventListener("change", showWhatIsNeeded);
    showWhatIsNeeded();
  }

  const access = document.getElementById("id_access");
  const embargo = row("embargo_until");
  if (access && embargo) {
    const follow = () => {
      const isFilled = Boolean(document.getElementById("id_embargo_until_0")?.value);
      embargo.hidden = access.value !== "embargoed" && !isFilled;
    };
    access.addEventListener("change", follow);
    follow();
  }

  // A suggestion that is ticked shows at once in the field it is for.
  const taken = (event) => {
    const box = event.target.closest("input[name=_take]");
    if (!box) return;
    const [name, ...rest] = box.value.split(":");
    const value = rest.join(":");
    if (name === "themes" || name === "sdgs") {
      const words = box.parentElement.querySelector("b").textContent.trim();
      for (const choice of document.querySelectorAll(`input[name=${name}]`)) {
        const label = choice.parentElement.textContent.trim();
        if (choice.value === value || label === words) choice.checked = box.checked;
      }
    }
    if (name === "keywords") {
      const field = document.getElementById("id_keywords");
      const words = field.value.split(/[,;،]/).map((word) => word.trim()).filter(Boolean);
      const others = words.filter((word) => word !== value);
      field.value = (box.checked ? [...others, value] : others).join(", ");
    }
  };
  document.addEventListener("change", taken);

  // A link of the list of checks opens the part it leads to.
  const unfold = () => {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place) return;
    place.closest("details")?.setAttribute("open", "");
    place.querySelector("details")?.setAttribute("open", "");
    place.hidden = false;
    place.scrollIntoView();
    place.querySelector("input:not([type=hidden]), textarea, select")?.focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", unfold);
  if (location.hash) unfold();

  // How reading goes on, asked as long as it does and somebody looks.
  const unread = () => document.querySelectorAll("[data-reading][data-over='']");
  const address = location.pathname.replace(/change\/?$/, "reading/");
  let pause = 2000;
  const ask = async () => {
    if (!unread().length || !/change\/$/.test(location.pathname)) return;
    if (!document.hidden) {
      try {
        const answer = await fetch(address, { headers: { Accept: "application/json" } });
        if (answer.ok) {
          for (const one of (await answer.json()).documents) {
            const place = document.querySelector(`[data-reading="${one.id}"]`);
            if (!place) continue;
            if (place.textContent !== one.words) place.textContent = one.words;
            place.dataset.over = one.is_over ? "yes" : "";
          }
        }
      } catch {
        // Asked again after the pause: the network comes and goes.
      }
      pause = Math.min(pause * 1.3, 20000);
    }
    setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
});
