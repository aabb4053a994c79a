// A question that another answer opens: data-kis-when="is_homeless" (answered), "!pesel" (empty),
// "citizenship!=polskie" or "reason=broken". What holds an answer or was refused is never hidden.
function isOpened(condition, form) {
  const [, not, name, sign, other] = /^(!?)(\w+)(?:(!?=)(.+))?$/.exec(condition);
  const field = form.elements[name];
  const answer = field.type === "checkbox" ? (field.checked ? "1" : "") : field.value.trim();
  return sign ? (answer === other) === (sign === "=") : Boolean(answer) !== Boolean(not);
}

function isAnswered(field) {
  return field.matches("[aria-invalid=true]") || (field.type === "checkbox" ? field.checked : field.value !== "");
}

function settle(form) {
  for (const field of form.querySelectorAll("[data-kis-when]")) {
    const shown = isOpened(field.dataset.kisWhen, form) || isAnswered(field);
    field.closest(".fields > *").hidden = !shown;
  }
  for (const group of form.querySelectorAll("fieldset.sheet")) {
    group.hidden = Boolean(group.querySelector("[data-kis-when]")) && !group.querySelector(".fields > :not([hidden])");
  }
}

document.querySelectorAll("main form").forEach((form) => {
  if (!form.querySelector("[data-kis-when]")) return;
  settle(form);
  form.addEventListener("input", () => settle(form));
});
