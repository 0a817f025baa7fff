// Talk to the API: JSON both ways, the CSRF token, and one request id per act so that a second try is not a second act.
import { say } from "./words.js";

/** What the server refused, or why it could not be asked: `code`, a sentence, and for bad input the fields. */
export class Refused extends Error {
  constructor({ code, message, status = 0, fields = null }) {
    super(message);
    this.name = "Refused";
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

/** A number for one act, also on pages without a secure connection, where randomUUID does not exist. */
export function requestId(source = globalThis.crypto) {
  if (source.randomUUID) return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The CSRF token of this page: from its form field, else from the cookie. */
export function csrfToken(page = document) {
  const field = page.querySelector('input[name="csrfmiddlewaretoken"], meta[name="csrf-token"]');
  if (field) return field.value ?? field.content;
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(page.cookie)?.[1] ?? "";
}

/** Turn an answer that says no into words. */
export function refusalFrom(status, body) {
  if (body && typeof body.message === "string") return new Refused({ code: body.code ?? "refused", message: body.message, status, fields: body.fields ?? null });
  if (body && typeof body.detail === "string") return new Refused({ code: body.code ?? "refused", message: body.detail, status });
  if (status === 400 && body && typeof body === "object") {
    const sentences = Object.values(body).flat().filter((value) => typeof value === "string");
    return new Refused({ code: "bad_input", message: sentences.join(" ") || say("The server could not read this."), status, fields: body });
  }
  if (status === 401 || status === 403) return new Refused({ code: "not_permitted", message: say("You are signed out or may not do this."), status });
  if (status === 404) return new Refused({ code: "not_found", message: say("This no longer exists."), status });
  return new Refused({ code: "server_error", message: say("The server could not do this. Nothing was changed; try again."), status });
}

/**
 * POST an act. Adds `request_id` unless the caller brings its own for a second try.
 *
 * @returns {Promise<object>} the answer
 * @throws {Refused}
 */
export async function post(url, body = {}, { fetch = globalThis.fetch, token = csrfToken(), signal } = {}) {
  let answer;
  try {
    answer = await fetch(url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ request_id: requestId(), ...body }),
      signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused({ code: "no_connection", message: say("No connection to the server. Nothing was sent.") });
  }
  return read(answer);
}

/** GET JSON, with the same refusals. */
export async function get(url, { fetch = globalThis.fetch, signal } = {}) {
  let answer;
  try {
    answer = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" }, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused({ code: "no_connection", message: say("No connection to the server.") });
  }
  return read(answer);
}

async function read(answer) {
  const body = await answer.json().catch(() => null);
  if (!answer.ok) throw refusalFrom(answer.status, body);
  return body ?? {};
}
