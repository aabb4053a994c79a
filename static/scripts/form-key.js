// A form that Back fills in again is the same form as before, not one opened anew: a browser brings its key along
// as it does a text that somebody typed, which differs from what came with the page.
const keys = [...document.querySelectorAll("[name=form_key]")];

keys.forEach((field) => {
  const key = field.value;
  field.defaultValue = "";
  field.value = key;
});

// By now it has filled in: what stands in the form is offered no second time beside it.
addEventListener("pageshow", () => {
  const own = new Set(keys.map((field) => field.value));
  document.querySelectorAll("[data-kis-window]").forEach((offer) => {
    if (own.has(offer.dataset.kisWindow)) offer.remove();
  });
  document.querySelectorAll(".kept-draft:not(:has(*))").forEach((section) => section.remove());
});
