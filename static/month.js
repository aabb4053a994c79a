// The month sheet by keyboard: a cell saves itself when it is left, and the answer brings the rests back.
// Without this file the sheet is one form; every field has the name that the form gives it.
import { FAULTS, loudspeaker } from "./saving.js";

(() => {
  const part = (name, within = document) => within.querySelector(`[data-kis-month="${name}"]`);
  const frame = part("sheet");
  if (!frame) return;

  const table = frame.querySelector("table");
  const form = frame.closest("form");
  const FIRST_DAY = 2; // columns before it: ordinal, person
  const DETAILS = ["span", "kind", "note"]; // of a day, in the opened row
  const isTouched = matchMedia("(pointer: coarse)");
  const NOT_ALLOWED = {
    words: "Nie zapisano: tej karty nie można już zmieniać. Przepisz zaznaczone dni i odśwież stronę.",
    isFinal: true,
  };

  // ---- Cells

  const rows = () => [...table.tBodies];
  const days = () => [...table.tHead.rows[0].cells].slice(FIRST_DAY, -3);
  const fieldIn = (cell) => cell?.querySelector("input:not([type])") ?? null;
  const field = (name) => table.querySelector(`input[name="${name}"]`);
  const earlier = (input) => input.parentElement.querySelector("[type=hidden]")?.value ?? "";
  const isCell = (element) => element?.matches?.(".month-sheet tr:first-child > td > input:not([type])");
  const isChanged = (input) => input.value.trim() !== earlier(input);
  const detailsOf = (name) =>
    DETAILS.map((detail) => table.querySelector(`[name="${detail}-${name}"]`)).filter(Boolean);
  const earlierDetail = (detail) => table.querySelector(`[name="earlier-${detail.name}"]`).value;
  const cellOfDetail = (name) =>
    DETAILS.some((detail) => name?.startsWith(`${detail}-`)) ? name.slice(name.indexOf("-") + 1) : "";
  const messageOf = (name) => table.querySelector(`[data-for="${name}"]`);

  function withoutRefusal(input) {
    messageOf(input.name)?.remove();
    input.removeAttribute("aria-invalid");
    input.parentElement.classList.remove("refused", "waiting");
  }

  // ---- Moving

  function next(cell, { down = 0, right = 0 }) {
    const all = rows();
    let row = all.indexOf(cell.closest("tbody")) + down;
    let column = cell.cellIndex + right;
    while (all[row] && column >= FIRST_DAY && column < FIRST_DAY + days().length) {
      const found = fieldIn(all[row].rows[0].cells[column]);
      if (found) return found;
      row += down;
      column += right;
    }
    return null;
  }

  function endOf(cell, direction) {
    let last = fieldIn(cell);
    for (let found = last; found; found = next(found.parentElement, direction)) last = found;
    return last;
  }

  // Behind the last person: to the first one of the next day that is not free.
  function nextColumn(cell) {
    for (let column = cell.cellIndex + 1; column < FIRST_DAY + days().length; column++) {
      if (table.tHead.rows[0].cells[column].classList.contains("free")) continue;
      for (const row of rows()) {
        const found = fieldIn(row.rows[0].cells[column]);
        if (found) return found;
      }
    }
    return null;
  }

  const MOVES = {
    ArrowUp: (cell, ctrl) => (ctrl ? endOf(cell, { down: -1 }) : next(cell, { down: -1 })),
    ArrowDown: (cell, ctrl) => (ctrl ? endOf(cell, { down: 1 }) : next(cell, { down: 1 })),
    ArrowLeft: (cell) => next(cell, { right: -1 }),
    ArrowRight: (cell) => next(cell, { right: 1 }),
    Home: (cell) => endOf(cell, { right: -1 }),
    End: (cell) => endOf(cell, { right: 1 }),
  };

  function target(event, cell) {
    if (event.key === "Enter") {
      if (event.shiftKey) return next(cell, { down: -1 });
      return next(cell, { down: 1 }) ?? nextColumn(cell);
    }
    // Tab walks the row; at its end it leaves the sheet, as it leaves every other thing.
    if (event.key === "Tab") return next(cell, { right: event.shiftKey ? -1 : 1 });
    return MOVES[event.key]?.(cell, event.ctrlKey);
  }

  function onCellKey(event) {
    const input = event.target;
    if (event.altKey || (event.ctrlKey && event.key === "Enter")) return;
    if (event.key === "Escape") {
      input.value = earlier(input);
      withoutRefusal(input);
      showRests(input);
    } else if (event.key === "Delete") {
      input.value = "";
    } else if (event.key === "F2") {
      openRow(input);
    } else {
      const to = target(event, input.parentElement);
      if (to === undefined || (to === null && event.key === "Tab")) return;
      if (to) to.focus();
      else leave(input);
    }
    event.preventDefault();
  }

  // ---- What is left for the cell under the cursor

  const bar = part("bar");
  let shownWeek = null;

  const weekOf = (column) =>
    days()
      .slice(1, column + 1)
      .filter((day) => day.classList.contains("week-start")).length;

  function piece(words, figure = "", rest = "") {
    const span = document.createElement("span");
    span.append(words);
    if (figure) span.append(Object.assign(document.createElement("b"), { textContent: figure }), rest);
    span.toggleAttribute("data-short", figure === "0");
    return span;
  }

  function showRests(input) {
    const row = input.closest("tbody");
    const column = input.parentElement.cellIndex - FIRST_DAY;
    const week = weekOf(column);
    const [inWeek, ofWeek] = row.dataset.weeks.split(" ")[week].split("/");
    const [inMonth, ofMonth] = row.dataset.month.split("/");
    const who = document.createElement("strong");
    const advice = row.querySelector(".who small")?.textContent;
    who.textContent = `${row.querySelector(".who span").textContent}, ${days()[column].dataset.day}`;
    bar.replaceChildren(
      who,
      earlier(input) ? piece("wpisano ", earlier(input)) : piece("bez wpisu"),
      piece("w tygodniu zostało ", inWeek, ` z ${ofWeek}`),
      piece("w miesiącu ", inMonth, ` z ${ofMonth}`),
      ...(row.dataset.left ? [piece("w porozumieniu ", row.dataset.left)] : []),
      ...(advice ? [piece(advice)] : []),
    );
    showWeek(week);
    days().forEach((day, number) => day.classList.toggle("at", number === column));
  }

  // The column of rests follows the cursor: down a day everybody's rest of that week is to be seen.
  function showWeek(week) {
    shownWeek = week;
    const head = part("week");
    head.querySelector(".visually-hidden").textContent = ` ${head.dataset.weeks.split("|")[week]}`;
    head.title = head.dataset.weeks.split("|")[week];
    for (const row of rows()) {
      row.rows[0].cells[FIRST_DAY + days().length + 1].textContent = row.dataset.weeks
        .split(" ")
        [week].split("/")[0];
    }
  }

  function arrive(input) {
    table.querySelector("input[tabindex='0']")?.setAttribute("tabindex", "-1");
    input.setAttribute("tabindex", "0");
    showRests(input);
    describe(input);
    input.select();
  }

  function describe(input) {
    const why = messageOf(input.name) ? `${input.name}-why ` : "";
    input.setAttribute("aria-describedby", `${why}month-cursor`);
  }

  // ---- Saving

  const waiting = new Set(); // names of cells
  let sending = null;
  let isHeld = false; // a fault stands in the way until it is tried again
  let isOver = false; // ... and is not

  function leave(input) {
    if (!isChanged(input)) {
      if (input.hasAttribute("aria-invalid")) withoutRefusal(input);
      return;
    }
    // A refused cell that was only passed through is not asked about again.
    if (input.hasAttribute("aria-invalid") && input.value === input.defaultValue) return;
    save(input.name);
  }

  function save(...names) {
    for (const name of names) {
      waiting.add(name);
      field(name)?.parentElement.classList.add("waiting");
    }
    if (!isHeld) send();
  }

  function send() {
    if (!sending && waiting.size) {
      sending = deliver([...waiting]).finally(() => {
        sending = null;
        if (!isHeld) send();
      });
    }
    return sending ?? Promise.resolve();
  }

  async function idle() {
    while (sending || (waiting.size && !isHeld)) await send();
  }

  async function deliver(names) {
    const sent = new Map(names.map((name) => [name, field(name)?.value ?? ""]));
    const data = new URLSearchParams();
    for (const [name, value] of sent) addCell(data, name, value);
    const opened = table.querySelector(".row-opened")?.closest("tbody");
    if (opened) data.set("wiersz", opened.dataset.row);
    const { text, fault } = await ask(frame.dataset.cells, data);
    if (fault) {
      isHeld = true;
      isOver = Boolean(fault.isFinal);
      shout(fault);
      return;
    }
    isHeld = false;
    hush();
    for (const name of names) {
      const input = field(name);
      // Typed on meanwhile: saved when it is left; here when it was left already.
      if (!input || input.value === sent.get(name) || input === document.activeElement) waiting.delete(name);
    }
    merge(text, sent);
  }

  function addCell(data, name, value) {
    data.set(name, value);
    const input = field(name);
    if (input) data.set(`earlier-${name}`, earlier(input));
    for (const detail of detailsOf(name)) {
      data.set(detail.name, detail.value);
      data.set(`earlier-${detail.name}`, earlierDetail(detail));
    }
  }

  // The text of an answer, or the fault that stands in its way.
  async function ask(address, data, { again = true } = {}) {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const headers = { "HX-Request": "true", ...(data && { "X-CSRFToken": token }) };
    let response;
    try {
      response = await fetch(address, {
        method: data ? "POST" : "GET",
        body: data,
        headers,
        keepalive: Boolean(data) && String(data).length < 60_000,
        signal: AbortSignal.timeout(20_000),
      });
    } catch {
      return { fault: FAULTS.connection };
    }
    if (response.headers.has("HX-Redirect")) return { fault: FAULTS.login };
    if (response.ok) return { text: await response.text() };
    if (response.status === 403 && again && (await renewToken())) return ask(address, data, { again: false });
    return { fault: [403, 404].includes(response.status) ? NOT_ALLOWED : FAULTS.server };
  }

  // A new login makes the page's token worthless; the sheet's own address gives the new one.
  async function renewToken() {
    try {
      const page = await (await fetch(location.href)).text();
      const fresh = new DOMParser().parseFromString(page, "text/html");
      const token = fresh.querySelector("#month-form [name=csrfmiddlewaretoken]");
      if (token) form.querySelector("[name=csrfmiddlewaretoken]").value = token.value;
      return Boolean(token);
    } catch {
      return false;
    }
  }

  const { shout, hush } = loudspeaker(part("loud"), tryAgain);

  function tryAgain() {
    if (isOver) return;
    isHeld = false;
    send();
  }

  // ---- The answer

  function merge(html, sent) {
    const answer = Object.assign(document.createElement("template"), { innerHTML: html }).content;
    for (const fresh of answer.querySelectorAll("tbody[data-row]")) mergeRow(fresh, sent);
    table.tFoot.replaceWith(answer.querySelector("tfoot"));
    part("head").textContent = answer.querySelector("[data-part=head]").textContent;
    const proofs = part("proofs");
    if (!proofs.contains(document.activeElement)) {
      proofs.replaceChildren(...answer.querySelector("[data-part=proofs]").childNodes);
    }
    const words = answer.querySelector("[data-part=said]");
    if (words.textContent) say(words.textContent, { isRefused: words.hasAttribute("data-refused") });
    if (shownWeek !== null) showWeek(shownWeek);
    if (isCell(document.activeElement)) {
      showRests(document.activeElement);
      describe(document.activeElement);
    }
    settleSummary();
  }

  function mergeRow(fresh, sent) {
    const row = table.querySelector(`tbody[data-row="${fresh.dataset.row}"]`);
    if (!row) return;
    Object.assign(row.dataset, fresh.dataset);
    for (const other of rows()) {
      if (row.dataset.left && other.dataset.agreement === row.dataset.agreement) {
        other.dataset.left = row.dataset.left;
      }
    }
    [...fresh.rows[0].cells].forEach((cell, column) => mergeCell(row.rows[0].cells[column], cell, sent));
    for (const message of row.querySelectorAll(".row-message")) {
      const input = field(message.dataset.for);
      if (sent.has(message.dataset.for) || !input || !isChanged(input)) message.remove();
    }
    const refused = [...fresh.querySelectorAll(".row-message")];
    row.rows[0].after(...refused.filter((message) => !waiting.has(message.dataset.for)));
    const opened = fresh.querySelector(".row-opened");
    if (opened) showOpened(row, opened, sent);
  }

  function mergeCell(cell, fresh, sent) {
    const input = fieldIn(cell);
    const newer = fieldIn(fresh);
    if (!input || !newer) {
      if (!input || !isChanged(input)) cell.replaceWith(fresh);
      if (newer) newer.tabIndex = -1;
      return;
    }
    const isTypedOn = sent.has(input.name) ? input.value !== sent.get(input.name) : isChanged(input);
    if (isTypedOn && !sent.has(input.name)) return;
    cell.querySelector("[type=hidden]")?.remove();
    const stored = fresh.querySelector("[type=hidden]");
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
    const input = field(name);
    if (radio.value === "theirs") {
      input.value = earlier(input);
      input.defaultValue = input.value;
      for (const detail of detailsOf(name)) detail.value = earlierDetail(detail);
      withoutRefusal(input);
    } else {
      save(name);
    }
    input.focus();
  }

  // ---- The opened row: the details of every day that has an entry

  function showOpened(row, opened, sent = new Map()) {
    const old = table.querySelector(".row-opened");
    const focused = old?.contains(document.activeElement) ? document.activeElement.name : null;
    for (const detail of old?.querySelectorAll("[name]") ?? []) {
      const name = cellOfDetail(detail.name);
      if (!name || sent.has(name) || detail.value === earlierDetail(detail)) continue;
      const newer = opened.querySelector(`[name="${detail.name}"]`);
      if (newer) newer.value = detail.value;
    }
    old?.remove();
    row.append(opened);
    if (focused) row.querySelector(`[name="${focused}"]`)?.focus();
  }

  async function openRow(input) {
    const row = input.closest("tbody");
    const { name } = input;
    if (isChanged(input)) leave(input);
    await idle();
    const { text, fault } = await ask(`?wiersz=${row.dataset.row}`);
    if (fault) {
      say("Nie można teraz otworzyć wiersza – brak połączenia.", { isRefused: true });
      return;
    }
    const parts = Object.assign(document.createElement("template"), { innerHTML: text }).content;
    showOpened(row, parts.querySelector(".row-opened"));
    const detail = row.querySelector(`[name="note-${name}"]`);
    if (detail) detail.focus();
    else say("„Od–do”, rodzaj pracy i uwagę dodaje się do dnia, który ma godziny albo literę.");
  }

  function closeRow(row) {
    const at = row.querySelector("input[tabindex='0']") ?? row.querySelector("td > input:not([type])");
    row.querySelector(".row-opened").remove();
    at?.focus();
  }

  // ---- Pasting a block

  async function paste(input, text) {
    const lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
    const all = rows();
    const top = all.indexOf(input.closest("tbody"));
    const pasted = new Map();
    const data = new URLSearchParams();
    let outside = 0;
    lines.forEach((line, down) =>
      line.forEach((words, right) => {
        const typed = words.trim();
        const column = input.parentElement.cellIndex + right;
        const row = all[top + down];
        if (!typed) return;
        if (!row || column >= FIRST_DAY + days().length) {
          outside += 1;
          return;
        }
        const cell = row.rows[0].cells[column];
        const name = `h-${row.dataset.row}-${column - FIRST_DAY + 1}`;
        pasted.set(name, typed);
        data.set(name, typed);
        data.set(`earlier-${name}`, fieldIn(cell) ? earlier(fieldIn(cell)) : shownIn(cell));
      }),
    );
    data.set("outside", outside);
    await idle();
    const { text: answer, fault } = await ask(frame.dataset.preview, data);
    if (fault) say("Niczego nie wklejono – brak połączenia. Wklej jeszcze raz.", { isRefused: true });
    else preview(answer, pasted, input);
  }

  const shownIn = (cell) => (cell.querySelector("span") ? "" : cell.textContent.trim());

  function preview(html, pasted, input) {
    const dialog = part("preview");
    dialog.innerHTML = html;
    part("leave", dialog).addEventListener("click", () => dialog.close());
    part("write", dialog)?.addEventListener("click", (event) => {
      dialog.close();
      const names = event.target.dataset.names.split(" ");
      for (const name of names) field(name).value = pasted.get(name);
      save(...names);
    });
    dialog.addEventListener("close", () => input.focus(), { once: true });
    dialog.showModal();
  }

  // ---- Listening

  table.addEventListener("keydown", (event) => {
    if (isCell(event.target)) return onCellKey(event);
    const opened = event.target.closest(".row-opened");
    if (!opened) return undefined;
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      return event.target.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (event.key === "Escape" || event.key === "F2") {
      event.preventDefault();
      if (event.key === "Escape") event.target.value = event.target.defaultValue ?? event.target.value;
      closeRow(opened.closest("tbody"));
    }
    return undefined;
  });
  table.addEventListener("focusin", ({ target: input }) => isCell(input) && arrive(input));
  table.addEventListener("focusout", ({ target: input }) => isCell(input) && leave(input));
  // One click takes the whole cell, so that what is typed replaces it; a second one sets the caret.
  table.addEventListener("mousedown", (event) => {
    if (!isCell(event.target) || event.detail > 1 || event.button || isTouched.matches) return;
    event.preventDefault();
    event.target.focus();
    event.target.select();
  });
  table.addEventListener("click", (event) => {
    const link = event.target.closest("[data-kis-month=open]");
    const input = link && fieldIn(next(link.closest("tr").cells[FIRST_DAY - 1], { right: 1 })?.parentElement);
    if (!input) return;
    event.preventDefault();
    openRow(input);
  });
  table.addEventListener("change", ({ target: changed }) => {
    if (changed.type === "radio") settle(changed);
    else if (cellOfDetail(changed.name)) save(cellOfDetail(changed.name));
  });
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!isCell(event.target) || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    paste(event.target, text);
  });
  form.addEventListener("submit", () => waiting.clear());
  window.addEventListener("online", tryAgain);
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size) event.preventDefault();
  });

  // ---- Beginning

  const cells = [...table.querySelectorAll("tbody tr:first-child > td > input:not([type])")];
  if (!cells.length) return;
  table.setAttribute("role", "grid");
  for (const input of cells) input.tabIndex = -1;
  for (const link of table.querySelectorAll("[data-kis-month=open]")) link.tabIndex = -1;
  const today = cells.reduce((last, { parentElement: { cellIndex } }) => Math.max(last, cellIndex), FIRST_DAY);
  const first = cells.find((input) => input.parentElement.cellIndex === today) ?? cells[0];
  first.tabIndex = 0;
  part("keys").hidden = false;
  part("save").hidden = true;
  // On a phone the running month begins at today, an earlier one at its first day.
  if (today < FIRST_DAY + days().length - 1) {
    frame.scrollLeft = Math.max(0, first.parentElement.offsetLeft - frame.clientWidth / 2);
  }
  if (isCell(document.activeElement)) arrive(document.activeElement);
})();
