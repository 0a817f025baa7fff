// Words of callers are not left readable in the browser's storage. The key comes with each page of its owner, is kept in
// memory only and cannot be taken out again: after signing out nobody on this machine reads what waits.

const subtle = globalThis.crypto?.subtle ?? null;

/** The key of a page, or null where the browser has no cryptography (pages without a secure connection). */
export async function keyFrom(base64) {
  if (!subtle || !base64) return null;
  const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Seal something; without a key it is kept as it is. */
export async function seal(key, value) {
  if (!key) return { plain: value };
  const iv = globalThis.crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
}

/** Open what was sealed; null when this key does not open it. */
export async function unseal(key, sealed) {
  if (sealed?.plain) return sealed.plain;
  if (!key || !sealed?.data) return null;
  try {
    return JSON.parse(new TextDecoder().decode(await subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, key, sealed.data)));
  } catch {
    return null;
  }
}
