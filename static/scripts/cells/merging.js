// A row as the server answers it, put into the row of the page: what somebody is typing stays, with the value
// that it was typed over, so that the next save of it still meets what another person wrote meanwhile.
import { earlierIn, fieldIn, isChanged } from "./cell.js";

export class Merging {
  isReplacing = false; // a field that is taken out says that it was left: nobody left it

  constructor(grid, details, typing) {
    Object.assign(this, { grid, details, typing });
  }

  // `sent`: what was sent for this answer, by name of the field.
  row(fresh, sent) {
    const row = this.grid.row(fresh.dataset.row);
    if (!row) return;
    Object.assign(row.dataset, fresh.dataset);
    const refusals = [...fresh.querySelectorAll(".row-message")];
    const refused = new Set(refusals.map((refusal) => refusal.dataset.for));
    const typedOn = new Set([...refused].filter((name) => this.#isCellTypedOn(name, sent)));
    [...fresh.rows[0].cells].forEach((cell, column) =>
      this.#cell(row.rows[0].cells[column], cell, { sent, refused }),
    );
    for (const message of row.querySelectorAll(".row-message")) {
      const name = message.dataset.for;
      if (sent.has(name) || !this.#isUnsaved(name)) message.remove();
    }
    // Of what was typed on meanwhile the next save asks again.
    row.rows[0].after(...refusals.filter((refusal) => !typedOn.has(refusal.dataset.for)));
    const opened = fresh.querySelector(".row-opened");
    if (opened) this.opened(row, opened, { sent, refused });
  }

  // The opened row in the place of the one that is open now.
  opened(row, fresh, { sent = new Map(), refused = new Set() } = {}) {
    const old = this.grid.table.querySelector(".row-opened");
    const focused = old?.contains(document.activeElement) ? document.activeElement : null;
    for (const detail of old?.querySelectorAll("[name]") ?? []) {
      const cell = this.details.cellOf(detail.name);
      const newer = cell && fresh.querySelector(`[name="${detail.name}"]`);
      if (!newer || !this.#isDetailTypedOn(detail, sent)) continue;
      newer.value = detail.value;
      if (isStored(cell, { sent, refused })) continue;
      fresh.querySelector(`[name="earlier-${detail.name}"]`).value = this.details.earlier(detail);
    }
    this.isReplacing = true;
    old?.remove();
    row.append(fresh);
    if (focused) follow(focused, row.querySelector(`[name="${focused.name}"]`));
    this.isReplacing = false;
  }

  #cell(cell, fresh, { sent, refused }) {
    const input = fieldIn(cell);
    const newer = fieldIn(fresh);
    if (!input || !newer) {
      if (!input || !this.isTypedOn(input, sent)) cell.replaceWith(fresh);
      if (newer) newer.tabIndex = -1;
      return;
    }
    const isTypedOn = this.isTypedOn(input, sent);
    if (isTypedOn && !isStored(input.name, { sent, refused })) return;
    earlierIn(cell)?.remove();
    const stored = earlierIn(fresh);
    if (stored) cell.append(stored);
    if (isTypedOn) return;
    input.defaultValue = newer.defaultValue;
    input.value = newer.defaultValue;
    for (const name of ["id", "aria-invalid", "aria-describedby"]) {
      if (newer.hasAttribute(name)) input.setAttribute(name, newer.getAttribute(name));
      else input.removeAttribute(name);
    }
    cell.className = fresh.className;
    if (input === document.activeElement) input.select();
  }

  // Since it was sent; one that was not sent, since the page was opened on it.
  isTypedOn(input, sent) {
    if (this.typing.isIn(input)) return true;
    return sent.has(input.name) ? input.value !== sent.get(input.name) : isChanged(input);
  }

  #isDetailTypedOn(detail, sent) {
    if (this.typing.isIn(detail)) return true;
    return sent.has(detail.name) ? detail.value !== sent.get(detail.name) : this.details.isChanged(detail);
  }

  #isCellTypedOn(name, sent) {
    const input = this.grid.field(name);
    const isInput = Boolean(input) && this.isTypedOn(input, sent);
    return isInput || this.details.of(name).some((detail) => this.#isDetailTypedOn(detail, sent));
  }

  #isUnsaved(name) {
    const input = this.grid.field(name);
    const isInput = Boolean(input) && isChanged(input);
    return isInput || this.details.of(name).some((detail) => this.details.isChanged(detail));
  }
}

// Whether the answer's value is what was sent: only then was it written over what the page knew.
const isStored = (name, { sent, refused }) => sent.has(name) && !refused.has(name);

function follow(focused, field) {
  field?.focus();
  // A list to choose from has no caret.
  if (field?.setSelectionRange) field.setSelectionRange(focused.selectionStart, focused.selectionEnd);
}
