// What a cell holds beside its text, each in a field of the opened row: `note-h-12-5` is the note of `h-12-5`,
// `earlier-note-h-12-5` what the page was opened on.
export class Details {
  // `kinds`: what their names begin with.
  constructor(table, kinds) {
    Object.assign(this, { table, kinds });
  }

  of(cell) {
    return this.kinds.map((kind) => this.table.querySelector(`[name="${kind}-${cell}"]`)).filter(Boolean);
  }

  // Name of the cell, empty for a field that is no detail.
  cellOf(name) {
    return this.kinds.some((kind) => name?.startsWith(`${kind}-`)) ? name.slice(name.indexOf("-") + 1) : "";
  }

  earlierField(detail) {
    return detail.closest("tr").querySelector(`[name="earlier-${detail.name}"]`);
  }

  earlier(detail) {
    return this.earlierField(detail).value;
  }

  isChanged(detail) {
    return detail.value !== this.earlier(detail);
  }
}
