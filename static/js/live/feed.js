// The live feed: one socket for many boards, everything after a cursor, and HTTP when sockets are blocked.
// It never guesses: a number that does not follow the last one is a gap, and a gap is fetched.
import { ageState } from "./freshness.js";

export const SIGNED_OUT = 4001;
export const TOO_SLOW = 4008;

const POLL_MS = 2_000;
const OPENING_MS = 8_000;
const SILENT_MS = 25_000; // two heartbeats and a half: the connection is dead, whatever the browser says
const QUIET_MS = 12_000; // a heartbeat and a little: longer is worth a look after the machine slept
const POLL_AFTER_MS = 3_000;
const BEHIND_GRACE_MS = 1_000;
const BACKOFF_BASE_MS = 500;
const BACKOFF_CAP_MS = 15_000;
const HELD_FRAMES = 5_000;
const AT_ONCE = 4;

/** How long to wait before try number `attempt`: anything up to a growing cap, so that 300 screens do not come at once. */
export function backoff(attempt, random) {
  return random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** attempt);
}

/** The world the feed lives in; tests bring their own. */
export function browserWorld(get) {
  return {
    connect: (url) => new WebSocket(url),
    get,
    now: () => Date.now(),
    random: () => Math.random(),
    after: (ms, act) => setTimeout(act, ms),
    cancel: (timer) => clearTimeout(timer),
  };
}

export class Feed {
  /**
   * @param {object} options
   * @param {string} options.epoch the epoch of the snapshots
   * @param {Object<string, number>} options.boards board → the last number this screen has
   * @param {string} options.socketUrl
   * @param {(slug: string) => string} options.snapshotUrl
   * @param {(frame: object) => void} options.onEvent each event once, in the order of its board
   * @param {(snapshot: object) => void} options.onSnapshot a board has to start again from this
   * @param {(status: {state: string, heardAt: number|null, transport: string}) => void} options.onStatus
   * @param {(iso: string) => void} [options.onTime] the server's clock
   * @param {object} world
   */
  constructor(options, world) {
    Object.assign(this, { onTime: () => {}, ...options, world });
    this.cursors = new Map(Object.entries(options.boards));
    this.held = new Map(); // board → frames that wait for its catching up
    this.behindSince = new Map();
    this.heardAt = null;
    this.attempt = 0;
    this.greeted = false;
    this.stopped = true;
    this.transport = "socket";
    this.state = "starting";
  }

  start() {
    this.stopped = false;
    this.heardAt ??= this.world.now();
    this.silentSince = this.world.now();
    this.open();
    this.watch();
  }

  stop() {
    this.stopped = true;
    this.world.cancel(this.reopenTimer);
    this.world.cancel(this.watchTimer);
    this.drop();
  }

  /** The machine woke up or is online again: do not wait for the next try. */
  wake() {
    if (this.stopped || (this.greeted && this.world.now() - this.heardAt < QUIET_MS)) return;
    this.world.cancel(this.reopenTimer);
    this.attempt = 0;
    this.drop();
    this.open();
  }

  // ---- the socket
  open() {
    this.reopenTimer = null;
    this.openingAt = this.world.now();
    let socket;
    try {
      socket = this.world.connect(this.socketUrl);
    } catch {
      this.later();
      return;
    }
    this.socket = socket;
    socket.onopen = () => {
      socket.send(JSON.stringify({ type: "hello", epoch: this.epoch, boards: Object.fromEntries(this.cursors) }));
    };
    socket.onmessage = (message) => {
      if (socket === this.socket) this.hear(JSON.parse(message.data));
    };
    socket.onclose = (event) => {
      if (socket === this.socket) this.closed(event.code);
    };
  }

