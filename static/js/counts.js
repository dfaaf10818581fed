// Keeps the counts of an issue fresh while it is being sent.
"use strict";
const panel = document.querySelector("[data-counts]");
if (panel && panel.dataset.state === "sending") {
  const look = async () => {
    const answer = await fetch(panel.dataset.counts, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const said = await answer.json();
    for (const [name, number] of Object.entries(said.counts)) {
      const cell = panel.querySelector(`[data-count="${name}"]`);
      if (cell) cell.textContent = number;
    }
    if (said.state !== "sending") location.reload();
  };
  setInterval(() => look().catch(() => {}), 2000);
}
