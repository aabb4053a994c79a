// Ctrl+Shift+Enter adds a row to the group in which the cursor stands; Alt+Shift+↑/↓ moves the row.
function addRow(target) {
  const group = target.closest("[data-kis-rows]");
  const button = group?.querySelector("button[name=add]");
  if (button) button.form.requestSubmit(button);
  return Boolean(button);
}

function fieldsOf(row) {
  return [...row.querySelectorAll("input, select, textarea")];
}

const nameInRow = (field) => field.name.replace(/-\d+-/, "-");

function swapped(one, other) {
  const [mine, theirs] = [fieldsOf(one), fieldsOf(other)];
  mine.forEach((field) => {
    const twin = theirs.find((it) => nameInRow(it) === nameInRow(field));
    // A question that only one of the rows asks stays with its place.
    if (!twin) return;
    [field.value, twin.value] = [twin.value, field.value];
    if ("checked" in field) [field.checked, twin.checked] = [twin.checked, field.checked];
  });
}

// What points to rows by their numbers follows two that changed places; `first` and `second` count from 0.
function repointed(kind, first, second) {
  const moved = { [first + 1]: second + 1, [second + 1]: first + 1 };
  document.querySelectorAll(`[data-kis-points-to="${kind}"]`).forEach((choice) => {
    const now = choice.value.replace(/\d+$/, (number) => moved[number] ?? number);
    if ([...choice.options].some((option) => option.value === now)) choice.value = now;
  });
}

function moveRow(target, step) {
  const row = target.closest("[data-kis-row]");
  if (!row) return false;
  const group = row.closest("[data-kis-rows]");
  const rows = [...group.querySelectorAll("[data-kis-row]")];
  const other = rows[rows.indexOf(row) + step];
  if (!other) return true;
  const place = fieldsOf(row).indexOf(target);
  swapped(row, other);
  repointed(group.dataset.kisRows, rows.indexOf(row), rows.indexOf(other));
  fieldsOf(other)[place]?.focus();
  row.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

document.addEventListener("keydown", (event) => {
  const adds = event.ctrlKey && event.shiftKey && event.key === "Enter";
  const steps = { ArrowUp: -1, ArrowDown: 1 };
  const moves = event.altKey && event.shiftKey && event.key in steps;
  if ((adds && addRow(event.target)) || (moves && moveRow(event.target, steps[event.key]))) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
});
