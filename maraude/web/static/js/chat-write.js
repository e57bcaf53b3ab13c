// Sending: the text stays in the form until it has arrived; without network it leaves by itself later, once.
import { work } from "./chat-work.js";

const RETRIES_MS = [1000, 2000, 4000, 8000, 15000, 30000];

export function startWriting(form, look) {
  const { text, key } = form.elements;
  let sending = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!sending && text.value.trim()) send();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });

  async function send() {
    sending = true;
    const said = { text: text.value, key: key.value, door: form.elements.door.value, lang: form.elements.lang.value };
    text.readOnly = true;
    state("leaving");
    const ended = await untilKept(form.action, said, state);
    text.readOnly = false;
    sending = false;
    if (ended === "kept") {
      text.value = "";
      key.value = crypto.randomUUID?.() || `${Date.now()}-${Math.random()}`.replace(/\./g, "");
      state("kept");
      text.focus();
      look();
    } else state(ended, true);
  }

  function state(name, isTrouble = false) {
    const line = form.querySelector("[data-maraude-state]");
    line.textContent = form.dataset[`maraude${name[0].toUpperCase()}${name.slice(1)}`];
    line.classList.toggle("state--trouble", isTrouble || name === "away");
  }
}

async function untilKept(action, said, state) {
  for (let tried = 0; ; tried += 1) {
    const answer = await post(action, said);
    if (answer?.status === 200) return "kept";
    if (answer?.status === 202) {
      state("slow");
      const { seed, bits } = await answer.json();
      Object.assign(said, { seed, proof: await work(seed, bits) });
      continue;
    }
    if (answer?.status === 413) return "long";
    if (answer && answer.status < 500) return "reload";
    state("away");
    await pause(RETRIES_MS[Math.min(tried, RETRIES_MS.length - 1)]);
  }
}

async function post(action, said) {
  try {
    const headers = { "Content-Type": "application/json" };
    return await fetch(action, { method: "POST", headers, body: JSON.stringify(said), keepalive: said.text.length < 20000 });
  } catch {
    return null;
  }
}

function pause(ms) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    window.addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
