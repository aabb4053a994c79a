// A request of a page that saves by itself: what comes back is an answer, or the fault that stands in its way.
const FAULTS = {
  connection: {
    words: "Nie zapisano – brak połączenia. Nie zamykaj okna, wpis jest zachowany. Następna próba za 10 sekund.",
  },
  server: {
    words: "Nie zapisano – serwer jest zajęty. Nie zamykaj okna, wpis jest zachowany. Następna próba za 10 sekund.",
  },
  login: {
    words: "Nie zapisano – wylogowano. Zaloguj się w nowej karcie i wróć tutaj, wpis jest zachowany.",
    opensLogin: true,
  },
};
const TOKEN = "main [name=csrfmiddlewaretoken]";
const LONGEST_WAIT = 20_000;
const LONGEST_KEPT_ALIVE = 60_000; // a browser sends no more for a page that is gone

export const outlivesPage = (data) => String(data).length < LONGEST_KEPT_ALIVE;

// `ask(address, data)` gives `{ text }` or `{ fault }`; it posts where there are data. `notAllowed` are the words
// for an address that is not the user's any more: final, no second try changes it.
export function asking(notAllowed) {
  return async function ask(address, data, { again = true } = {}) {
    let response;
    try {
      response = await fetch(address, data ? posted(data) : read());
    } catch {
      return { fault: FAULTS.connection };
    }
    if (response.headers.has("HX-Redirect")) return { fault: FAULTS.login };
    if (response.ok) return { text: await response.text() };
    if (response.status === 403 && again && (await renewToken())) return ask(address, data, { again: false });
    const isFinal = [403, 404].includes(response.status);
    return { fault: isFinal ? { words: notAllowed, isFinal } : FAULTS.server };
  };
}

const read = () => ({ headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(LONGEST_WAIT) });

function posted(data) {
  const request = read();
  request.headers["X-CSRFToken"] = document.querySelector(TOKEN).value;
  return { ...request, method: "POST", body: data, keepalive: outlivesPage(data) };
}

// A new login makes the page's token worthless; the page's own address gives the new one.
async function renewToken() {
  try {
    const page = await (await fetch(location.href)).text();
    const fresh = new DOMParser().parseFromString(page, "text/html").querySelector(TOKEN);
    if (!fresh) return false;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh.value;
    return true;
  } catch {
    return false;
  }
}
