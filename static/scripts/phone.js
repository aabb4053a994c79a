// A supervisor's day: a tap saves itself and brings its card back, without a reload. Without the network the
// tap is kept, said loudly and sent again. Without this file every button is a form of its own.
import { contentOf } from "./saving/answer.js";
import { asking } from "./saving/ask.js";
import { loudspeaker } from "./saving/loudspeaker.js";

const part = (name) => document.querySelector(`[data-kis-phone="${name}"]`);
const ask = asking("Nie zapisano: tej osoby nie można już tu wpisać. Odśwież stronę albo zadzwoń do KIS.");
const { shout, hush } = loudspeaker(part("loud"), send);
const card = (number) => document.querySelector(`[data-kis-card="${number}"]`);

// What waits to be sent, in its order, by address: one for each person. A later tap replaces an earlier one.
const waiting = new Map();
let isSending = false;

function keep(form, submitter) {
  const data = new URLSearchParams(new FormData(form, submitter));
  data.delete("csrfmiddlewaretoken");
  const number = form.closest("[data-kis-card]")?.dataset.kisCard;
  const key = form.action;
  // The page still shows what was there before the tap that did not get through.
  waiting.delete(key);
  const shown = card(number);
  waiting.set(key, { address: key, data, number, typed: shown && typedIn(shown) });
  if (shown) {
    shown.classList.add("waiting");
    const state = shown.querySelector("[data-kis-phone=state]");
    state.className = "chip chip-due";
    state.textContent = `wysyłanie: ${wordsOf(shown, data)}`;
  }
  send();
}

// A letter is a button's value, never a word of this page.
function wordsOf(shown, data) {
  if (data.has("act")) return "usuń wpis";
  const text = data.get("text").trim() || "puste pole";
  const button = shown.querySelector(`[id^=nie-][value="${CSS.escape(text)}"]`);
  return button?.textContent.toLowerCase() ?? text;
}

async function send() {
  if (isSending) return;
  isSending = true;
  while (waiting.size) {
    const [key, post] = waiting.entries().next().value;
    const { text, fault } = await ask(post.address, post.data);
    if (fault) {
      shout(fault);
      if (fault.isFinal) waiting.delete(key);
      break;
    }
    if (waiting.get(key) === post) waiting.delete(key);
    merge(text, post);
    if (!waiting.size) hush();
  }
  isSending = false;
}

function merge(html, post) {
  const answer = contentOf(html);
  const focused = document.activeElement;
  for (const fresh of answer.querySelectorAll("[data-kis-card]")) mergeCard(fresh, post);
  const words = answer.querySelector("[data-kis-phone=answer]");
  const said = part("said");
  said.textContent = words.textContent.trim();
  said.classList.toggle("refused", "kisRefused" in words.dataset);
  const refused = document.querySelector("[data-kis-phone=refusal]");
  if ("kisRefused" in words.dataset && refused) refused.closest("[data-kis-card]").scrollIntoView({ block: "center" });
  back(focused);
}

// What is tapped or typed next stands over what this answer stored, and over nothing else: what another person
// wrote meanwhile is met by the next save.
function mergeCard(fresh, post) {
  const shown = card(fresh.dataset.kisCard);
  if (!shown) return;
  const later = [...waiting.values()].find(({ number }) => number === fresh.dataset.kisCard);
  if (!later) {
    keepTyped(shown, fresh, post);
    shown.replaceWith(fresh);
  } else if (isStored(fresh, shown, post)) {
    for (const { name, value } of fresh.querySelectorAll("[name^=earlier]")) {
      if (later.data.has(name)) later.data.set(name, value);
      for (const field of shown.querySelectorAll(`[name=${name}]`)) field.value = value;
    }
  }
}

const FIELDS = "input[name=text], input[name=span]:not([type]), select[name=kind]";
const fieldsIn = (shown) => new Map([...shown.querySelectorAll(FIELDS)].map((field) => [field.name, field]));
const typedIn = (shown) => new Map([...fieldsIn(shown)].map(([name, field]) => [name, field.value]));
const openedOn = ({ options, defaultValue }) =>
  options ? [...options].find(({ defaultSelected }) => defaultSelected)?.value : defaultValue;
const earlierIn = (shown) => shown.querySelector("[name=earlier]")?.value ?? "";

// Hours, od–do and kind that are being typed, since the tap where it was of the same card.
function keepTyped(shown, fresh, post) {
  const newer = fieldsIn(fresh);
  const before = post.number === shown.dataset.kisCard ? post.typed : null;
  const typed = [...fieldsIn(shown).values()].filter(
    (field) => newer.has(field.name) && field.value !== (before ? before.get(field.name) : openedOn(field)),
  );
  for (const field of typed) newer.get(field.name).value = field.value;
  if (!typed.length) return;
  const { form } = newer.get("text");
  if (!isStored(fresh, shown, post)) {
    for (const earlier of form.querySelectorAll("[name^=earlier]")) {
      earlier.value = typed[0].form.elements[earlier.name].value;
    }
  }
  form.closest("details").open = true;
}

// Whether the answered tap wrote this card. *Everybody by plan* writes only where nothing stood.
function isStored(fresh, shown, post) {
  if (fresh.querySelector("[data-kis-phone=refusal]")) return false;
  if (post.number) return post.number === shown.dataset.kisCard;
  return earlierIn(shown) === "" && earlierIn(fresh) === fresh.querySelector("[id^=plan-]")?.value;
}

// What had the focus was replaced with its card: the focus goes to its successor, else to the card.
function back({ id, selectionStart, selectionEnd }) {
  if (!id || document.activeElement !== document.body) return;
  const number = id.split("-").pop();
  const target = document.getElementById(id);
  const isSeen = target?.checkVisibility();
  (isSeen ? target : card(number))?.focus({ preventScroll: true });
  if (isSeen && selectionStart !== undefined) target.setSelectionRange?.(selectionStart, selectionEnd);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-kis-phone=form]")) return;
  event.preventDefault();
  keep(event.target, event.submitter);
});
window.addEventListener("online", send);
window.addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});
