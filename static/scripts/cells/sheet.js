// A sheet of cells that save themselves: one that is left goes to the server with what it was typed over, and the
// answer is put into the page.
import { earlier, isChanged, isRefused } from "./cell.js";
import { Details } from "./details.js";
import { Leaving } from "./leaving.js";
import { Merging } from "./merging.js";
import { next, target } from "./moving.js";
import { OpenedRow } from "./opened-row.js";
import { isBlock, paste } from "./pasting.js";
import { Queue } from "./queue.js";
import { Typing } from "./typing.js";
import { contentOf } from "../saving/answer.js";
import { outlivesPage } from "../saving/ask.js";
import { loudspeaker } from "../saving/loudspeaker.js";

export class CellSheet {
  #isSafe = true; // what was sent last arrives also where the page goes
  #isSubmitted = false;

  // `page` is what only this sheet has. `ask`, see saving/ask.js; the addresses `saves` and `previews`; the elements
  // `loud` for faults and `preview`, a dialog; `cursor`, the id of what is told of the cell under the cursor, and
  // `stand(input)`, which writes it; `put(answer)` for what an answer holds beside rows; `say(words, {isRefused})`;
  // `noDetails`, words for a day that has none.
  constructor(grid, kinds, page) {
    Object.assign(this, { grid, page });
    this.details = new Details(grid.table, kinds);
    this.typing = new Typing(grid.table);
    this.merging = new Merging(grid, this.details, this.typing);
    this.queue = new Queue((names) => this.#deliver(names));
    this.opened = new OpenedRow(this);
    this.leaving = new Leaving(this);
    this.loud = loudspeaker(page.loud, () => this.queue.again());
    this.#listen();
  }

  // `first` is where Tab comes in.
  begin(first) {
    this.grid.table.setAttribute("role", "grid");
    for (const input of this.grid.fields) input.tabIndex = -1;
    for (const link of this.grid.table.querySelectorAll("[data-kis-cells=open]")) link.tabIndex = -1;
    first.tabIndex = 0;
    if (this.grid.isCell(document.activeElement)) this.#arrive(document.activeElement);
    this.leaving.back();
  }

  leave(input) {
    if (!isChanged(input)) {
      if (isRefused(input)) this.grid.forgive(input);
      return;
    }
    // A refused cell that was only passed through is not asked about again.
    if (isRefused(input) && input.value === input.defaultValue) return;
    this.save(input.name);
  }

  save(...names) {
    this.typing.end();
    for (const name of names) this.grid.field(name)?.parentElement.classList.add("waiting");
    this.queue.save(...names);
  }

  #arrive(input) {
    this.grid.table.querySelector("input[tabindex='0']")?.setAttribute("tabindex", "-1");
    input.setAttribute("tabindex", "0");
    this.#stand(input);
    input.select();
  }

