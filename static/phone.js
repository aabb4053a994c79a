// A supervisor's day: a tap saves itself and brings its card back, without a reload. Without the network the
// tap is kept, said loudly and sent again. Without this file every button is a form of its own.
import { FAULTS, loudspeaker } from "./saving.js";

const NOT_ALLOWED = {
  words: "Nie zapisano: tej osoby nie można już tu wpisać. Odśwież stronę albo zadzwoń do KIS.",
  isFinal: true,
};

const part = (name) => document.querySelector(`[data-kis-phone="${name}"]`);
const { shout, hush } = loudspeaker(part("loud"), send);
const card = (number) => document.querySelector(`[data-kis-card="${number}"]`);

// What waits to be sent, in its order, by address: one for each person. A later tap replaces an earlier one.
const waiting = new Map();
let isSending = false;
let token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

function keep(form, submitter) {
  const data = new URLSearchParams(new FormData(form, submitter));
  data.delete("csrfmiddlewaretoken");
  const number = form.closest("[data-kis-card]")?.dataset.kisCard;
  const key = form.action;
  // The page still shows what was there before the tap that did not get through.
  waiting.delete(key);
  waiting.set(key, { address: key, data, number });
  if (number) {
    const shown = card(number);
    shown.classList.add("waiting");
    const state = shown.querySelector("[data-kis-phone=state]");
    state.className = "chip chip-due";
    state.textContent = `wysyłanie: ${data.get("text") || "usuń wpis"}`;
  }
  send();
}

async function ask({ address, data }, again = true) {
  let response;
  try {
    response = await fetch(address, {
      method: "POST",
      body: data,
      headers: { "HX-Request": "true", "X-CSRFToken": token },
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    return { fault: FAULTS.connection };
  }
  if (response.headers.has("HX-Redirect")) return { fault: FAULTS.login };
  if (response.ok) return { html: await response.text() };
  if (response.status === 403 && again && (await renewToken())) return ask({ address, data }, false);
  return { fault: [403, 404].includes(response.status) ? NOT_ALLOWED : FAULTS.server };
}

// A new login makes the page's token worthless; the page's own address gives the new one.
async function renewToken() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const fresh = page.querySelector("main [name=csrfmiddlewaretoken]")?.value;
    if (!fresh || fresh === token) return false;
    token = fresh;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh;
    return true;
  } catch {
    return false;
  }
}

async function send() {
  if (isSending) return;
  isSending = true;
  while (waiting.size) {
    const [key, post] = waiting.entries().next().value;
    const { html, fault } = await ask(post);
    if (fault) {
      shout(fault);
      if (fault.isFinal) waiting.delete(key);
      break;
    }
    if (waiting.get(key) === post) waiting.delete(key);
    merge(html);
    if (!waiting.size) hush();
  }
  isSending = false;
}

function merge(html) {
  const answer = Object.assign(document.createElement("template"), { innerHTML: html }).content;
  const focused = document.activeElement?.id;
  for (const fresh of answer.querySelectorAll("[data-kis-card]")) {
    const later = [...waiting.values()].find(({ number }) => number === fresh.dataset.kisCard);
    // A later tap on this person is still to be sent: it goes on from what has been saved now.
    if (later) later.data.set("earlier", fresh.querySelector("[name=earlier]")?.value ?? "");
    else card(fresh.dataset.kisCard)?.replaceWith(fresh);
  }
  const words = answer.querySelector("[data-kis-phone=answer]");
  const said = part("said");
  said.textContent = words.textContent.trim();
  said.classList.toggle("refused", "kisRefused" in words.dataset);
  const refused = document.querySelector("[data-kis-phone=refusal]");
  if ("kisRefused" in words.dataset && refused) refused.closest("[data-kis-card]").scrollIntoView({ block: "center" });
  back(focused);
}

// The tapped button was replaced with its card: the focus goes to its successor, else to the card.
function back(id) {
  if (!id || document.activeElement !== document.body) return;
  const number = id.split("-").pop();
  const target = document.getElementById(id);
  const isSeen = target?.checkVisibility();
  (isSeen ? target : card(number))?.focus({ preventScroll: true });
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
