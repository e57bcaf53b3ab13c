// Copying a field: the button appears only where the browser can do it; the field can always be selected by hand.
for (const button of document.querySelectorAll("[data-maraude-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.maraudeCopy).value);
    button.textContent = button.dataset.maraudeDone;
  });
}
