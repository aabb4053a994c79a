// What the library's scripts of keys only tell the console, a person reads here. Its scripts post by
// form.submit(), which no listener of "submit" hears.
const SENTENCES = {
  NotAllowedError: "Nie użyto klucza: okno zamknięto albo minął czas. Spróbuj jeszcze raz.",
  InvalidStateError: "Ten klucz jest już dodany do konta. Użyj innego.",
  SecurityError: "Ta strona otwarta pod innym adresem niż zwykle, więc klucz nie działa. Otwórz program pod jego adresem.",
  NotSupportedError: "To urządzenie nie umie zrobić takiego klucza. Użyj telefonu albo klucza USB.",
};
const OTHERS = "Nie udało się użyć klucza. Spróbuj jeszcze raz albo zaloguj się inaczej.";

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const place = document.querySelector("[data-kis-key-error]");
  place.textContent = SENTENCES[event.detail.exception?.name] ?? OTHERS;
  place.hidden = false;
});

// Without a browser that knows keys the buttons would do nothing.
if (!window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-kis-needs-keys]")) {
    part.hidden = true;
  }
}