  drop() {
    const socket = this.socket;
    this.socket = null;
    this.greeted = false;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  closed(code) {
    this.socket = null;
    if (this.greeted) this.silentSince = this.world.now();
    this.greeted = false;
    if (code === SIGNED_OUT) {
      this.signedOut();
      return;
    }
    if (code === TOO_SLOW) this.attempt = 0;
    this.later();
  }

  later() {
    if (this.stopped || this.reopenTimer) return;
    const wait = backoff(this.attempt, this.world.random);
    this.attempt += 1;
    this.reopenTimer = this.world.after(wait, () => this.open());
  }

  signedOut() {
    this.stopped = true;
    this.world.cancel(this.reopenTimer);
    this.world.cancel(this.watchTimer);
    this.drop();
    this.tell("signed_out");
  }

  hear(message) {
    this.greeted = true;
    this.attempt = 0;
    this.transport = "socket";
    this.heard();
    if (message.type === "event") this.accept(message);
    else if (message.type === "heartbeat") {
      this.onTime(message.at);
      this.beat(message);
    } else if (message.type === "reset") this.restart(message.board);
  }

  heard() {
    this.heardAt = this.world.now();
    this.tell("live");
  }

  tell(state) {
    this.state = state;
    this.onStatus({ state, heardAt: this.heardAt, transport: this.transport });
  }

  // ---- once a second: is this connection what it claims to be?
  watch() {
    if (this.stopped) return;
    const now = this.world.now();
    const age = now - this.heardAt;
    if (this.greeted && age > SILENT_MS) {
      this.silentSince = now;
      this.drop();
      this.later();
    } else if (this.socket && !this.greeted && now - this.openingAt > OPENING_MS) {
      this.drop();
      this.later();
    }
    if (!this.greeted && now - this.silentSince > POLL_AFTER_MS) this.poll();
    const state = ageState(age);
    if (state !== this.state) this.tell(state);
    this.watchTimer = this.world.after(1_000, () => this.watch());
  }

  /** Without a socket the same question over HTTP. */
  async poll() {
    const now = this.world.now();
    if (this.polling || now - (this.polledAt ?? 0) < POLL_MS) return;
    this.polling = true;
    this.polledAt = now;
    const waiting = [...this.cursors.keys()];
    const ask = async () => {
      for (let slug = waiting.pop(); slug && !this.greeted && !this.stopped; slug = waiting.pop()) await this.catchUp(slug, true);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
    this.polling = false;
  }

  // ---- frames
  accept(frame) {
    const cursor = this.cursors.get(frame.board);
    if (cursor === undefined) return;
    if (frame.epoch !== this.epoch) {
      this.restartAll();
      return;
    }
    const held = this.held.get(frame.board);
    if (held) {
      if (held.length < HELD_FRAMES) held.push(frame);
      return;
    }
    if (frame.seq <= cursor) return;
    if (frame.prev > cursor) {
      this.catchUp(frame.board);
      return;
    }
    this.take(frame);
  }

  take(frame) {
    this.cursors.set(frame.board, frame.seq);
    this.behindSince.delete(frame.board);
    this.onEvent(frame);
  }

  beat({ epoch, heads }) {
    if (epoch !== this.epoch) {
      this.restartAll();
      return;
    }
    for (const [slug, head] of Object.entries(heads ?? {})) {
      const cursor = this.cursors.get(slug);
      if (cursor === undefined || head <= cursor || this.held.has(slug)) continue;
      // The frames may be on their way: fetch only what is still missing a moment later.
      this.world.after(BEHIND_GRACE_MS, () => {
        if (!this.stopped && this.cursors.get(slug) < head) this.catchUp(slug);
      });
    }
  }

  /** Everything after the cursor, by HTTP; frames that arrive meanwhile wait. */
  async catchUp(slug, polling = false) {
    if (this.held.has(slug)) return;
    this.held.set(slug, []);
    let [start, failed] = [false, false];
    try {
      for (let more = true; more && !this.stopped; ) {
        const answer = await this.world.get(`${this.snapshotUrl(slug)}events/?after=${this.cursors.get(slug)}`);
        if (polling && !this.greeted) {
          this.transport = "poll";
          this.heard();
        }
        if (answer.epoch !== this.epoch || answer.reset || answer.seq < this.cursors.get(slug)) {
          start = true;
          break;
        }
        for (const frame of answer.events) if (frame.seq > this.cursors.get(slug)) this.take(frame);
        more = Boolean(answer.more) && answer.events.length > 0;
        if (!more && answer.seq > this.cursors.get(slug)) this.cursors.set(slug, answer.seq);
      }
    } catch (refused) {
      start = refused.status === 410;
      failed = !start;
      this.refused(refused);
    }
    this.release(slug, failed);
    if (failed) this.tryAgain(() => this.catchUp(slug));
    if (start) await this.restart(slug);
  }

  /** This board cannot be continued: begin again from a fresh snapshot. */
  async restart(slug) {
    if (!this.cursors.has(slug)) return;
    if (this.held.has(slug)) {
      this.again = (this.again ?? new Set()).add(slug);
      return;
    }
    this.held.set(slug, []);
    let failed = false;
    try {
      const snapshot = await this.world.get(this.snapshotUrl(slug));
      this.epoch = snapshot.epoch;
      this.cursors.set(slug, snapshot.seq);
      this.onSnapshot(snapshot);
    } catch (refused) {
      failed = true;
      this.refused(refused);
    }
    this.release(slug, failed);
    if (failed) this.tryAgain(() => this.restart(slug));
  }

  restartAll() {
    for (const slug of this.cursors.keys()) this.restart(slug);
  }

  /** Let the frames that waited through; after a failure they are let go, the next fetch brings them. */
  release(slug, failed = false) {
    const held = failed ? [] : (this.held.get(slug) ?? []);
    this.held.delete(slug);
    if (this.again?.delete(slug)) {
      this.restart(slug);
      return;
    }
    for (const frame of held) this.accept(frame);
  }

  tryAgain(act) {
    if (this.stopped) return;
    this.world.after(BEHIND_GRACE_MS + backoff(2, this.world.random), () => {
      if (!this.stopped) act();
    });
  }

  refused(refused) {
    // 404: the board exists no longer for this person, because the role or the branch was changed.
    if ([401, 403, 404].includes(refused.status)) this.signedOut();
  }
}
