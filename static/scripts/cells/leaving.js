// The page goes while cells are on their way: nobody reads the answer. They are kept in the tab and typed once more
// when the sheet is soon opened again, over what they were typed over then: a refusal or a conflict is read after
// all, and where they were saved nothing changes.
import { earlier, setEarlier } from "./cell.js";

const KEPT_FOR = 120_000;
const KEY = `kis-cells:${location.pathname}`;

export class Leaving {
  // What was on its way when the page began to go, over what it was typed over then: an answer that comes until the
  // page is gone is put into it, and nobody reads it.
  #going = new Map();

  constructor(sheet) {
    this.sheet = sheet;
    window.addEventListener("pagehide", () => this.#keep());
  }

  begin() {
    this.#going = this.#underway();
  }

  #underway() {
    const { grid, queue } = this.sheet;
    const fields = queue.names.map((name) => grid.field(name)).filter(Boolean);
    return new Map(fields.map((input) => [input.name, { text: input.value, earlier: earlier(input) }]));
  }

  #keep() {
    const kept = new Map([...this.#underway(), ...this.#going]);
    if (!kept.size) return;
    const cells = [...kept].map(([name, typed]) => ({ name, ...typed }));
    sessionStorage.setItem(KEY, JSON.stringify({ cells, at: Date.now() }));
  }

  back() {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
    if (!kept || Date.now() - kept.at > KEPT_FOR) return;
    const { grid } = this.sheet;
    const cells = kept.cells.filter(({ name }) => grid.field(name));
    for (const cell of cells) {
      const input = grid.field(cell.name);
      input.value = cell.text;
      setEarlier(input, cell.earlier);
    }
    if (cells.length) this.sheet.save(...cells.map(({ name }) => name));
  }
}
