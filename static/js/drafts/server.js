// The server's copies of unfinished calls. Answers null when there is none, undefined when the server cannot be asked.
import { csrfToken } from "../csrf_fetch.js";

const WITHIN_MS = 4_000;

async function ask(url, options = {}) {
  try {
    return await fetch(url, { credentials: "same-origin", cache: "no-store", signal: options.keepalive ? undefined : AbortSignal.timeout(WITHIN_MS), ...options, headers: { Accept: "application/json", ...options.headers } });
  } catch {
    return undefined;
  }
}

function writing(method, body, keepalive) {
  return { method, body: body && JSON.stringify(body), keepalive, headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() } };
}

export class ServerDrafts {
  constructor(url) {
    this.url = url;
  }

  async list() {
    const answer = await ask(this.url);
    return answer?.ok ? (await answer.json()).results : undefined;
  }

  async get(key) {
    const answer = await ask(`${this.url}${key}/`);
    if (answer?.status === 404) return null;
    return answer?.ok ? answer.json() : undefined;
  }

  /** @returns {Promise<{version?: number, refused?: string}|undefined>} */
  async put(local, keepalive = false) {
    const body = { content: { pairs: local.pairs, ring: local.ring }, version: local.base, parked: local.parked };
    const answer = await ask(`${this.url}${local.key}/`, writing("PUT", body, keepalive));
    if (answer?.ok) return { version: (await answer.json()).version };
    if (answer && answer.status < 500 && answer.status !== 401) return { refused: (await answer.json().catch(() => null))?.code ?? "refused" };
    return undefined;
  }

  async remove(key) {
    const answer = await ask(`${this.url}${key}/`, writing("DELETE"));
    return answer?.ok ?? false;
  }
}
