// The opened row: the details of each of its cells that holds anything, one under the other.
import { FIELD, isChanged } from "./cell.js";
import { contentOf } from "../saving/answer.js";

export class OpenedRow {
  constructor(sheet) {
    this.sheet = sheet;
  }

  // On the last detail of the cell.
  async open(input) {
    const { queue, page, merging, details } = this.sheet;
    const row = input.closest("tbody");
    const { name } = input;
    if (isChanged(input)) this.sheet.leave(input);
    await queue.idle();
    const { text, fault } = await page.ask(`?wiersz=${row.dataset.row}`);
    if (fault) {
      page.say("Nie można teraz otworzyć wiersza – brak połączenia.", { isRefused: true });
      return;
    }
    merging.opened(row, contentOf(text).querySelector(".row-opened"));
    const detail = details.of(name).at(-1);
    if (detail) detail.focus();
    else page.say(page.noDetails);
  }

  onKey(event) {
    const detail = event.target;
    if (event.key === "Enter" && detail.matches("input")) {
      event.preventDefault();
      detail.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (event.key === "Escape" || event.key === "F2") {
      event.preventDefault();
      if (event.key === "Escape") this.#giveUp(detail);
      this.#close(detail.closest("tbody"));
    }
  }

  #giveUp(detail) {
    this.sheet.typing.end();
    detail.value = detail.defaultValue ?? detail.value;
  }

  #close(row) {
    const at = row.querySelector("input[tabindex='0']") ?? row.querySelector(`td > ${FIELD}`);
    row.querySelector(".row-opened").remove();
    at?.focus();
  }
}
