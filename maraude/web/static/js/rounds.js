// The log of a round: sealed on this telephone first, then sent; without network it waits here.
import { flush, keep, waiting } from "./rounds-outbox.js";
import { canSeal, newId, seal } from "./rounds-seal.js";

const LAST = "maraude-round"; // the round begun last and when: an opaque id, for the page without network
const form = document.querySelector("[data-maraude-round-log]");
const begun = document.querySelector("[data-maraude-begun]");

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/rounds/worker.js", { scope: "/rounds/" }).catch(() => {});
for (const way of document.querySelectorAll("[data-maraude-start]")) { // begun without network: the page of then knows which
  way.addEventListener("submit", (event) => event.submitter?.value === "start" && remember(way.dataset.maraudeStart));
}
if (begun && lastRound().round !== begun.dataset.maraudeBegun) remember(begun.dataset.maraudeBegun);
if (form && canSeal) start();
showWaiting();
window.addEventListener("online", () => setTimeout(showWaiting, 1500));

function start() {
  const last = lastRound();
  const isAway = form.dataset.maraudeRoundLog === "away";
  const round = isAway ? last.round || "" : form.dataset.maraudeRoundLog;
  if (isAway && last.at) form.elements.minutes.value = Math.max(5, Math.min(720, Math.round((Date.now() - last.at) / 300000) * 5));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.maraudeSaid) return;
    form.dataset.maraudeSaid = "yes";
    await note(round, event.submitter?.value);
  });
}

async function note(round, mood) {
  const said = { round, mood, noted_ms: Date.now(), minutes: form.elements.minutes.value, wants_debrief: form.elements.wants_debrief.checked };
  for (const name of ["seen", "talked", "refused", "doors"]) said[name] = form.elements[`${name}_more`].value || form.elements[name].value;
  const id = newId();
  keep({ id, sealed: await seal(form.dataset.maraudeKey, id, said) });
  const fate = (await flush())?.[id];
  if (fate === "refused") delete form.dataset.maraudeSaid;
  else form.hidden = true;
  say(fate === "stored" || fate === "known" ? "noted" : fate === "refused" ? "refused" : "kept");
  showWaiting();
}

function say(name) {
  const line = document.querySelector("[data-maraude-round-state]");
  line.textContent = form.dataset[`maraude${name[0].toUpperCase()}${name.slice(1)}`];
  line.hidden = false;
  line.focus();
}

async function showWaiting() {
  if (waiting().length && navigator.onLine) await flush();
  const line = document.querySelector("[data-maraude-waiting]");
  if (!line) return;
  const number = waiting().length;
  line.hidden = number === 0;
  line.textContent = (number === 1 ? line.dataset.maraudeOne : line.dataset.maraudeMany).replace("{n}", number);
}

function remember(round) {
  localStorage.setItem(LAST, JSON.stringify({ round, at: Date.now() }));
}

function lastRound() {
  return JSON.parse(localStorage.getItem(LAST) || "{}");
}
