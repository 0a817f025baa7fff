// The rules of unfinished calls, without browser: which copy counts, what is left over, what is listed.

/** @typedef {{key: string, at: number, began: number, pairs: [string, string][], ring: number|null, parked: boolean, base: number, dirty: boolean}} Local what this browser holds; `base` is the server's version it builds on */

const KEEP_MS = 24 * 60 * 60 * 1000;

/** Read a local copy; one that is torn, foreign or older than a day is none. */
export function readLocal(text, now) {
  try {
    const local = JSON.parse(text ?? "null");
    if (!local || !Array.isArray(local.pairs) || typeof local.key !== "string" || !(now - local.at <= KEEP_MS)) return null;
    return local;
  } catch {
    return null;
  }
}

/**
 * Which copy a form opens with.
 *
 * @param {Local|null} local
 * @param {object|null|undefined} remote the server's; null when it has none, undefined when it could not be asked
 * @returns {"local"|"remote"|"same"|"fork"|"nothing"} "same": the server has it, its answer was lost on the way;
 *   "fork": both are kept, the local one under a new key
 */
export function decide(local, remote) {
  if (remote === undefined) return local ? "local" : "nothing";
  if (remote === null || remote.state === "done") {
    if (!local) return "nothing";
    if (remote === null && local.base === 0) return "local";
    return local.dirty ? "fork" : "nothing";
  }
  if (!local) return "remote";
  if (local.base === remote.version) return "local";
  if (JSON.stringify(local.pairs) === JSON.stringify(remote.content.pairs)) return "same";
  return local.dirty ? "fork" : "remote";
}

function fromServer(remote) {
  return { key: remote.key, at: Date.parse(remote.updated_at), began: Date.parse(remote.began_at), pairs: remote.content.pairs, ring: remote.content.ring ?? null, parked: remote.state === "parked", parkedAt: remote.parked_at ? Date.parse(remote.parked_at) : null, kept: true };
}

/**
 * What to offer: everything unfinished but what is in hand elsewhere, parked ones first, then the oldest.
 *
 * @param {object[]|null} remotes the server's list; null when it could not be asked
 * @param {Local[]} locals
 * @param {Set<string>} inHand keys that another window holds open, or that wait in the outbox
 */
export function unfinished(remotes, locals, inHand) {
  const found = new Map((remotes ?? []).map((remote) => [remote.key, fromServer(remote)]));
  for (const local of locals) {
    // A clean copy the server no longer has was filed or let go on another machine.
    const gone = remotes !== null && !found.has(local.key) && local.base > 0 && !local.dirty;
    if (gone) continue;
    if (!found.has(local.key) || local.dirty) found.set(local.key, { ...local, parkedAt: local.parked ? local.at : null, kept: !local.dirty });
  }
  return [...found.values()].filter((one) => !inHand.has(one.key)).sort((one, other) => Number(other.parked) - Number(one.parked) || one.began - other.began);
}

/** The local copies the server has taken care of: nothing is lost when they go. */
export function settled(remotes, locals) {
  const known = new Map(remotes.map((remote) => [remote.key, remote]));
  return locals.filter((local) => !local.dirty && !(known.get(local.key)?.version > local.base) && (local.base > 0 || known.has(local.key))).map((local) => local.key);
}

/** The draft of a ring, when its form is opened again. */
export function ofRing(list, ring) {
  return ring === null ? null : (list.find((one) => one.ring === ring)?.key ?? null);
}
