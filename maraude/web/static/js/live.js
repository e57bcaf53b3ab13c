// Live events carry ids only: each says what to fetch again, nothing else.
import { refreshBar } from "./bar.js";

let waiting = new Set();
let refreshing = false;
let again = false;

export function startLive(inbox) {
  const source = new EventSource("/live");
  source.addEventListener("conversation", (event) => heard(inbox, JSON.parse(event.data).ids));
  source.addEventListener("alert", () => refreshBar(inbox.dataset, true));
  source.addEventListener("reload", () => { refreshBar(inbox.dataset, true); refreshThread(inbox); });
  window.addEventListener("pagehide", () => source.close());
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-maraude-new]")) refreshList(inbox);
  });
}

function heard(inbox, ids) {
  const open = inbox.dataset.maraudeConversation;
  if (ids.includes(open)) refreshThread(inbox);
  refreshBar(inbox.dataset, false);
  const list = document.querySelector("[data-maraude-list]");
  if (!list) return;
  const others = ids.filter((id) => id !== open);
  if (!others.length) return;
  if (!list.querySelector("[data-maraude-row]")) return void refreshList(inbox);
  others.forEach((id) => waiting.add(id));
  const button = list.querySelector("[data-maraude-new]");
  button.hidden = false;
  button.textContent = waiting.size === 1 ? button.dataset.maraudeOne : button.dataset.maraudeMany.replace("{n}", waiting.size);
  say();
}

function say() {
  const said = document.querySelector("[data-maraude-said]");
  if (said) said.textContent = `${said.dataset.maraudeText} (${waiting.size})`;
}

function refreshList(inbox) {
  waiting = new Set();
  window.htmx.ajax("GET", `/inbox/?folder=${inbox.dataset.maraudeFolder || "waiting"}`, { target: "#list", swap: "outerHTML" });
}

// One at a time, and once more when something moved meanwhile: the last word must not be lost in a hurry of events.
function refreshThread(inbox) {
  const id = inbox.dataset.maraudeConversation;
  if (!id) return;
  if (refreshing) return void (again = true);
  refreshing = true;
  window.htmx.ajax("GET", `/c/${id}/`, { target: "#messages", swap: "outerHTML" }).then(() => {
    document.querySelector("#messages")?.lastElementChild?.scrollIntoView({ block: "end" });
  }).finally(() => {
    refreshing = false;
    if (!again) return;
    again = false;
    refreshThread(inbox);
  });
}
