// The field in the header: a list of people that opens while somebody types (ARIA combobox).
// htmx brings the list; this file moves in it. Without JavaScript the form leads to the register.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-kis-search]");
  if (!form) {
    return;
  }
  const field = form.querySelector("input[type=search]");
  const answer = form.querySelector("[data-kis-answer]");
  const status = form.querySelector("[data-kis-status]");
  const options = () => [...answer.querySelectorAll("[role=option]")];
  const chosen = () => answer.querySelector("[aria-selected=true]");

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    field.removeAttribute("aria-activedescendant");
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", option.id);
    }
  }

  function close() {
    choose(null);
    answer.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-controls");
  }

  function show() {
    const typed = field.value.trim();
    if (!typed || document.activeElement !== field || !answer.firstElementChild) {
      close();
      return;
    }
    answer.hidden = false;
    const any = options().length > 0;
    field.setAttribute("aria-expanded", String(any));
    if (any) {
      field.setAttribute("aria-controls", "person-search-list");
    } else {
      field.removeAttribute("aria-controls");
    }
  }

  function move(step) {
    const all = options();
    if (!all.length) {
      return;
    }
    if (answer.hidden) {
      show();
    }
    const here = all.indexOf(chosen());
    choose(all[here < 0 && step < 0 ? all.length - 1 : (here + step + all.length) % all.length]);
  }

  function say(text) {
    status.textContent = text.replace(/\s+/g, " ").trim();
  }

  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !answer.hidden && chosen()) {
      event.preventDefault();
      location.assign(chosen().dataset.kisOpens);
    } else if (event.key === "Escape" && !answer.hidden) {
      event.preventDefault();
      close();
    }
  });
  field.addEventListener("focus", show);
  field.addEventListener("input", () => {
    // What is shown belongs to other words now: Enter must not open one of those people.
    choose(null);
    if (!field.value.trim()) {
      close();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) {
      close();
    }
  });
  answer.addEventListener("mousedown", (event) => {
    // Else the field loses the focus and the list closes before the click.
    if (!event.target.closest("a")) {
      event.preventDefault();
    }
  });
  answer.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      location.assign(option.dataset.kisOpens);
    }
  });
  form.addEventListener("htmx:afterSwap", () => {
    show();
    say(answer.querySelector("[data-kis-says]")?.textContent ?? "");
  });
  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    form.addEventListener(failure, () => {
      answer.textContent = "";
      close();
      say("Nie udało się wyszukać. Naciśnij Enter, aby spróbować jeszcze raz.");
    });
  }
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
});
