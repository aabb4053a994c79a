// What is left for the cell under the cursor, in the bar below the sheet; the column of the week's rests follows it.
import { earlier } from "../cells/cell.js";

export class Rests {
  #week = null;

  // `head` is the head of that column.
  constructor(grid, { bar, head }) {
    Object.assign(this, { grid, bar, head });
  }

  show(input) {
    const row = input.closest("tbody");
    const column = input.parentElement.cellIndex - this.grid.before;
    const days = this.grid.heads;
    this.#week = days.slice(1, column + 1).filter((day) => day.classList.contains("week-start")).length;
    const [inWeek, ofWeek] = row.dataset.weeks.split(" ")[this.#week].split("/");
    const { month } = row.dataset; // empty where nothing limits it
    const [inMonth, ofMonth] = month.split("/");
    const who = document.createElement("strong");
    const advice = row.querySelector(".who small")?.textContent;
    who.textContent = `${row.querySelector(".who span").textContent}, ${days[column].dataset.day}`;
    this.bar.replaceChildren(
      who,
      earlier(input) ? piece("wpisano ", earlier(input)) : piece("bez wpisu"),
      piece("w tygodniu zostało ", inWeek, ` z ${ofWeek}`),
      ...(month ? [piece("w miesiącu ", inMonth, ` z ${ofMonth}`)] : []),
      ...(row.dataset.left ? [piece("w porozumieniu ", row.dataset.left)] : []),
      ...(advice ? [piece(advice)] : []),
    );
    days.forEach((day, number) => day.classList.toggle("at", number === column));
    this.showWeek();
  }

  // Down a day everybody's rest of that week is to be seen.
  showWeek() {
    if (this.#week === null) return;
    const words = this.head.dataset.weeks.split("|")[this.#week];
    this.head.querySelector(".visually-hidden").textContent = ` ${words}`;
    this.head.title = words;
    for (const row of this.grid.rows) {
      const [left] = row.dataset.weeks.split(" ")[this.#week].split("/");
      row.rows[0].cells[this.head.cellIndex].textContent = left;
    }
  }

  // An agreement has one rest, whichever of its people it was asked of.
  share({ agreement, left }) {
    if (!left) return;
    for (const { dataset } of this.grid.rows) if (dataset.agreement === agreement) dataset.left = left;
  }
}

function piece(words, figure = "", rest = "") {
  const span = document.createElement("span");
  span.append(words);
  if (figure) span.append(Object.assign(document.createElement("b"), { textContent: figure }), rest);
  span.toggleAttribute("data-short", figure === "0");
  return span;
}
