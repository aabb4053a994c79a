// From cell to cell by keys, past those that have no field.
import { fieldIn } from "./cell.js";

export function next(grid, cell, { down = 0, right = 0 }) {
  const all = grid.rows;
  let row = all.indexOf(cell.closest("tbody")) + down;
  let column = cell.cellIndex + right;
  while (all[row] && grid.hasColumn(column)) {
    const found = fieldIn(all[row].rows[0].cells[column]);
    if (found) return found;
    row += down;
    column += right;
  }
  return null;
}

function endOf(grid, cell, direction) {
  let last = fieldIn(cell);
  for (let found = last; found; found = next(grid, found.parentElement, direction)) last = found;
  return last;
}

// Behind the last row: to the first one of the next column that is not free.
function nextColumn(grid, cell) {
  for (let column = cell.cellIndex + 1; grid.hasColumn(column); column++) {
    if (grid.table.tHead.rows[0].cells[column].classList.contains("free")) continue;
    for (const row of grid.rows) {
      const found = fieldIn(row.rows[0].cells[column]);
      if (found) return found;
    }
  }
  return null;
}

const MOVES = {
  ArrowUp: (grid, cell, ctrl) => (ctrl ? endOf : next)(grid, cell, { down: -1 }),
  ArrowDown: (grid, cell, ctrl) => (ctrl ? endOf : next)(grid, cell, { down: 1 }),
  ArrowLeft: (grid, cell) => next(grid, cell, { right: -1 }),
  ArrowRight: (grid, cell) => next(grid, cell, { right: 1 }),
  Home: (grid, cell) => endOf(grid, cell, { right: -1 }),
  End: (grid, cell) => endOf(grid, cell, { right: 1 }),
};

// The field to which a key leads from a cell: null at the edge, undefined for a key that leads nowhere.
export function target(grid, event, cell) {
  if (event.key === "Enter") {
    if (event.shiftKey) return next(grid, cell, { down: -1 });
    return next(grid, cell, { down: 1 }) ?? nextColumn(grid, cell);
  }
  // Tab walks the row; at its end it leaves the table, as it leaves every other thing.
  if (event.key === "Tab") return next(grid, cell, { right: event.shiftKey ? -1 : 1 }) ?? undefined;
  return MOVES[event.key]?.(grid, cell, event.ctrlKey);
}
