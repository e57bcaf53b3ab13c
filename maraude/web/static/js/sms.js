// How many SMS the answer will take, said before it leaves: the same count as core/sms.py.
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("\f^{}\\[~]|€");

export function countSms(text) {
  const signs = [...text.replace(/\r\n/g, "\n")];
  const odd = signs.find((sign) => !BASIC.has(sign) && !EXTENDED.has(sign));
  const widths = signs.map((sign) => (odd ? sign.length : EXTENDED.has(sign) ? 2 : 1));
  const [alone, each] = odd ? [70, 67] : [160, 153];
  const units = widths.reduce((sum, width) => sum + width, 0);
  if (units <= alone) return { segments: units ? 1 : 0, odd };
  let segments = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > each) [segments, used] = [segments + 1, 0];
    used += width;
  }
  return { segments, odd };
}

function show(field) {
  const place = field.form?.querySelector("[data-maraude-sms]");
  if (!place) return;
  const { segments, odd } = countSms(field.value.trim());
  place.textContent = segments
    ? `${segments} SMS${odd ? ` · ${place.dataset.maraudeOdd.replace("…", odd)}` : ""}`
    : place.dataset.maraudeNone;
}

export function startSms() {
  document.addEventListener("input", (event) => event.target.id === "reply-text" && show(event.target));
  const drawn = () => document.querySelector("#reply-text") && show(document.querySelector("#reply-text"));
  document.addEventListener("htmx:after:swap", drawn);
  drawn();
}
