// A choice changes the scene without a new page: nothing of it enters the history of the browser.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-maraude-play]");
  if (!form) return;
  event.preventDefault();
  const body = new FormData(form);
  if (event.submitter) body.set("choice", event.submitter.value);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(body) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
    document.querySelector("main h1").focus();
    window.scrollTo(0, 0);
  } catch {
    form.submit(); // the browser says what is wrong with the network
  }
});
