// A table of typed cells: a tbody for each row. Its first line holds the cells, what follows belongs to them.
import { FIELD } from "./cell.js";

export class Grid {
  // `before` and `behind` are columns that are no cells. A cell is named `<prefix>-<row>-<column>`, its row by
  // data-row, columns from 1.
  constructor(table, { prefix, before, behind }) {
    Object.assign(this, { table, prefix, before, behind });
  }

  get rows() {
    return [...this.table.tBodies];
  }

  get heads() {
    return [...this.table.tHead.rows[0].cells].slice(this.before, -this.behind);
  }

  get fields() {
    return [...this.table.querySelectorAll(`tbody > tr:first-child > td > ${FIELD}`)];
  }

  row(number) {
    return this.table.querySelector(`tbody[data-row="${number}"]`);
  }

  isCell(element) {
    return this.table.contains(element) && element.matches(`tbody > tr:first-child > td > ${FIELD}`);
  }

  hasColumn(index) {
    return index >= this.before && index < this.before + this.heads.length;
  }

  // `index` as in cell.cellIndex.
  nameAt(row, index) {
    return `${this.prefix}-${row.dataset.row}-${index - this.before + 1}`;
  }

  field(name) {
    return this.table.querySelector(`input[name="${name}"]`);
  }

  messageOf(name) {
    return this.table.querySelector(`[data-for="${name}"]`);
  }

  forgive(input) {
    this.messageOf(input.name)?.remove();
    input.removeAttribute("aria-invalid");
    input.parentElement.classList.remove("refused", "waiting");
  }
}
