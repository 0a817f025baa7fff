// Keeps one call form: at each letter in this browser, a moment later at the server. Its key is the number the call is filed under.
import { requestId } from "../csrf_fetch.js";
import { pairsOf, restore, worthKeeping } from "../draft.js";
import { decide, ofRing } from "./state.js";

/** What the lock of a key is called: a key whose lock is held is open in some window. */
export const LOCK = "call-draft:";
const LET_GO_WITHIN_MS = 1_500;
const SYNC_AFTER_MS = 800;
const AGAIN_MS = 6_000;

export class Keeper {
  /** @param {{form: HTMLFormElement, locals: object, server: object, onKept?: () => void}} options */
  constructor({ form, locals, server, onKept = () => {} }) {
    Object.assign(this, { form, locals, server, onKept });
    this.ring = Number(form.querySelector("input[name=ring]")?.value) || null;
    this.empty = JSON.stringify(pairsOf(form));
    this.local = null;
    this.stopped = false;
    this.paused = false; // while the call is being sent: the server may have filed it already
  }

  get key() {
    return this.form.querySelector("input[name=request_id]").value;
  }

  set key(key) {
    this.form.querySelector("input[name=request_id]").value = key;
    if (this.heldKey !== key) this.hold(key);
    const url = new URL(location.href);
    url.searchParams.set("draft", key);
    history.replaceState(history.state, "", url);
  }

  /** Be the one window that writes this key; false when another one is. */
  hold(key) {
    if (!navigator.locks) return Promise.resolve(true);
    return new Promise((answer) => {
      const mine = () => {
        answer(true);
        this.release?.();
        this.heldKey = key;
        return new Promise((release) => (this.release = release));
      };
      // A page that is loaded again waits for its own earlier self to let go.
      navigator.locks.request(LOCK + key, { signal: AbortSignal.timeout(LET_GO_WITHIN_MS) }, mine).catch(() => answer(false));
    });
  }

  /**
   * Open the form with what was kept, and keep it from now on.
   *
   * @param {[string, string][]|null} given pairs of the outbox: to be mended, or on their way
   */
  async start(given = null) {
    const asked = new URLSearchParams(location.search).get("draft");
    const known = asked ?? ofRing(this.locals.all(), this.ring) ?? (this.ring && ofRing(((await this.server.list()) ?? []).map((one) => ({ key: one.key, ring: one.content.ring })), this.ring));
    const fresh = this.key;
    this.listen();
    if (!known) {
      this.key = fresh;
      return;
    }
    if (!(await this.hold(known))) {
      // Open in another window: this one is a call of its own.
      this.key = fresh;
      return;
    }
    this.key = known;
    const local = this.locals.get(known);
    const remote = this.paused ? undefined : await this.server.get(known);
    this.open(given && !local ? this.fresh(given) : local, remote);
  }

  open(local, remote) {
    const became = decide(local, remote);
    // What somebody began to type meanwhile is not written over.
    const untouched = this.local === null;
    if (became === "nothing") {
      if (local) this.locals.remove(local.key);
      if (remote?.state === "done" && untouched) this.key = requestId();
      return;
    }
    if (!untouched) return;
    if (became === "same") local = { ...local, base: remote.version, dirty: remote.state === "parked" };
    const from = became === "remote" ? { ...this.fresh(remote.content.pairs), began: Date.parse(remote.began_at), base: remote.version, dirty: remote.state === "parked" } : { ...local, parked: false, dirty: local.dirty || local.parked };
    if (became === "fork") {
      this.locals.remove(local.key);
      this.key = requestId();
      Object.assign(from, { key: this.key, base: 0, dirty: true });
    }
    this.local = from;
    this.locals.put(from);
    if (restore(this.form, from.pairs)) this.form.dispatchEvent(new CustomEvent("draft-restored", { bubbles: true }));
    if (from.dirty) this.later();
    this.onKept();
  }

  fresh(pairs) {
    return { key: this.key, at: Date.now(), began: Date.now(), pairs, ring: this.ring, parked: false, base: 0, dirty: true };
  }

  listen() {
    const keep = () => this.keep();
    this.form.addEventListener("input", keep);
    this.form.addEventListener("change", keep);
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.flush(true));
    addEventListener("pagehide", () => {
      this.flush(true);
      this.release?.();
    });
    addEventListener("online", () => this.flush());
  }

  keep() {
    if (this.stopped || this.paused) return;
    const pairs = pairsOf(this.form);
    const worth = JSON.stringify(pairs) === this.empty ? null : worthKeeping(pairs);
    if (!worth) {
      if (this.local) this.discard();
      return;
    }
    if (this.local && JSON.stringify(this.local.pairs) === JSON.stringify(worth)) return;
    this.local = { ...(this.local ?? this.fresh(worth)), at: Date.now(), pairs: worth, dirty: true };
    this.locals.put(this.local);
    this.later();
  }

  later(ms = SYNC_AFTER_MS) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), ms);
  }

  /** Bring the server up to date; true when it is. */
  async flush(leaving = false) {
    clearTimeout(this.timer);
    if (this.stopped || this.paused || !this.local?.dirty) return true;
    if (this.flushing && !leaving) return this.flushing.then(() => this.flush());
    const sent = this.local;
    this.flushing = this.server.put(sent, leaving);
    const answer = await this.flushing;
    this.flushing = null;
    if (this.stopped || this.paused || this.local?.key !== sent.key) return false;
    if (answer?.version) {
      this.local = { ...this.local, base: answer.version, dirty: this.local !== sent };
      this.locals.put(this.local);
      this.onKept();
      if (this.local.dirty) this.later();
      return !this.local.dirty;
    }
    if (answer?.refused === "draft_changed" || answer?.refused === "draft_done") this.fork();
    else this.later(AGAIN_MS);
    return false;
  }

  /** Somebody else's copy stands under this key: ours goes on under a new one, and both are kept. */
  fork() {
    this.locals.remove(this.local.key);
    this.key = requestId();
    this.local = { ...this.local, key: this.key, base: 0, dirty: true };
    this.locals.put(this.local);
    this.later();
  }

  /** Put the call aside, to be taken up again. False when there is nothing to put aside. */
  async park() {
    this.keep();
    if (!this.local) return false;
    this.local = { ...this.local, at: Date.now(), parked: true, dirty: true };
    this.locals.put(this.local);
    await this.flush(true);
    return true;
  }

  /** Let go what was typed here. */
  async discard() {
    const { local } = this;
    this.local = null;
    clearTimeout(this.timer);
    if (!local) return;
    this.locals.remove(local.key);
    if (local.base > 0 || this.flushing) {
      await this.flushing;
      await this.server.remove(local.key);
      this.key = requestId();
    }
    this.onKept();
  }

  /** The call was filed: the server has settled its copy, the one here goes now. */
  filed() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.locals.remove(this.key);
  }

  /** Begin anew in the same page, for the next call. */
  renew() {
    this.local = null;
    this.ring = null;
    this.stopped = this.paused = false;
    this.key = requestId();
  }
}
