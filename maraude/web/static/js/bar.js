// The alert bar: fetched again when an alert moves; it says so in the title too, and aloud when there is one more.
import { soundAlarm } from "./alarm.js";

const title = document.title.replace(/^⚠ \d+ · /, "");

export async function refreshBar({ maraudeFolder = "", maraudeConversation = "" }, mayAlarm) {
  const answer = await fetch(`/inbox/live?folder=${maraudeFolder}&beside=${maraudeConversation}`, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const before = Number(document.querySelector("#alertbar")?.dataset.maraudeAlerts || 0);
  for (const id of ["alertbar", "folders"]) {
    const old = document.getElementById(id);
    const now = fresh.getElementById(id);
    if (old && now && !old.contains(document.activeElement)) old.replaceWith(document.adoptNode(now));
  }
  const count = Number(fresh.getElementById("alertbar")?.dataset.maraudeAlerts || 0);
  showCount(count);
  if (count > before && mayAlarm) soundAlarm();
}

export function showCount(count) {
  document.title = count ? `⚠ ${count} · ${title}` : title;
}
