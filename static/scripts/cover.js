// F8 covers the page from whoever looks over the shoulder; what is typed stays under it.
const cover = document.querySelector("[data-kis-cover=screen]");
const button = document.querySelector("[data-kis-cover=button]");

function toggle() {
  if (cover.open) cover.close();
  else cover.showModal();
}

button.hidden = false;
button.addEventListener("click", toggle);
cover.addEventListener("click", toggle);
document.addEventListener("keydown", (event) => {
  if (event.key !== "F8") return;
  event.preventDefault();
  toggle();
});
// Esc would uncover by mistake.
cover.addEventListener("cancel", (event) => event.preventDefault());