  #stand(input) {
    const why = this.grid.messageOf(input.name) ? `${input.name}-why ` : "";
    input.setAttribute("aria-describedby", `${why}${this.page.cursor}`);
    this.page.stand(input);
  }

  #onKey(event) {
    const input = event.target;
    if (event.altKey || (event.ctrlKey && event.key === "Enter")) return;
    if (event.key === "Escape") {
      this.typing.end();
      input.value = earlier(input);
      this.grid.forgive(input);
      this.#stand(input);
    } else if (event.key === "Delete") {
      input.value = "";
    } else if (event.key === "F2") {
      this.opened.open(input);
    } else {
      const to = target(this.grid, event, input.parentElement);
      if (to === undefined) return;
      if (to) to.focus();
      else this.leave(input);
    }
    event.preventDefault();
  }

  async #deliver(names) {
    const sent = this.#sentOf(names);
    const data = new URLSearchParams([...sent]);
    for (const name of names) this.#addEarlier(data, name);
    const opened = this.grid.table.querySelector(".row-opened")?.closest("tbody");
    if (opened) data.set("wiersz", opened.dataset.row);
    this.#isSafe = outlivesPage(data);
    const { text, fault } = await this.page.ask(this.page.saves, data);
    if (fault) {
      this.loud.shout(fault);
      return fault;
    }
    this.loud.hush();
    for (const name of names) {
      const input = this.grid.field(name);
      // Typed on meanwhile: saved when it is left; here when it was left already.
      if (input && input.value !== sent.get(name) && input !== document.activeElement) this.queue.save(name);
    }
    this.#merge(contentOf(text), sent);
    return null;
  }

  #sentOf(names) {
    const sent = new Map();
    for (const name of names) {
      sent.set(name, this.grid.field(name)?.value ?? "");
      for (const detail of this.details.of(name)) sent.set(detail.name, detail.value);
    }
    return sent;
  }

  #addEarlier(data, name) {
    const input = this.grid.field(name);
    if (input) data.set(`earlier-${name}`, earlier(input));
    for (const detail of this.details.of(name)) data.set(`earlier-${detail.name}`, this.details.earlier(detail));
  }

  #merge(answer, sent) {
    for (const fresh of answer.querySelectorAll("tbody[data-row]")) this.merging.row(fresh, sent);
    this.page.put(answer);
    if (this.grid.isCell(document.activeElement)) this.#stand(document.activeElement);
  }

  // A cell that was changed meanwhile: one of both values is chosen.
  #settle(radio) {
    const name = radio.name.replace("keep-", "");
    const input = this.grid.field(name);
    if (radio.value === "theirs") {
      input.value = earlier(input);
      input.defaultValue = input.value;
      for (const detail of this.details.of(name)) detail.value = this.details.earlier(detail);
      this.grid.forgive(input);
    } else {
      this.save(name);
    }
    input.focus();
  }

  #onFocusOut(left) {
    if (this.merging.isReplacing) return;
    const cell = this.details.cellOf(left.name);
    if (this.grid.isCell(left)) this.leave(left);
    // No "change" comes from a field that an answer put in the place of the one that was typed in.
    else if (cell && this.typing.isIn(left)) this.save(cell);
    this.typing.end();
  }

  // The page goes: what is being typed is left with it. The browser asks only where something may not arrive.
  #onUnload(event) {
    if (this.#isSubmitted) return;
    this.#onFocusOut(document.activeElement);
    this.leaving.begin();
    if (!this.queue.isSent || !(this.queue.isEmpty || this.#isSafe)) event.preventDefault();
  }

  #onChange(changed) {
    if (this.merging.isReplacing) return;
    const cell = this.details.cellOf(changed.name);
    if (changed.type === "radio") this.#settle(changed);
    else if (cell) this.save(cell);
  }

  // One click takes the whole cell, so that what is typed replaces it; a second one sets the caret.
  #onMouseDown(event) {
    const isTouched = matchMedia("(pointer: coarse)").matches;
    if (!this.grid.isCell(event.target) || event.detail > 1 || event.button || isTouched) return;
    event.preventDefault();
    event.target.focus();
    event.target.select();
  }

  #onClick(event) {
    const who = event.target.closest("[data-kis-cells=open]")?.closest("tr").cells[this.grid.before - 1];
    const input = who && next(this.grid, who, { right: 1 });
    if (!input) return;
    event.preventDefault();
    this.opened.open(input);
  }

  #onPaste(event) {
    const text = event.clipboardData.getData("text/plain");
    if (!this.grid.isCell(event.target) || !isBlock(text)) return;
    event.preventDefault();
    paste(this, event.target, text);
  }

  #listen() {
    const { table } = this.grid;
    table.addEventListener("keydown", (event) => {
      if (this.grid.isCell(event.target)) this.#onKey(event);
      else if (event.target.closest(".row-opened")) this.opened.onKey(event);
    });
    table.addEventListener("focusin", ({ target: input }) => this.grid.isCell(input) && this.#arrive(input));
    table.addEventListener("focusout", ({ target: left }) => this.#onFocusOut(left));
    table.addEventListener("mousedown", (event) => this.#onMouseDown(event));
    table.addEventListener("click", (event) => this.#onClick(event));
    table.addEventListener("change", ({ target: changed }) => this.#onChange(changed));
    table.addEventListener("paste", (event) => this.#onPaste(event));
    table.closest("form").addEventListener("submit", () => {
      this.#isSubmitted = true;
      this.queue.clear();
    });
    window.addEventListener("online", () => this.queue.again());
    window.addEventListener("beforeunload", (event) => this.#onUnload(event));
  }
}
