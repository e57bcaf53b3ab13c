// The reply box: Ctrl+Enter sends, what is begun is kept on the server a second after the last key.
let timer;

export function startComposer() {
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "reply-text" && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      document.querySelector("[data-maraude-send]")?.click();
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target.id !== "reply-text") return;
    clearTimeout(timer);
    timer = setTimeout(keep, 1000, event.target.form);
  });
  document.addEventListener("submit", () => clearTimeout(timer));
  document.addEventListener("htmx:after:swap", () => {
    document.querySelector("#messages")?.lastElementChild?.scrollIntoView({ block: "end" });
    const inserted = document.querySelector("[data-maraude-inserted]");
    if (!inserted) return;
    inserted.removeAttribute("data-maraude-inserted");
    inserted.scrollIntoView({ block: "end" });
    inserted.querySelector("textarea").focus();
  });
}

function keep(form) {
  if (!form.isConnected) return; // another gesture has drawn the box again, and kept what was typed
  fetch(form.dataset.maraudeDraft, { method: "POST", body: new FormData(form), keepalive: true });
}
