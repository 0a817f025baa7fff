// The outbox: a call is frozen here before it is first sent, and leaves only when the server has said what became of it.
import { isDanger, meaning, pauseMs, REFUSED, toSend, WAITING } from "./entries.js";

const ANSWER_WITHIN_MS = 20_000;

/** The world it lives in; tests bring their own. */
export function browserWorld() {
  return {
    fetch: (...asked) => globalThis.fetch(...asked),
    after: (ms, act) => setTimeout(act, ms),
    cancel: (timer) => clearTimeout(timer),
    random: () => Math.random(),
    now: () => Date.now(),
    // One window sends at a time; without locks two may, and the server answers the second as the first.
    alone: (name, act) => (globalThis.navigator?.locks ? navigator.locks.request(name, act) : act()),
    token: () => /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "",
  };
}

export class Outbox {
  /**
   * @param {object} options
   * @param {object} options.store where entries lie (store.js)
   * @param {{id: number, name: string}} options.user whose calls are sent
   * @param {string} options.url where calls are filed
   * @param {(value: object) => Promise<object>} options.seal
   * @param {(sealed: object) => Promise<object|null>} options.unseal
   * @param {(what: {entry: object, became: string, body: object|null}) => void} options.onAnswer
   * @param {() => void} options.onChange entries came, went or changed
   */
  constructor(options, world = browserWorld()) {
    Object.assign(this, { onAnswer: () => {}, onChange: () => {} }, options, { world });
    this.attempt = 0;
    this.timer = null;
    this.running = null;
    this.again = false;
  }

  /** Freeze a call. Resolves when it is safe; then it is sent. */
  async add(id, pairs) {
    const { user, world } = this;
    const entry = { id, user: user.id, userName: user.name, at: world.now(), state: WAITING, danger: isDanger(pairs), sealed: await this.seal({ pairs }) };
    await this.store.put(entry);
    this.onChange();
    this.poke();
    return entry;
  }

  /** Take a call out again, to be changed. Its answer, should it come, is not waited for. */
  async withdraw(id) {
    if (this.sending === id) this.stop?.abort();
    await this.store.remove(id);
    this.onChange();
  }

  /** Send a refused one once more as it is. */
  async sendAgain(id) {
    const entry = await this.store.get(id);
    if (entry) await this.store.put({ ...entry, state: WAITING, reason: "" });
    this.onChange();
    this.poke();
  }

  /** The pairs of an entry, or null when they cannot be read here. */
  async read(entry) {
    return (await this.unseal(entry.sealed))?.pairs ?? null;
  }

  /** Something changed for the better, or something new is there: try now. */
  poke() {
    this.attempt = 0;
    return this.pass();
  }

  pass() {
    this.again = true;
    this.running ??= this.passes().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async passes() {
    while (this.again) {
      this.again = false;
      this.world.cancel(this.timer);
      const left = await this.world.alone(`outbox:${this.user.id}`, () => this.sendAll());
      if (left && !this.again) {
        this.timer = this.world.after(pauseMs(this.attempt, this.world.random), () => this.pass());
        this.attempt += 1;
      }
    }
  }

  /** Send what waits, in order; answers whether something still does. */
  async sendAll() {
    let left = false;
    const tried = new Set();
    for (;;) {
      const entry = toSend(await this.store.all(), this.user.id).find((one) => !tried.has(one.id));
      if (!entry) return left;
      tried.add(entry.id);
      const pairs = await this.read(entry);
      const { became, body } = pairs ? await this.send(entry, pairs) : { became: "unreadable", body: null };
      await this.settle(entry, became, body);
      left ||= became === "nobody" || became === "fault";
      this.onAnswer({ entry, became, body });
      this.onChange();
      if (became === "nobody" || became === "signed_out") return left;
    }
  }

  async send(entry, pairs) {
    const said = new URLSearchParams([...pairs, ["request_id", entry.id], ["sender", String(entry.user)]]);
    this.stop = new AbortController();
    this.sending = entry.id;
    const timer = this.world.after(ANSWER_WITHIN_MS, () => this.stop.abort());
    try {
      const answer = await this.world.fetch(this.url, {
        method: "POST",
        body: said,
        credentials: "same-origin",
        headers: { "X-Requested-With": "fetch", Accept: "application/json", "X-CSRFToken": this.world.token() },
        signal: this.stop.signal,
      });
      const body = await answer.json().catch(() => null);
      return { became: meaning({ status: answer.status, redirected: answer.redirected, body }), body };
    } catch {
      return { became: "nobody", body: null };
    } finally {
      this.world.cancel(timer);
      this.sending = null;
    }
  }

  async settle(entry, became, body) {
    if (became === "filed") await this.store.remove(entry.id);
    // Withdrawn while it was under way: what came back then is not put back.
    else if (became === "refused" && (await this.store.get(entry.id))) await this.store.put({ ...entry, state: REFUSED, reason: body?.message ?? "", location: body?.location ?? "" });
  }
}
