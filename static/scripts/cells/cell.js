// A cell that is typed into: its field, and in a hidden one beside it what the page was opened on.
export const FIELD = "input:not([type])";

export const fieldIn = (cell) => cell?.querySelector(FIELD) ?? null;
export const earlierIn = (cell) => cell.querySelector("[type=hidden]");
export const earlier = (input) => earlierIn(input.parentElement)?.value ?? "";
export const isChanged = (input) => input.value.trim() !== earlier(input);
export const isRefused = (input) => input.hasAttribute("aria-invalid");

export function setEarlier(input, value) {
  earlierIn(input.parentElement)?.remove();
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: `earlier-${input.name}`, value });
  if (value) input.after(field);
}

// What is shown in a cell that has no field; a day that is not the row's says so only to a screen reader.
export const shownIn = (cell) => (cell.querySelector("span") ? "" : cell.textContent.trim());
