// In which field somebody is typing: what comes meanwhile leaves it alone, also where it says for a moment what
// is stored, as „2” on the way to „2,5”.
export class Typing {
  #name = "";

  constructor(table) {
    table.addEventListener("input", ({ target }) => {
      this.#name = target.name;
    });
  }

  isIn(field) {
    return field.name === this.#name;
  }

  end() {
    this.#name = "";
  }
}
