// Answers appear by themselves: a live stream says "look", and the page asks for what is new. Without the stream it
// asks by itself, less and less often while nothing moves. Only new messages are added, so that nothing jumps.
const FIRST_MS = 3000;
const SLOWEST_MS = 60000;
const WITH_STREAM_MS = 60000;

export function startNews(chat, speak) {
  let wait = FIRST_MS;
  let timer;
  let stream;
  let busy = false;
  let again = false;

  async function look(moved = false) {
    if (busy) return void (again = true); // something moved meanwhile: look once more when this look ends
    busy = true;
    clearTimeout(timer);
    try {
      const answer = await fetch(`${chat.dataset.maraudeNews}?version=${version(chat)}&lang=${document.documentElement.lang}`);
      if (answer.status === 205 && !document.querySelector("#text").value) location.reload(); // this sitting has ended
      if (answer.status === 200) {
        show(chat, await answer.text(), speak);
        moved = true;
      }
    } catch {
      // no network: the next look will tell
    } finally {
      busy = false;
      wait = moved ? FIRST_MS : Math.min(wait * 1.5, SLOWEST_MS);
      if (again) look(again = false);
      else plan();
    }
  }

  function plan() {
    clearTimeout(timer);
    if (document.hidden) return;
    timer = setTimeout(look, stream?.readyState === EventSource.OPEN ? WITH_STREAM_MS : wait);
  }

  function listen() {
    if (stream && stream.readyState !== EventSource.CLOSED) return;
    stream = new EventSource(chat.dataset.maraudeLive);
    stream.addEventListener("look", () => look());
  }

  function begin() {
    if (document.hidden) return;
    listen();
    look(true);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      clearTimeout(timer);
      stream?.close();
    } else begin();
  });
  window.addEventListener("pagehide", () => stream?.close());
  window.addEventListener("online", begin);
  begin();
  return begin;
}

const version = (chat) => chat.querySelector("[data-maraude-thread]").dataset.maraudeVersion;

function show(chat, html, speak) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-maraude-thread]");
  const shown = chat.querySelector("[data-maraude-thread]");
  shown.dataset.maraudeVersion = fresh.dataset.maraudeVersion;
  const log = shown.querySelector("[data-maraude-log]");
  const kept = new Set([...fresh.querySelectorAll("[data-maraude-log] > *")].map((said) => said.id));
  log.querySelectorAll(":scope > *").forEach((said) => kept.has(said.id) || said.remove());
  for (const said of fresh.querySelectorAll("[data-maraude-log] > *")) {
    if (!document.getElementById(said.id)) log.append(document.adoptNode(said));
  }
  shown.querySelectorAll(":scope > .notice").forEach((old) => old.remove());
  fresh.querySelectorAll(":scope > .notice").forEach((now) => shown.append(document.adoptNode(now)));
  document.querySelector("[data-maraude-answerer]").textContent = fresh.dataset.maraudeWho;
  speak();
}
