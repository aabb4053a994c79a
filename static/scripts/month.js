// The month sheet by keyboard: a cell saves itself when it is left, and the answer brings the rests back.
// Without this file the sheet is one form; every field has the name that the form gives it.
import { Grid } from "./cells/grid.js";
import { CellSheet } from "./cells/sheet.js";
import { Rests } from "./month/rests.js";
import { asking } from "./saving/ask.js";

const part = (name) => document.querySelector(`[data-kis-month="${name}"]`);
const frame = part("sheet");
if (frame) begin(frame.querySelector("table"));

function begin(table) {
  const grid = new Grid(table, { prefix: "h", before: 2, behind: 3 });
  const rests = new Rests(grid, { bar: part("bar"), head: part("week") });
  const sheet = new CellSheet(grid, ["span", "kind", "note"], {
    ask: asking("Nie zapisano: tej karty nie można już zmieniać. Przepisz zaznaczone dni i odśwież stronę."),
    saves: frame.dataset.cells,
    previews: frame.dataset.preview,
    loud: part("loud"),
    preview: part("preview"),
    cursor: "month-cursor",
    stand: (input) => rests.show(input),
    put: (answer) => put(answer, table, rests),
    say,
    noDetails: "„Od–do”, rodzaj pracy i uwagę dodaje się do dnia, który ma godziny albo literę.",
  });
  const { fields } = grid;
  if (!fields.length) return;
  const today = Math.max(...fields.map(({ parentElement: { cellIndex } }) => cellIndex));
  const first = fields.find((input) => input.parentElement.cellIndex === today);
  part("keys").hidden = false;
  part("save").hidden = true;
  // On a phone the running month begins at today, an earlier one at its first day.
  if (grid.hasColumn(today + 1)) {
    frame.scrollLeft = Math.max(0, first.parentElement.offsetLeft - frame.clientWidth / 2);
  }
  sheet.begin(first);
}

// What an answer holds beside rows.
function put(answer, table, rests) {
  for (const { dataset } of answer.querySelectorAll("tbody[data-row]")) rests.share(dataset);
  table.tFoot.replaceWith(answer.querySelector("tfoot"));
  part("head").textContent = answer.querySelector("[data-part=head]").textContent;
  const proofs = part("proofs");
  if (!proofs.contains(document.activeElement)) {
    proofs.replaceChildren(...answer.querySelector("[data-part=proofs]").childNodes);
  }
  const words = answer.querySelector("[data-part=said]");
  if (words.textContent) say(words.textContent, { isRefused: words.hasAttribute("data-refused") });
  rests.showWeek();
  settleSummary(table);
}

function say(words, { isRefused = false } = {}) {
  const said = part("said");
  said.textContent = words;
  said.title = words;
  said.toggleAttribute("data-refused", isRefused);
}

function settleSummary(table) {
  const summary = part("summary");
  if (summary && !table.querySelector("[aria-invalid]")) {
    summary.querySelector("h2").textContent = "Zaznaczone dni są już załatwione.";
  }
}
