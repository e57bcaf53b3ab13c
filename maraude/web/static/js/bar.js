// The alert bar: fetched again when an alert moves; it says so in the title too, and aloud when there is one more.
import { soundAlarm } from "./alarm.js";

let heard = counted(document); // alerts already shown or sounded: a silent refresh must not swallow the next sound
const title = document.title.replace(/^⚠ \d+ · /, "");

export async function refreshBar({ maraudeFolder = "", maraudeConversation = "" }, mayAlarm) {
  const answer = await fetch(`/inbox/live?folder=${maraudeFolder}&beside=${maraudeConversation}`, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const count = counted(fresh); // before its bar moves to this page
  for (const id of ["alertbar", "folders"]) {
    const old = document.getElementById(id);
    const now = fresh.getElementById(id);
    if (old && now && !old.contains(document.activeElement)) old.replaceWith(document.adoptNode(now));
  }
  showCount(count);
  if (mayAlarm && count > heard) soundAlarm();
  if (mayAlarm || count < heard) heard = count;
}

export function counted(page) {
  return Number(page.getElementById("alertbar")?.dataset.maraudeAlerts || 0);
}

export function showCount(count) {
  document.title = count ? `⚠ ${count} · ${title}` : title;
}
