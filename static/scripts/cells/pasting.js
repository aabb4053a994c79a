// A block from a spreadsheet, laid over the cells from one of them on.
import { earlier, fieldIn, isRefused, shownIn } from "./cell.js";

export const isBlock = (text) => /[\t\n]/.test(text.trim());

function linesOf(text) {
  return text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
}

// `typed` by name of the cell, empty ones left out; `earlier` what stands there now; `outside`: how many met none.
function laidOver(grid, input, text) {
  const all = grid.rows;
  const top = all.indexOf(input.closest("tbody"));
  const left = input.parentElement.cellIndex;
  const block = { typed: new Map(), earlier: new Map(), outside: 0 };
  linesOf(text).forEach((line, down) =>
    line.forEach((words, right) => {
      if (!words.trim()) return;
      const row = all[top + down];
      if (!row || !grid.hasColumn(left + right)) {
        block.outside += 1;
        return;
      }
      const cell = row.rows[0].cells[left + right];
      const name = grid.nameAt(row, left + right);
      block.typed.set(name, words.trim());
      block.earlier.set(name, fieldIn(cell) ? earlier(fieldIn(cell)) : shownIn(cell));
    }),
  );
  return block;
}

// What would become of them is shown first, and saved when that is agreed to.
export async function paste(sheet, input, text) {
  const { grid, queue, page } = sheet;
  const block = laidOver(grid, input, text);
  const data = new URLSearchParams([...block.typed]);
  for (const [name, value] of block.earlier) data.set(`earlier-${name}`, value);
  data.set("outside", block.outside);
  await queue.idle();
  const { text: answer, fault } = await page.ask(page.previews, data);
  if (fault) {
    page.say("Niczego nie wklejono – brak połączenia. Wklej jeszcze raz.", { isRefused: true });
    return;
  }
  // What was refused is typed all the same, as by hand: it stays, marked, with the reason below its row.
  const write = async (names) => {
    const typed = names.filter((name) => grid.field(name));
    for (const name of typed) grid.field(name).value = block.typed.get(name);
    sheet.save(...typed);
    await queue.idle();
    if (queue.isEmpty) tell(sheet, names, typed);
  };
  preview(page.preview, answer, { write, leave: () => input.focus() });
}

function tell({ grid, page }, names, typed) {
  const marked = typed.filter((name) => grid.field(name) && isRefused(grid.field(name))).length;
  const skipped = names.length - typed.length;
  const words = [`Zapisano: ${typed.length - marked}.`];
  if (marked) words.push(`Nie wpisano: ${marked} – popraw zaznaczone komórki.`);
  if (skipped) words.push(`Pominięto dni, w których nie można wpisywać: ${skipped}.`);
  page.say(words.join(" "), { isRefused: marked > 0 });
}

function preview(dialog, html, { write, leave }) {
  dialog.innerHTML = html;
  dialog.querySelector("[data-kis-paste=leave]").addEventListener("click", () => dialog.close());
  dialog.querySelector("[data-kis-paste=write]")?.addEventListener("click", ({ target }) => {
    dialog.close();
    write(target.dataset.names.split(" "));
  });
  dialog.addEventListener("close", leave, { once: true });
  dialog.showModal();
}
