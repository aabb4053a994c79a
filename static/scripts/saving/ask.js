// A request of a page that saves by itself: what comes back is an answer, or the fault that stands in its way.
const FAULTS = {
  connection: {
    words: "Nie zapisano – brak połączenia. Nie zamykaj okna, wpis jest zachowany. Następna próba za 10 sekund.",
    isLine: true,
  },
  server: {
    words: "Nie zapisano – serwer jest zajęty. Nie zamykaj okna, wpis jest zachowany. Następna próba za 10 sekund.",
  },
  login: {
    words: "Nie zapisano – wylogowano. Zaloguj się w nowej karcie i wróć tutaj, wpis jest zachowany.",
    opensLogin: true,
  },
  someoneElse: {
    words: "Nie zapisano – w tej przeglądarce zalogował się ktoś inny. Nie zamykaj okna: zaloguj się ponownie w nowej karcie i wróć tutaj.",
    isSomeoneElse: true,
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
    if (response.status === 403 && again) {
      const page = await openedAgain();
      if (isSomeoneElses(page)) return { fault: FAULTS.someoneElse };
      if (renewToken(page)) return ask(address, data, { again: false });
    }
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
async function openedAgain() {
  try {
    const page = await (await fetch(location.href)).text();
    return new DOMParser().parseFromString(page, "text/html");
  } catch {
    return null;
  }
}

// What one user typed is never sent in the name of another who logged in since.
function isSomeoneElses(page) {
  const user = page?.body.dataset.kisUser;
  return Boolean(user) && user !== document.body.dataset.kisUser;
}

function renewToken(page) {
  const fresh = page?.querySelector(TOKEN);
  if (!fresh) return false;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh.value;
  return true;
}
