// « Listen »: the browser's own voice reads a text aloud; no button where there is no voice.
export function startSpeech(word) {
  if (!("speechSynthesis" in window)) return () => {};
  const offer = () => document.querySelectorAll("[data-maraude-say]:not([data-maraude-said])").forEach((text) => {
    text.dataset.maraudeSaid = "yes";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = word;
    button.addEventListener("click", () => say(text));
    text.after(button);
  });
  offer();
  return offer;
}

function say(text) {
  const speaking = speechSynthesis.speaking;
  speechSynthesis.cancel();
  if (speaking) return;
  const words = new SpeechSynthesisUtterance(text.textContent.trim());
  words.lang = document.documentElement.lang;
  speechSynthesis.speak(words);
}
