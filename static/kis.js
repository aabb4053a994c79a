// What a page needs beyond HTML. Behaviour hangs on data-kis-… attributes; every page works without it.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-kis-focus]")?.focus();
});

// Ctrl+Enter saves the form in which the cursor stands.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && !event.shiftKey && event.key === "Enter") {
    const form = event.target.closest("form");
    if (form) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-kis-main]") ?? undefined);
    }
  }
});
