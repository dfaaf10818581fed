/* Keeps what is typed in a form on the server, a moment after the typing stops. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const guard = document.querySelector("[data-draft-url]");
  const form = guard && document.getElementById(guard.dataset.form);
  // While an older draft waits for an answer, it must not be written over.
  if (!form || guard.hasAttribute("data-paused")) return;
  const said = guard.querySelector("[role=status]");
  let waiting, isSending = false;

  const typed = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return new URLSearchParams(data);
  };
  // Look-up boxes announce a change when the page opens, and nobody has typed anything.
  let kept = typed().toString();
  const keep = async (leaving) => {
    clearTimeout(waiting);
    waiting = undefined;
    const body = typed().toString();
    if (body === kept) return;
    try {
      const answer = await fetch(guard.dataset.draftUrl, {
        method: "POST", body: new URLSearchParams(body), keepalive: leaving === true, credentials: "same-origin",
      });
      if (!answer.ok || answer.redirected) return;
      kept = body;
      said.textContent = (await answer.json()).said || "";
    } catch { /* offline: the next keystroke tries again */ }
  };
  const later = () => {
    if (isSending) return;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 1500);
  };
  for (const event of ["input", "change", "formset:added", "formset:removed"]) form.addEventListener(event, later);
  // The look-up boxes tell only jQuery.
  if (window.django && django.jQuery) django.jQuery(form).on("change", later);
  form.addEventListener("submit", () => { isSending = true; clearTimeout(waiting); waiting = undefined; });
  addEventListener("pagehide", () => { if (waiting) keep(true); });
});
