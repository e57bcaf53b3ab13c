// The print button: the browser's own dialog does as well without it.
const button = document.querySelector("[data-maraude-print]");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
