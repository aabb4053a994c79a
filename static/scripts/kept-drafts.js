// Long forms: typed text is kept on the server until it is saved, under the key of the form as it was opened here:
// no window overwrites the text of another, nor one that was offered back and has no answer yet.
import { asking } from "./saving/ask.js";

const KEEP_AFTER = 3000;
const TRY_AGAIN_AFTER = 10000;
// A form that heard from the server longer ago asks before it is sent: what is sent without a login is gone.
const LONGEST_SILENCE = 60000;
const KEY = "form_key";
const NOT_KEPT = "Nie zachowano wpisanego tekstu. Nie zamykaj okna. Następna próba za 10 sekund.";
const LOGGED_OUT = "Wylogowano. Nie zamykaj tego okna: wpisany tekst jest w nim. Zaloguj się w nowej karcie, potem wróć tutaj i zapisz.";
const NO_CONNECTION = "Nie zachowano – brak połączenia. Nie zamykaj okna. Następna próba za 10 sekund.";

const NOT_SENT = "Nie zapisano – brak połączenia. Nie zamykaj okna: wpisany tekst jest w nim. Spróbuj zapisać za chwilę.";

const ask = asking(NOT_KEPT);

function typed(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== KEY,
  );
}

// Only forms with long texts, or many fields, that their page can give back; one that is sent later is kept on
// the telephone itself (static/scripts/visits).
function keepsDraft(form) {
  if ("kisSentLater" in form.dataset) return false;
  const isLong = form.querySelector("textarea") || "kisKept" in form.dataset;
  return form.method === "post" && isLong && form.elements[KEY];
}

function noteOf(form) {
  const note = document.createElement("p");
  note.className = "quiet kept-note";
  note.setAttribute("role", "status");
  (form.querySelector(".actions:last-of-type") ?? form).after(note);
  return note;
}

// The hour of the answer; none where the server kept nothing.
function hourIn(text) {
  try {
    return JSON.parse(text).at;
  } catch {
    return null;
  }
}

function say(note, words, { isLost = false, opensLogin = false } = {}) {
  note.textContent = words;
  note.classList.toggle("lost", isLost);
  if (!opensLogin) return;
  note.append(" ", Object.assign(document.createElement("a"), { textContent: "Zaloguj się", href: "/", target: "_blank" }));
}

function watch(form) {
  const address = new URL(form.action || location.href).pathname;
  let timer = null;
  let note = null;
  // Since the page was opened; what was sent and refused stands there typed.
  let isTyped = Boolean(form.querySelector("[aria-invalid=true]"));
  let isDirty = false; // since it was kept
  let heardAt = performance.now();
  let stands = null; // what stood in the way of the last keeping and would lose what is sent
  let isAsking = false;
  let isLetThrough = false;

  async function keep() {
    clearTimeout(timer);
    timer = null;
    isDirty = false;
    const fields = { adres: address, [KEY]: form.elements[KEY].value, pola: JSON.stringify(typed(form)) };
    const { text, fault } = await ask("/niezapisane/zachowaj/", new URLSearchParams(fields));
    const hour = fault ? null : hourIn(text);
    note ??= noteOf(form);
    stands = null;
    if (hour) {
      heardAt = performance.now();
      say(note, `Wpisany tekst zachowano o ${hour}. Zapisze go dopiero przycisk.`);
      return;
    }
    if (fault?.isLine || fault?.opensLogin || fault?.isSomeoneElse) stands = fault;
    const words = fault?.opensLogin ? LOGGED_OUT : fault?.isLine ? NO_CONNECTION : NOT_KEPT;
    say(note, fault?.isSomeoneElse ? fault.words : words, { isLost: true, opensLogin: fault?.opensLogin });
    timer ??= setTimeout(keep, TRY_AGAIN_AFTER);
  }

  async function sendOnceHeard(button) {
    isAsking = true;
    await keep();
    isAsking = false;
    if (stands) {
      if (stands.isLine) say(note, NOT_SENT, { isLost: true });
      note.scrollIntoView({ block: "center" });
      return;
    }
    clearTimeout(timer);
    isLetThrough = true;
    form.requestSubmit(button);
    isLetThrough = false;
  }

  form.addEventListener("input", () => {
    isTyped = isDirty = true;
    timer ??= setTimeout(keep, KEEP_AFTER);
  });
  form.addEventListener("submit", (event) => {
    const isQuiet = performance.now() - heardAt > LONGEST_SILENCE;
    if (isAsking || (isTyped && !isLetThrough && (stands || isQuiet))) {
      event.preventDefault();
      if (!isAsking) sendOnceHeard(event.submitter ?? undefined);
      return;
    }
    // Leaving the page by saving hides it too: what is saved is not kept once more.
    clearTimeout(timer);
    isDirty = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && isDirty) keep();
  });
}

document.querySelectorAll("main form").forEach((form) => {
  if (keepsDraft(form)) watch(form);
});
