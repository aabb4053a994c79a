// The month sheet by keyboard: a cell saves itself when it is left, and the answer brings the rests back.
// Without this file the sheet is one form; every field has the name that the form gives it.
import { earlier, fieldIn, isChanged, isRefused } from "./cells/cell.js";
import { Details } from "./cells/details.js";
import { Grid } from "./cells/grid.js";
import { Merging } from "./cells/merging.js";
import { next, target } from "./cells/moving.js";
import { isBlock, laidOver, preview } from "./cells/pasting.js";
import { Queue } from "./cells/queue.js";
import { Typing } from "./cells/typing.js";
import { Rests } from "./month/rests.js";
import { asking } from "./saving/ask.js";
import { loudspeaker } from "./saving/loudspeaker.js";

const part = (name) => document.querySelector(`[data-kis-month="${name}"]`);
const contentOf = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content;
const frame = part("sheet");
if (frame) begin(frame.querySelector("table"));

function begin(table) {
  const form = frame.closest("form");
  const grid = new Grid(table, { prefix: "h", before: 2, behind: 3 });
  const details = new Details(table, ["span", "kind", "note"]);
  const typing = new Typing(table);
  const merging = new Merging(grid, details, typing);
  const rests = new Rests(grid, { bar: part("bar"), head: part("week") });
  const queue = new Queue(deliver);
  const { shout, hush } = loudspeaker(part("loud"), () => queue.again());
  const ask = asking("Nie zapisano: tej karty nie można już zmieniać. Przepisz zaznaczone dni i odśwież stronę.");
  const isTouched = matchMedia("(pointer: coarse)");

  // ---- A cell

  function arrive(input) {
    table.querySelector("input[tabindex='0']")?.setAttribute("tabindex", "-1");
    input.setAttribute("tabindex", "0");
    stand(input);
    input.select();
  }

  function stand(input) {
    rests.show(input);
    const why = grid.messageOf(input.name) ? `${input.name}-why ` : "";
    input.setAttribute("aria-describedby", `${why}month-cursor`);
  }

  function leave(input) {
    if (!isChanged(input)) {
      if (isRefused(input)) grid.forgive(input);
      return;
    }
    // A refused cell that was only passed through is not asked about again.
    if (isRefused(input) && input.value === input.defaultValue) return;
    save(input.name);
  }

  function onKey(event) {
    const input = event.target;
    if (event.altKey || (event.ctrlKey && event.key === "Enter")) return;
    if (event.key === "Escape") {
      typing.end();
      input.value = earlier(input);
      grid.forgive(input);
      rests.show(input);
    } else if (event.key === "Delete") {
      input.value = "";
    } else if (event.key === "F2") {
      openRow(input);
    } else {
      const to = target(grid, event, input.parentElement);
      if (to === undefined) return;
      if (to) to.focus();
      else leave(input);
    }
    event.preventDefault();
  }

  // ---- Saving

  function save(...names) {
    typing.end();
    for (const name of names) grid.field(name)?.parentElement.classList.add("waiting");
    queue.save(...names);
  }

  async function deliver(names) {
    const sent = sentOf(names);
    const data = new URLSearchParams([...sent]);
    for (const name of names) addEarlier(data, name);
    const opened = table.querySelector(".row-opened")?.closest("tbody");
    if (opened) data.set("wiersz", opened.dataset.row);
    const { text, fault } = await ask(frame.dataset.cells, data);
    if (fault) {
      shout(fault);
      return fault;
    }
    hush();
    for (const name of names) {
      const input = grid.field(name);
      // Typed on meanwhile: saved when it is left; here when it was left already.
      if (input && input.value !== sent.get(name) && input !== document.activeElement) queue.save(name);
    }
    merge(text, sent);
    return null;
  }

  function sentOf(names) {
    const sent = new Map();
    for (const name of names) {
      sent.set(name, grid.field(name)?.value ?? "");
      for (const detail of details.of(name)) sent.set(detail.name, detail.value);
    }
    return sent;
  }

  function addEarlier(data, name) {
    const input = grid.field(name);
    if (input) data.set(`earlier-${name}`, earlier(input));
    for (const detail of details.of(name)) data.set(`earlier-${detail.name}`, details.earlier(detail));
  }

  // ---- The answer

  function merge(html, sent) {
    const answer = contentOf(html);
    for (const fresh of answer.querySelectorAll("tbody[data-row]")) {
      rests.share(fresh.dataset);
      merging.row(fresh, sent);
    }
    table.tFoot.replaceWith(answer.querySelector("tfoot"));
    part("head").textContent = answer.querySelector("[data-part=head]").textContent;
    const proofs = part("proofs");
    if (!proofs.contains(document.activeElement)) {
      proofs.replaceChildren(...answer.querySelector("[data-part=proofs]").childNodes);
    }
    const words = answer.querySelector("[data-part=said]");
    if (words.textContent) say(words.textContent, { isRefused: words.hasAttribute("data-refused") });
    rests.showWeek();
    if (grid.isCell(document.activeElement)) stand(document.activeElement);
    settleSummary();
  }

  function say(words, { isRefused = false } = {}) {
    const said = part("said");
    said.textContent = words;
    said.title = words;
    said.toggleAttribute("data-refused", isRefused);
  }

  function settleSummary() {
    const summary = part("summary");
    if (summary && !table.querySelector("[aria-invalid]")) {
      summary.querySelector("h2").textContent = "Zaznaczone dni są już załatwione.";
    }
  }

  // A day that was changed meanwhile: one of both values is chosen.
  function settle(radio) {
    const name = radio.name.replace("keep-", "");
    const input = grid.field(name);
    if (radio.value === "theirs") {
      input.value = earlier(input);
      input.defaultValue = input.value;
      for (const detail of details.of(name)) detail.value = details.earlier(detail);
      grid.forgive(input);
    } else {
      save(name);
    }
    input.focus();
  }

  // ---- The opened row: the details of every day that has an entry

  async function openRow(input) {
    const row = input.closest("tbody");
    const { name } = input;
    if (isChanged(input)) leave(input);
    await queue.idle();
    const { text, fault } = await ask(`?wiersz=${row.dataset.row}`);
    if (fault) {
      say("Nie można teraz otworzyć wiersza – brak połączenia.", { isRefused: true });
      return;
    }
    merging.opened(row, contentOf(text).querySelector(".row-opened"));
    const detail = row.querySelector(`[name="note-${name}"]`);
    if (detail) detail.focus();
    else say("„Od–do”, rodzaj pracy i uwagę dodaje się do dnia, który ma godziny albo literę.");
  }

  function closeRow(row) {
    const at = row.querySelector("input[tabindex='0']") ?? row.querySelector("td > input:not([type])");
    row.querySelector(".row-opened").remove();
    at?.focus();
  }

  function onDetailKey(event, row) {
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      event.target.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (event.key === "Escape" || event.key === "F2") {
      event.preventDefault();
      if (event.key === "Escape") giveUp(event.target);
      closeRow(row);
    }
  }

  function giveUp(detail) {
    typing.end();
    detail.value = detail.defaultValue ?? detail.value;
  }

  // ---- Pasting a block

  async function paste(input, text) {
    const block = laidOver(grid, input, text);
    const data = new URLSearchParams([...block.typed]);
    for (const [name, value] of block.earlier) data.set(`earlier-${name}`, value);
    data.set("outside", block.outside);
    await queue.idle();
    const { text: answer, fault } = await ask(frame.dataset.preview, data);
    if (fault) {
      say("Niczego nie wklejono – brak połączenia. Wklej jeszcze raz.", { isRefused: true });
      return;
    }
    const write = (names) => {
      for (const name of names) grid.field(name).value = block.typed.get(name);
      save(...names);
    };
    preview(part("preview"), answer, { write, leave: () => input.focus() });
  }

  // ---- Listening

  table.addEventListener("keydown", (event) => {
    const opened = event.target.closest(".row-opened");
    if (grid.isCell(event.target)) onKey(event);
    else if (opened) onDetailKey(event, opened.closest("tbody"));
  });
  table.addEventListener("focusin", ({ target: input }) => grid.isCell(input) && arrive(input));
  table.addEventListener("focusout", ({ target: left }) => {
    if (merging.isReplacing) return;
    if (grid.isCell(left)) leave(left);
    // No "change" comes from a field that an answer put in the place of the one that was typed in.
    else if (details.cellOf(left.name) && typing.isIn(left)) save(details.cellOf(left.name));
    typing.end();
  });
  // One click takes the whole cell, so that what is typed replaces it; a second one sets the caret.
  table.addEventListener("mousedown", (event) => {
    if (!grid.isCell(event.target) || event.detail > 1 || event.button || isTouched.matches) return;
    event.preventDefault();
    event.target.focus();
    event.target.select();
  });
  table.addEventListener("click", (event) => {
    const link = event.target.closest("[data-kis-month=open]");
    const who = link?.closest("tr").cells[grid.before - 1];
    const input = who && next(grid, who, { right: 1 });
    if (!input) return;
    event.preventDefault();
    openRow(input);
  });
  table.addEventListener("change", ({ target: changed }) => {
    if (merging.isReplacing) return;
    if (changed.type === "radio") settle(changed);
    else if (details.cellOf(changed.name)) save(details.cellOf(changed.name));
  });
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!grid.isCell(event.target) || !isBlock(text)) return;
    event.preventDefault();
    paste(event.target, text);
  });
  form.addEventListener("submit", () => queue.clear());
  window.addEventListener("online", () => queue.again());
  window.addEventListener("beforeunload", (event) => {
    if (!queue.isEmpty) event.preventDefault();
  });

  // ---- Beginning

  const { fields } = grid;
  if (!fields.length) return;
  table.setAttribute("role", "grid");
  for (const input of fields) input.tabIndex = -1;
  for (const link of table.querySelectorAll("[data-kis-month=open]")) link.tabIndex = -1;
  const today = Math.max(...fields.map(({ parentElement: { cellIndex } }) => cellIndex));
  const first = fields.find((input) => input.parentElement.cellIndex === today);
  first.tabIndex = 0;
  part("keys").hidden = false;
  part("save").hidden = true;
  // On a phone the running month begins at today, an earlier one at its first day.
  if (grid.hasColumn(today + 1)) {
    frame.scrollLeft = Math.max(0, first.parentElement.offsetLeft - frame.clientWidth / 2);
  }
  if (grid.isCell(document.activeElement)) arrive(document.activeElement);
}
