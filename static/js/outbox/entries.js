// The rules of the outbox, without browser: what goes next, what an answer means, how long to wait, what to call an entry.

/** @typedef {{id: string, user: number, userName: string, at: number, state: "waiting"|"refused", danger: boolean, sealed: object, reason?: string, location?: string}} Entry */

export const WAITING = "waiting";
export const REFUSED = "refused";

const LONGEST_WAIT_MS = 15_000;
const FIRST_WAIT_MS = 2_000;
const TAIL = 4;
// Nobody behind the address: the whole queue waits. Any other fault is of one entry, and the next may pass it.
const NOBODY_THERE = new Set([502, 503, 504]);

/** A person's own entries that wait, the oldest first. */
export function toSend(entries, user) {
  return entries.filter((entry) => entry.user === user && entry.state === WAITING).sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
}

/** How many calls of other people wait on this machine, by name; that some are dangers is told, nothing else. */
export function ofOthers(entries, user) {
  const found = new Map();
  for (const entry of entries) {
    if (entry.user === user) continue;
    const known = found.get(entry.user) ?? { name: entry.userName, count: 0, danger: false };
    found.set(entry.user, { ...known, count: known.count + 1, danger: known.danger || entry.danger });
  }
  return [...found.values()];
}

/**
 * What an answer means: "filed", "refused" (by the server, with a reason), "signed_out", "nobody" (the line or the
 * server is away: the queue waits), "fault" (this one failed: it waits, the next may go).
 */
export function meaning({ status, redirected, body }) {
  if (redirected || status === 401) return "signed_out";
  if (NOBODY_THERE.has(status)) return "nobody";
  if (status >= 200 && status < 300) return body?.location ? "filed" : "fault";
  if (body?.code === "somebody_else") return "signed_out";
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return "refused";
  return "fault";
}

/** How long to wait before try number `attempt`; no two desks at the same moment. */
export function pauseMs(attempt, random) {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.5 + random() / 2);
}

/** Where and who, as far as it was typed: enough for its operator to know it again. */
export function labelOf(pairs) {
  const said = new Map(pairs);
  const digits = (said.get("caller_phone") ?? "").replace(/\D/g, "");
  const place = [said.get("place_label"), said.get("flat")].map((part) => (part ?? "").trim()).filter(Boolean).join(" ");
  return { tail: digits ? `…${digits.slice(-TAIL)}` : "", place: place || (said.get("text") ?? "").trim().slice(0, 24) };
}

/** Whether somebody is in danger by what was answered, or by the key it was sent with. */
export function isDanger(pairs) {
  return pairs.some(([name, value]) => (name.startsWith("danger_") && value === "yes") || (name === "express" && value));
}
