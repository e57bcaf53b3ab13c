// « Leave »: empty the page first, then go; the page's own place in the history is taken by where we go.
const link = document.querySelector("[data-maraude-leave]");
let escapes = [];

export function leave() {
  document.title = "";
  document.body.replaceChildren();
  location.replace(link.href);
}

link?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !link) return;
  escapes = [...escapes, event.timeStamp].filter((at) => event.timeStamp - at < 3000);
  if (escapes.length >= 3) leave();
});
// a page that the browser brings back as it was: emptied pages stay empty, and leave again
window.addEventListener("pageshow", (event) => {
  if (event.persisted && !document.body.children.length) location.replace(link.href);
});
document.querySelectorAll("[data-maraude-replace]").forEach((way) => way.addEventListener("click", (event) => {
  event.preventDefault();
  location.replace(way.href);
}));
