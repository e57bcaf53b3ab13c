// The inbox: what is live, the keyboard, the composer. Every page works without any of it.
import { startLive } from "./live.js";
import { startKeys } from "./keys.js";
import { startComposer } from "./composer.js";
import { startSms } from "./sms.js";

const inbox = document.querySelector("[data-maraude-inbox]");
if (inbox) {
  startLive(inbox);
  startKeys();
  startComposer();
  startSms();
  const messages = document.querySelector("#messages");
  if (messages) messages.lastElementChild?.scrollIntoView({ block: "end" });
}
