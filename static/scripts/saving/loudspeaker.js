// What a page that saves by itself says while it cannot: loudly, in one place, until it gets through.
const RETRY_AFTER = 10_000;

// `place` is the element that says it (role="alert"); `again` sends once more what waits. A fault with
// `isFinal` is not tried again.
export function loudspeaker(place, again) {
  let timer = null;

  function shout(fault) {
    clearTimeout(timer);
    timer = fault.isFinal ? null : setTimeout(again, RETRY_AFTER);
    if (place.dataset.kisFault === fault.words) return;
    place.dataset.kisFault = fault.words;
    place.textContent = fault.words;
    place.append(document.createElement("br"));
    if (fault.opensLogin) place.append(made("a", "Zaloguj się", { href: location.href, target: "_blank" }));
    if (!fault.isFinal) {
      const button = made("button", "Spróbuj teraz", { type: "button" });
      button.addEventListener("click", again);
      place.append(button);
    }
    place.hidden = false;
  }

  function hush() {
    clearTimeout(timer);
    place.hidden = true;
    place.textContent = "";
    delete place.dataset.kisFault;
  }

  return { shout, hush };
}

function made(tag, textContent, more) {
  return Object.assign(document.createElement(tag), { textContent, ...more });
}
