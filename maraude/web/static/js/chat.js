// The chat page: every part works without any of this. Nothing is kept in the browser but what is in the form.
import { startNews } from "./chat-news.js";
import { startSpeech } from "./chat-speech.js";
import { startWriting } from "./chat-write.js";

const chat = document.querySelector("[data-maraude-chat]");
const form = document.querySelector("[data-maraude-write]");
if (chat && form) {
  // what a form answered has no place in the history: going back must not ask to send it again
  if (new URL(form.action).pathname !== location.pathname) history.replaceState(null, "", form.dataset.maraudePage);
  const speak = startSpeech(form.dataset.maraudeListen);
  const begun = chat.querySelector("[data-maraude-thread]");
  // after a first message the whole page has more to say: it is asked for again, at its bare address
  startWriting(form, begun ? startNews(chat, speak) : () => location.replace(form.dataset.maraudePage));
  form.querySelector("[data-maraude-look]")?.remove();
  if (begun) form.scrollIntoView({ block: "end" });
}
