// A little work that the gateway asks for when a crowd writes at once: a number whose hash begins with zeros.
// Where the browser cannot hash (no https), the message simply waits its turn.
const BATCH = 200;

export async function work(seed, bits) {
  if (!crypto.subtle) {
    await new Promise((resolve) => { setTimeout(resolve, 10000); });
    return "";
  }
  const encoder = new TextEncoder();
  for (let from = 0; ; from += BATCH) {
    const tries = Array.from({ length: BATCH }, (_, place) => String(from + place));
    const digests = await Promise.all(tries.map((one) => crypto.subtle.digest("SHA-256", encoder.encode(`${seed}:${one}`))));
    const found = digests.findIndex((digest) => new DataView(digest).getUint32(0) >>> (32 - bits) === 0);
    if (found >= 0) return tries[found];
  }
}
