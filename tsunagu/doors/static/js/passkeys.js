// Passkeys: asks the browser for one and puts its answer into the form. Without this script the page says so.

const toBytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
};
const toText = (buffer) => {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};
const withBytes = (rows) => (rows || []).map((row) => ({ ...row, id: toBytes(row.id) }));

async function create(options, form) {
  const key = structuredClone(options.publicKey);
  key.challenge = toBytes(key.challenge);
  key.user.id = toBytes(key.user.id);
  key.excludeCredentials = withBytes(key.excludeCredentials);
  const alone = form.querySelector("[name=passwordless]")?.checked ?? false;
  const how = key.authenticatorSelection || {};
  how.residentKey = alone ? "required" : "discouraged";
  how.requireResidentKey = alone;
  if (alone) how.userVerification = "required";
  key.authenticatorSelection = how;
  const made = await navigator.credentials.create({ publicKey: key });
  return told(made, {
    attestationObject: toText(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
}

async function get(options) {
  const key = structuredClone(options.publicKey);
  key.challenge = toBytes(key.challenge);
  key.allowCredentials = withBytes(key.allowCredentials);
  const made = await navigator.credentials.get({ publicKey: key });
  return told(made, {
    authenticatorData: toText(made.response.authenticatorData),
    signature: toText(made.response.signature),
    userHandle: made.response.userHandle ? toText(made.response.userHandle) : null,
  });
}

const told = (made, more) => ({
  id: made.id,
  rawId: toText(made.rawId),
  type: made.type,
  clientExtensionResults: made.getClientExtensionResults(),
  response: { clientDataJSON: toText(made.response.clientDataJSON), ...more },
});

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return (await answer.json()).request_options;
}

const isPossible = Boolean(window.PublicKeyCredential && navigator.credentials);
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("[data-passkey-button]");
  const failed = form.querySelector("[data-passkey-failed]");
  if (!isPossible) continue;
  form.querySelector("[data-passkey-missing]").hidden = true;
  button.hidden = false;
  button.addEventListener("click", async () => {
    failed.hidden = true;
    try {
      const options = await optionsOf(form);
      const answer = form.dataset.passkey === "create" ? await create(options, form) : await get(options);
      form.querySelector("[name=credential]").value = JSON.stringify(answer);
      form.submit();
    } catch {
      failed.hidden = false;
      failed.focus();
    }
  });
}
