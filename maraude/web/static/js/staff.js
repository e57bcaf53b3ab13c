// On every page of staff but the inbox, which listens to more: an alert is seen wherever one works.
import { counted, refreshBar, showCount } from "./bar.js";
import "./rounds-outbox.js"; // logs that waited on this telephone leave from any page

if (!document.querySelector("[data-maraude-inbox]")) {
  showCount(counted(document));
  const source = new EventSource("/live");
  source.addEventListener("alert", () => refreshBar({}, true));
  source.addEventListener("reload", () => refreshBar({}, true));
  window.addEventListener("pagehide", () => source.close());
}
