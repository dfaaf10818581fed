// Rows in an order: dragged by a handle, or moved by two buttons; each row's number follows.
// Without this file the numbers are written by hand.
document.addEventListener("DOMContentLoaded", () => {
  const words = document.documentElement.lang === "en"
    ? { up: "Move up", down: "Move down" }
    : { up: window.gettext?.("Move up") ?? "Move up", down: window.gettext?.("Move down") ?? "Move down" };

  const number = (row) => row.querySelector("input.order");
  const rowsOf = (group) =>
    [...group.querySelectorAll(".inline-related:not(.empty-form)")].filter(number);

  const count = (group) => {
    rowsOf(group).forEach((row, place) => {
      number(row).value = place + 1;
    });
  };

  const move = (row, step) => {
    const group = row.closest(".deposit-rows");
    const rows = rowsOf(group);
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    count(group);
  };

  const button = (text, sign, step) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "move";
    made.title = text;
    made.setAttribute("aria-label", text);
    made.textContent = sign;
    made.addEventListener("click", () => {
      move(made.closest(".inline-related"), step);
      made.focus();
    });
    return made;
  };

  const equip = (row) => {
    if (!number(row) || row.querySelector(".moves")) return;
    const moves = document.createElement("span");
    moves.className = "moves";
    const handle = document.createElement("span");
    handle.className = "handle";
    handle.setAttribute("aria-hidden", "true");
    handle.textContent = "⠿";
    moves.append(handle, button(words.up, "↑", -1), button(words.down, "↓", 1));
    row.querySelector(".row-head").prepend(moves);
    row.querySelector(".field-order")?.classList.add("follows");

    // Only the handle begins a drag, so that text in fields can still be selected.
    handle.addEventListener("pointerdown", () => row.setAttribute("draggable", "true"));
    handle.addEventListener("pointerup", () => row.removeAttribute("draggable"));
    row.addEventListener("dragstart", (event) => {
      row.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", row.id);
    });
    row.addEventListener("dragend", () => {
      row.classList.remove("is-dragged");
      row.removeAttribute("draggable");
      count(row.closest(".deposit-rows"));
    });
  };

  for (const group of document.querySelectorAll(".deposit-rows")) {
    rowsOf(group).forEach(equip);
    group.addEventListener("dragover", (event) => {
      const dragged = group.querySelector(".is-dragged");
      const over = event.target.closest(".inline-related:not(.empty-form)");
      if (!dragged || !over || over === dragged) return;
      event.preventDefault();
      const { top, height } = over.getBoundingClientRect();
      if (event.clientY < top + height / 2) over.before(dragged);
      else over.after(dragged);
    });
    group.addEventListener("drop", (event) => event.preventDefault());
  }
  document.addEventListener("formset:added", (event) => {
    const row = event.target;
    if (!row.closest(".deposit-rows")) return;
    equip(row);
    if (number(row)) count(row.closest(".deposit-rows"));
  });
});
