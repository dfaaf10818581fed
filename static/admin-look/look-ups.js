// Look-ups (select2) are named after the labels of the fields they stand for.
(() => {
  const name = () => {
    for (const select of document.querySelectorAll("select.admin-autocomplete")) {
      const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
      const words = label?.textContent.trim() || select.name;
      const look = select.parentElement.querySelector(".select2");
      look?.querySelector(".select2-selection__rendered")?.setAttribute("aria-label", words);
      look?.querySelector(".select2-selection--single")?.setAttribute("aria-label", words);
      look?.querySelector(".select2-search__field")?.setAttribute("aria-label", words);
    }
  };
  // After the admin's own script, which makes them when jQuery is ready.
  if (window.django?.jQuery) window.django.jQuery(name);
  document.addEventListener("formset:added", () => setTimeout(name, 0));
})();
