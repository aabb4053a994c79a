// The code of an invitation stands behind the # of its address, which no server is told: here it goes into the form.
const field = document.querySelector("[data-kis-invitation]");
if (location.hash.length > 1) {
  field.value = location.hash.slice(1);
  document.querySelector("[data-kis-typed]").hidden = true;
  document.querySelector("[data-kis-invited]").hidden = false;
  history.replaceState(null, "", location.pathname);
}
