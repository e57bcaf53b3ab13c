// A sealed box (maraude/lib/sealed_box.py): this telephone puts in, only the server opens.
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const text = new TextEncoder();

export const canSeal = Boolean(globalThis.crypto?.subtle);

export async function seal(publicHalf, id, said) {
  const ours = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const theirs = await crypto.subtle.importKey("raw", bytes(publicHalf), CURVE, false, []);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: point, info: text.encode("maraude sealed box 1") };
  const key = await crypto.subtle.deriveKey(derivation, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv: nonce, additionalData: text.encode(id) };
  const closed = new Uint8Array(await crypto.subtle.encrypt(how, key, text.encode(JSON.stringify(said))));
  return btoa(String.fromCharCode(...point, ...nonce, ...closed));
}

export function newId() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  random[6] = (random[6] & 0x0f) | 0x40;
  random[8] = (random[8] & 0x3f) | 0x80;
  const hex = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function bytes(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
