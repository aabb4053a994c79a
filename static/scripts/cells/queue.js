// Names of cells that wait to be saved: one delivery at a time, what comes meanwhile goes with the next one.
export class Queue {
  #waiting = new Set();
  #underway = [];
  #delivery = null;
  #isHeld = false; // a fault stands in the way until it is tried again
  #isOver = false; // ... and is not

  // `deliver(names)` gives the fault that stood in its way, or nothing.
  constructor(deliver) {
    this.deliver = deliver;
  }

  get isEmpty() {
    return !this.#waiting.size && !this.#underway.length;
  }

  // Nothing waits for its turn, nor for a fault to pass.
  get isSent() {
    return !this.#waiting.size;
  }

  get names() {
    return [...new Set([...this.#underway, ...this.#waiting])];
  }

  save(...names) {
    for (const name of names) this.#waiting.add(name);
    if (!this.#isHeld) this.#send();
  }

  again() {
    if (this.#isOver) return;
    this.#isHeld = false;
    this.#send();
  }

  // The page saves them otherwise.
  clear() {
    this.#waiting.clear();
    this.#underway = [];
  }

  async idle() {
    while (this.#delivery || (this.#waiting.size && !this.#isHeld)) await this.#send();
  }

  #send() {
    if (!this.#delivery && this.#waiting.size) {
      this.#delivery = this.#carry().finally(() => {
        this.#delivery = null;
        this.#underway = [];
        if (!this.#isHeld) this.#send();
      });
    }
    return this.#delivery ?? Promise.resolve();
  }

  async #carry() {
    this.#underway = [...this.#waiting];
    this.#waiting.clear();
    const fault = await this.deliver(this.#underway);
    this.#isHeld = Boolean(fault);
    this.#isOver = Boolean(fault?.isFinal);
    if (fault) this.#waiting = new Set([...this.#underway, ...this.#waiting]);
  }
}
