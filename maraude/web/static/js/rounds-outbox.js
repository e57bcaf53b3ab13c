// Logs of rounds that wait on this telephone, sealed: they leave from any page of staff once there is network.
const PLACE = "maraude-rounds";
const UPLOAD = "/rounds/logs";
const LASTS_MS = 14 * 24 * 3600 * 1000; // what only a colleague's session could open is forgotten then
const GONE = ["stored", "known", "refused"];

export function waiting() {
  try {
    return JSON.parse(localStorage.getItem(PLACE)) || [];
  } catch {
    return [];
  }
}

export function keep(log) {
  localStorage.setItem(PLACE, JSON.stringify([...waiting(), { ...log, at: Date.now() }]));
}

// Returns what became of each log by its id, or null when nothing could be sent.
export async function flush() {
  return navigator.locks ? navigator.locks.request(PLACE, send) : send();
}

async function send() {
  const logs = waiting().slice(0, 50);
  if (!logs.length) return {};
  try {
    const answer = await fetch(UPLOAD, {
      method: "POST",
      redirect: "error", // a session that ended leads to the log-in: nothing has arrived
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify({ logs, sent_ms: Date.now() }),
    });
    if (!answer.ok) return null;
    const { fates } = await answer.json();
    const left = waiting().filter((log) => !isOver(log, fates[log.id]));
    localStorage.setItem(PLACE, JSON.stringify(left));
    return fates;
  } catch {
    return null;
  }
}

function isOver(log, fate) {
  return GONE.includes(fate) || (fate === "unreadable" && Date.now() - log.at > LASTS_MS);
}

function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || "";
}

if (waiting().length) flush();
window.addEventListener("online", flush);
// signing out empties the browser: what waits leaves first, or one is asked
document.querySelector("[data-maraude-logout]")?.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!waiting().length) return;
  event.preventDefault();
  await flush();
  if (!waiting().length || window.confirm(form.dataset.maraudeLogout)) form.submit();
});
