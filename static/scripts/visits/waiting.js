// Visits written where there is no network: the text stays on the telephone, is said to wait here, and is sent
// later. Only the office's own answer says that it is saved. Without this file the form is a plain form.
import { asking } from "../saving/ask.js";
import { loudspeaker } from "../saving/loudspeaker.js";
import { addressOf, entryOf, fill, formHere, KEY } from "./form.js";
import { forget, keep, kept, keptUnder } from "./kept.js";

const KEEP_AFTER = 400;
const NOT_ALLOWED = "Program nie przyjął wpisu: tej wizyty nie możesz już zmieniać. Otwórz wpis i przepisz to, co ważne, albo zadzwoń do kierownika.";
const NO_LINE = "Nie wysłano – brak połączenia. Wpis czeka na tym telefonie, okno można zamknąć. Następna próba za 10 sekund.";
const LOGGED_OUT = "Nie wysłano – wylogowano. Wpis czeka na tym telefonie. Zaloguj się, a program go wyśle.";
const TO_MEND = "Program nie przyjął wpisu. Otwórz go, popraw i zapisz.";
const NO_ROOM = "Ten telefon nie pozwala zachować wpisu. Nie zamykaj okna, dopóki nie wróci sieć.";

const part = (name) => document.querySelector(`[data-kis-visit="${name}"]`);
const ask = asking(NOT_ALLOWED);
const loud = part("loud");
const { shout, hush } = loudspeaker(loud, send);
let timer = null;
let isSending = false;

// Gives how many there are.
function show() {
  const entries = kept().filter(({ isWaiting, refused }) => isWaiting || refused);
  part("waiting").hidden = !entries.length;
  part("count").textContent = entries.length;
  part("list").replaceChildren(...entries.map(line));
  return entries.length;
}

function line({ key, address, label, at, refused }) {
  const item = document.createElement("li");
  const hour = new Date(at).toLocaleTimeString("pl-PL", { hour: "numeric", minute: "2-digit" }).replace(":", ".");
  item.append(`${label}, wpisano o ${hour}. `);
  if (refused) {
    const link = Object.assign(document.createElement("a"), { href: address, textContent: "Otwórz" });
    item.append(`${refused} `, link, " ");
  }
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "link-button",
    textContent: "Usuń z telefonu",
  });
  button.addEventListener("click", () => {
    if (!confirm(`Usunąć z telefonu niewysłany wpis: ${label}?`)) return;
    forget(key);
    show();
  });
  item.append(button);
  return item;
}

async function send() {
  if (isSending) return;
  isSending = true;
  try {
    for (const entry of kept().filter(({ isWaiting }) => isWaiting)) {
      const { text, fault } = await ask(entry.address, new URLSearchParams(entry.fields));
      if (fault?.isFinal) {
        keep({ ...entry, isWaiting: false, refused: fault.words });
      } else if (fault) {
        shout({ ...fault, words: `czeka tutaj: ${show()}. ${wordsOf(fault)}` });
        return;
      } else {
        hush();
        answered(entry, new DOMParser().parseFromString(text, "text/html"));
      }
    }
  } finally {
    isSending = false;
    show();
  }
}

function wordsOf(fault) {
  if (fault.isLine) return NO_LINE;
  return fault.opensLogin ? LOGGED_OUT : fault.words;
}

function answered(entry, page) {
  const saved = page.querySelector("[data-kis-visit=saved]");
  if (saved) {
    // What was typed on meanwhile is not what was saved.
    if (keptUnder(entry.key)?.at === entry.at) forget(entry.key);
    part("said").textContent = `${entry.label}: ${saved.textContent}.`;
    if (isOpenHere(entry)) location.assign(saved.dataset.kisAddress);
  } else if (formHere()?.elements[KEY].value === entry.key && page.querySelector("form[data-kis-visit=form]")) {
    forget(entry.key);
    document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
    keep(entryOf(formHere(), false));
    window.scrollTo(0, 0);
  } else {
    keep({ ...entry, isWaiting: false, refused: TO_MEND });
  }
}

// The form that was sent, or the same visit opened again and not typed into.
function isOpenHere({ key, address }) {
  const form = formHere();
  if (!form) return false;
  const isSame = address === addressOf(form) && address.endsWith("/przebieg/") && !timer;
  return form.elements[KEY].value === key || isSame;
}

function keepTyped() {
  clearTimeout(timer);
  timer = null;
  const form = formHere();
  if (form && !keep(entryOf(form, false))) shout({ words: NO_ROOM, isFinal: true });
}

function restore() {
  const form = formHere();
  const typed = kept().filter(({ address, isWaiting }) => form && address === addressOf(form) && !isWaiting);
  const latest = typed.at(-1);
  if (!latest) return;
  fill(form, latest);
  part("said").textContent = "Przywrócono tekst, który był wpisany na tym telefonie. Nie jest jeszcze zapisany.";
}

document.addEventListener("input", ({ target }) => {
  if (target.form?.dataset.kisVisit !== "form") return;
  clearTimeout(timer);
  timer = setTimeout(keepTyped, KEEP_AFTER);
});
document.addEventListener("submit", (event) => {
  if (event.target.dataset.kisVisit !== "form") return;
  clearTimeout(timer);
  timer = null;
  // Where nothing can be kept the form goes as any other.
  if (!keep(entryOf(event.target, true))) return;
  event.preventDefault();
  show();
  send();
});
addEventListener("pagehide", () => timer && keepTyped());
addEventListener("online", send);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());

restore();
show();
send();
