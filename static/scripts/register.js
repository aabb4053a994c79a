// The list of a meeting: a tap saves itself and brings its row back, without a reload. Without the network the
// tap is kept, said loudly and sent again. Without this file every button is a form of its own.
import { contentOf } from "./saving/answer.js";
import { asking } from "./saving/ask.js";
import { loudspeaker } from "./saving/loudspeaker.js";

const part = (name) => document.querySelector(`[data-kis-mark="${name}"]`);
const rowOf = (number) => document.querySelector(`[data-kis-row="${number}"]`);
const ask = asking("Nie zapisano: tej osoby nie można już tu oznaczyć. Odśwież stronę albo zadzwoń do koordynatora.");
const { shout, hush } = loudspeaker(part("loud"), send);

// What waits to be sent, in its order, by address: one for each person. A later tap replaces an earlier one.
const waiting = new Map();
let isSending = false;

function keep(form, submitter) {
  const data = new URLSearchParams(new FormData(form, submitter));
  data.delete("csrfmiddlewaretoken");
  const number = form.closest("[data-kis-row]")?.dataset.kisRow;
  waiting.delete(form.action);
  waiting.set(form.action, { address: form.action, data, number });
  const row = number && rowOf(number);
  if (row) {
    row.classList.add("waiting");
    const state = row.querySelector("[data-kis-mark=state]");
    state.className = "chip chip-due";
    state.textContent = `wysyłanie: ${submitter?.textContent.trim().toLowerCase() ?? "zmiana"}`;
  }
  send();
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
    merge(text);
    if (!waiting.size) hush();
  }
  isSending = false;
}

function merge(html) {
  const answer = contentOf(html);
  const focused = document.activeElement;
  for (const fresh of answer.querySelectorAll("[data-kis-row]")) mergeRow(fresh);
  part("counts")?.replaceWith(answer.querySelector("[data-kis-mark=counts]"));
  const words = answer.querySelector("[data-kis-mark=answer]");
  const said = part("said");
  said.textContent = words.textContent.trim();
  said.classList.toggle("refused", "kisRefused" in words.dataset);
  if ("kisRefused" in words.dataset) part("refusal")?.scrollIntoView({ block: "center" });
  back(focused);
}

// What is tapped next stands over what this answer stored; what is being typed in the row stays.
function mergeRow(fresh) {
  const shown = rowOf(fresh.dataset.kisRow);
  if (!shown) return;
  const later = [...waiting.values()].find(({ number }) => number === fresh.dataset.kisRow);
  if (later) {
    later.data.set("seen", fresh.querySelector("[name=seen]")?.value ?? "0");
    return;
  }
  for (const field of shown.querySelectorAll("input.form-control")) {
    const newer = fresh.querySelector(`#${CSS.escape(field.id)}`);
    if (newer && field === document.activeElement && field.value !== field.defaultValue) newer.value = field.value;
  }
  shown.replaceWith(fresh);
}

// What had the focus was replaced with its row: the focus goes to its successor, else to the row.
function back({ id }) {
  if (!id || document.activeElement !== document.body) return;
  const target = document.getElementById(id);
  (target?.checkVisibility() ? target : rowOf(id.split("-").pop()))?.focus({ preventScroll: true });
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-kis-mark=form]")) return;
  event.preventDefault();
  keep(event.target, event.submitter);
});

// By keyboard: up and down to the same button of the next person, left and right among one person's buttons.
const buttonsIn = (row) => [...row.querySelectorAll("button, summary")].filter((one) => one.checkVisibility());

document.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-kis-row]");
  if (!row || event.target.matches("input, select") || event.ctrlKey || event.altKey || event.metaKey) return;
  const buttons = buttonsIn(row);
  const place = buttons.indexOf(event.target);
  const aside = { ArrowLeft: buttons[place - 1], ArrowRight: buttons[place + 1] }[event.key];
  const next = { ArrowUp: row.previousElementSibling, ArrowDown: row.nextElementSibling }[event.key];
  const target = aside ?? (next && (buttonsIn(next)[Math.max(place, 0)] ?? next));
  if (!target) return;
  event.preventDefault();
  target.focus();
});

window.addEventListener("online", send);
window.addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});
