// A passkey: the browser asks the device, the answer goes into the form. Bytes travel as base64url.
const form = document.querySelector("[data-maraude-passkey]");
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

function asked(options) {
  const key = structuredClone(options.publicKey);
  key.challenge = bytes(key.challenge);
  if (key.user) key.user.id = bytes(key.user.id);
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    for (const one of key[list] ?? []) one.id = bytes(one.id);
  }
  return { publicKey: key };
}

function answered(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return {
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const failed = form.querySelector("[data-maraude-passkey-failed]");
  failed.hidden = true;
  try {
    const data = JSON.parse(document.getElementById("passkey-options").textContent);
    const credential = form.dataset.maraudePasskey === "create"
      ? await navigator.credentials.create(asked(data.creation_options))
      : await navigator.credentials.get(asked(data.request_options));
    form.elements.credential.value = JSON.stringify(answered(credential));
    form.submit();
  } catch {
    failed.hidden = false;
  }
});
