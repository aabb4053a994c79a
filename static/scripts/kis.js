// What a page needs beyond HTML. Behaviour hangs on data-kis-… attributes; every page works without it.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-kis-focus]")?.focus();
});

// Alt+N writes a note from anywhere in a person's file; with AltGr, which comes as Ctrl+Alt too, it is a letter.
document.addEventListener("keydown", (event) => {
  const address = document.querySelector("[data-kis-note]")?.dataset.kisNote;
  const isOther = event.ctrlKey || event.metaKey || event.shiftKey || event.getModifierState("AltGraph");
  if (address && event.altKey && !isOther && event.code === "KeyN") {
    event.preventDefault();
    location.assign(address);
  }
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
