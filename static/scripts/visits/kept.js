// What an assistant typed on this telephone and the office has not got yet. It is people's data: kept in this
// browser alone, under its author's number, until the office answers that it is saved or the author logs out.
const PREFIX = "kis-visit";
const user = document.body.dataset.kisUser;
const own = `${PREFIX}:${user}:`;

// An entry: `key` of its form, `address`, `label`, `at` (when typed), `fields` (pairs), `isWaiting` to be sent,
// `refused` in words where the office did not take it. Gives whether the telephone kept it.
export function keep(entry) {
  try {
    localStorage.setItem(own + entry.key, JSON.stringify(entry));
    return true;
  } catch {
    return false;
  }
}

export const keptUnder = (key) => JSON.parse(localStorage.getItem(own + key));
export const forget = (key) => localStorage.removeItem(own + key);

export function kept() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(own));
  return keys.map((key) => JSON.parse(localStorage.getItem(key))).sort((one, two) => one.at - two.at);
}

export function forgetAll() {
  for (const { key } of kept()) forget(key);
}
