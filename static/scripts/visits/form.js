// The form of a visit as an entry that can be kept, and an entry as the form that it was.
export const KEY = "form_key";
const NOT_KEPT = "csrfmiddlewaretoken";

export const formHere = () => document.querySelector("form[data-kis-visit=form]");
export const addressOf = (form) => new URL(form.action || location.href).pathname;

export function entryOf(form, isWaiting) {
  const fields = [...new FormData(form)].filter(([name]) => name !== NOT_KEPT);
  return {
    key: form.elements[KEY].value,
    address: addressOf(form),
    label: form.dataset.kisLabel,
    at: Date.now(),
    fields,
    isWaiting,
  };
}

// With its key and the version that it was opened on: what somebody else changed since is still met.
export function fill(form, { fields }) {
  for (const field of form.elements) {
    if (!field.name || field.name === NOT_KEPT) continue;
    const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
    else if (values.length) [field.value] = values;
  }
  form.querySelectorAll("details").forEach(openWhereItHolds);
}

// What came back is seen at once.
function openWhereItHolds(details) {
  const texts = [...details.querySelectorAll("input, textarea")];
  if (texts.some(({ value }) => value)) details.open = true;
}
