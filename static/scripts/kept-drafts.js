// Long forms: typed text is kept on the server until it is saved, under the key of the form as it was opened here:
// no window overwrites the text of another, nor one that was offered back and has no answer yet.
const KEEP_AFTER = 3000;
const TRY_AGAIN_AFTER = 10000;
const KEY = "form_key";

const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

function typed(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== KEY,
  );
}

// Only forms with long texts that their page can give back.
function keepsDraft(form) {
  return form.method === "post" && form.querySelector("textarea") && form.elements[KEY];
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
  let timer = null;
  let note = null;
  let dirty = false;

  async function keep() {
    timer = null;
    dirty = false;
    const body = new URLSearchParams({
      adres: address,
      [KEY]: form.elements[KEY].value,
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

document.querySelectorAll("main form").forEach((form) => {
  if (keepsDraft(form)) watch(form);
});
