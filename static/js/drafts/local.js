// Copies of unfinished calls in this browser: one per key and person, so that two windows never write over each other.
import { readLocal } from "./state.js";

const PREFIX = "call-draft:";

function storage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** The copies of one person on this machine. */
export class LocalDrafts {
  constructor(user, store = storage(), now = () => Date.now()) {
    Object.assign(this, { prefix: `${PREFIX}${user}:`, store, now });
  }

  get(key) {
    return readLocal(this.store?.getItem(this.prefix + key), this.now());
  }

  put(local) {
    try {
      this.store?.setItem(this.prefix + local.key, JSON.stringify(local));
    } catch {
      // A full storage: the server's copy still is.
    }
  }

  remove(key) {
    this.store?.removeItem(this.prefix + key);
  }

  /** All of them; what is too old to be shown is deleted here. */
  all() {
    if (!this.store) return [];
    const found = [];
    for (const name of Object.keys(this.store)) {
      if (!name.startsWith(this.prefix)) continue;
      const local = readLocal(this.store.getItem(name), this.now());
      if (local) found.push(local);
      else this.store.removeItem(name);
    }
    return found;
  }
}
