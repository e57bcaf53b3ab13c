// The keyboard: n next, j and k in the list, r to write, ? for the sheet.
export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const gesture = { n: next, j: () => move(1), k: () => move(-1), r: write, "?": sheet }[event.key];
    if (!gesture) return;
    event.preventDefault();
    gesture();
  });
}

function next() {
  document.querySelector("[data-maraude-key='n']")?.click();
}

function move(step) {
  const links = [...document.querySelectorAll("[data-maraude-row] .row__name")];
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at + step))].focus();
}

function write() {
  document.querySelector("#reply-text")?.focus();
}

function sheet() {
  document.querySelector("[data-maraude-keys]")?.showModal();
}
