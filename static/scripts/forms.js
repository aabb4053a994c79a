// Long forms: typed text is kept on the server until it is saved, rows are added and moved by keyboard.
const KEEP_AFTER = 3000;
const TRY_AGAIN_AFTER = 10000;

const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

function typed(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken",
  );
}

// Only forms with long texts, and only what is not saved elsewhere meanwhile.
function keepsDraft(form) {
  return form.method === "post" && form.querySelector("textarea") && !("kisNotKept" in form.dataset);
}

function noteOf(form) {
  const note = document.createElement("p");
  note.className = "quiet kept-note";
  note.setAttribute("role", "status");
  (form.querySelector(".actions:last-of-type") ?? form).after(note);
  return note;
}

function watch(form) {
  const address = new URL(form.action || location.href).pathname;
  const kept = document.createElement("input");
  Object.assign(kept, { type: "hidden", name: "kept", value: "1" });
  form.append(kept);
  let timer = null;
  let note = null;
  let dirty = false;

  async function keep() {
    timer = null;
    dirty = false;
    const body = new URLSearchParams({
      adres: address,
      pola: JSON.stringify(typed(form)),
      csrfmiddlewaretoken: csrf(),
    });
    note ??= noteOf(form);
    try {
      const answer = await fetch("/niezapisane/zachowaj/", { method: "POST", body, redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      const { at } = await answer.json();
      note.textContent = `Wpisany tekst zachowano o ${at}. Zapisze go dopiero przycisk.`;
      note.classList.remove("lost");
    } catch {
      note.textContent =
        "Nie zachowano – brak połączenia albo wylogowano. Nie zamykaj okna. Następna próba za 10 sekund.";
      note.classList.add("lost");
      timer ??= setTimeout(keep, TRY_AGAIN_AFTER);
    }
  }

  form.addEventListener("input", () => {
    dirty = true;
    timer ??= setTimeout(keep, KEEP_AFTER);
  });
  // Leaving the page by saving hides it too: what is saved is not kept once more.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    dirty = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && dirty) {
      clearTimeout(timer);
      keep();
    }
  });
}

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

function swapped(one, other) {
  const [mine, theirs] = [fieldsOf(one), fieldsOf(other)];
  mine.forEach((field, index) => {
    const twin = theirs[index];
    [field.value, twin.value] = [twin.value, field.value];
    if ("checked" in field) [field.checked, twin.checked] = [twin.checked, field.checked];
  });
}

function moveRow(target, step) {
  const row = target.closest("[data-kis-row]");
  if (!row) return false;
  const rows = [...row.closest("[data-kis-rows]").querySelectorAll("[data-kis-row]")];
  const other = rows[rows.indexOf(row) + step];
  if (!other) return true;
  const place = fieldsOf(row).indexOf(target);
  swapped(row, other);
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

// A question that another answer opens: data-kis-when="is_homeless" (answered), "!pesel" (empty) or
// "citizenship!=polskie". What holds an answer or was refused is never hidden.
function isOpened(condition, form) {
  const [, not, name, , other] = /^(!?)(\w+)(!=(.+))?$/.exec(condition);
  const field = form.elements[name];
  const answer = field.type === "checkbox" ? (field.checked ? "1" : "") : field.value.trim();
  return other ? answer !== other : Boolean(answer) !== Boolean(not);
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
  if (keepsDraft(form)) watch(form);
  if (!form.querySelector("[data-kis-when]")) return;
  settle(form);
  form.addEventListener("input", () => settle(form));
});
