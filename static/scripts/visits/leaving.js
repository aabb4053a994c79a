// Logging out takes what this telephone kept of visits away with it; what was not sent yet is asked about first.
import { forgetAll, kept } from "./kept.js";

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-kis-logout]")) return;
  const left = kept().length;
  const words = `Na tym telefonie zostały wpisy z wizyt, których nie wysłano: ${left}. Wylogowanie je usunie. Wylogować?`;
  if (left && !confirm(words)) {
    event.preventDefault();
    return;
  }
  forgetAll();
});
