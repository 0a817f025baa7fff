// The live feed: one socket for many boards, watched, opened again when it dies, and HTTP when sockets are blocked.
import { Follower } from "./follower.js";
import { ageState } from "./freshness.js";

export const SIGNED_OUT = 4001;
export const TOO_SLOW = 4008;

const POLL_MS = 2_000;
const POLL_AFTER_MS = 3_000;
const OPENING_MS = 8_000;
const QUIET_MS = 12_000; // a heartbeat and a little: longer is worth a look after the machine slept
const SILENT_MS = 25_000; // two heartbeats and a half: the connection is dead, whatever the browser says
const BACKOFF_BASE_MS = 500;
const BACKOFF_CAP_MS = 15_000;
const AT_ONCE = 4;
// 404: the board exists no longer for this person, because the role or the branch was changed.
const NOT_PERMITTED = [401, 403, 404];

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
   * @param {object} options what a Follower needs (`epoch`, `boards`, `snapshotUrl`, `onEvent`, `onSnapshot`), and
   * @param {string} options.socketUrl
   * @param {(status: {state: string, heardAt: number, transport: "socket"|"poll"}) => void} options.onStatus
   * @param {(iso: string) => void} [options.onTime] the server's clock
   * @param {object} world
   */
  constructor({ socketUrl, onStatus, onTime = () => {}, ...following }, world) {
    Object.assign(this, { socketUrl, onStatus, onTime, world });
    this.follower = new Follower({ ...following, onAnswer: () => this.answered(), onRefused: (refused) => this.refused(refused) }, world);
    this.attempt = 0;
    this.greeted = false;
    this.stopped = true;
    this.transport = "socket";
    this.state = "starting";
  }

  start() {
    this.stopped = this.follower.stopped = false;
    this.heardAt ??= this.world.now();
    this.silentSince = this.world.now();
    this.open();
    this.watch();
  }

  stop() {
    this.stopped = this.follower.stopped = true;
    this.world.cancel(this.reopenTimer);
    this.world.cancel(this.watchTimer);
    this.reopenTimer = null;
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
    socket.onopen = () => socket.send(JSON.stringify(this.follower.hello()));
    socket.onmessage = (message) => this.hear(JSON.parse(message.data));
    socket.onclose = (event) => this.closed(event.code);
  }

  drop() {
    const socket = this.socket;
    this.socket = null;
    if (this.greeted) this.silentSince = this.world.now();
    this.greeted = false;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  closed(code) {
    this.drop();
    if (code === SIGNED_OUT) {
      this.signedOut();
      return;
    }
    if (code === TOO_SLOW) this.attempt = 0;
    this.later();
  }

  later() {
    if (this.stopped || this.reopenTimer) return;
    const wait = backoff(this.attempt, () => this.world.random());
    this.attempt += 1;
    this.reopenTimer = this.world.after(wait, () => this.open());
  }

  signedOut() {
    this.stop();
    this.tell("signed_out");
  }

  hear(message) {
    this.greeted = true;
    this.attempt = 0;
    this.transport = "socket";
    this.heard();
    if (message.type === "event") this.follower.accept(message);
    else if (message.type === "reset") this.follower.restart(message.board);
    else if (message.type === "heartbeat") {
      this.onTime(message.at);
      this.follower.beat(message);
    }
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
    const silent = this.greeted && now - this.heardAt > SILENT_MS;
    const stuck = this.socket && !this.greeted && now - this.openingAt > OPENING_MS;
    if (silent || stuck) {
      this.drop();
      this.later();
    }
    if (!this.greeted && now - this.silentSince > POLL_AFTER_MS) this.poll();
    const state = ageState(now - this.heardAt);
    if (state !== this.state && !this.stopped) this.tell(state);
    this.watchTimer = this.world.after(1_000, () => this.watch());
  }

  // ---- without a socket the same question over HTTP
  async poll() {
    const now = this.world.now();
    if (this.polling || now - (this.polledAt ?? 0) < POLL_MS) return;
    this.polling = true;
    this.polledAt = now;
    const waiting = [...this.follower.cursors.keys()];
    const ask = async () => {
      for (let slug = waiting.pop(); slug && !this.greeted && !this.stopped; slug = waiting.pop()) await this.follower.catchUp(slug);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
    this.polling = false;
  }

  answered() {
    if (!this.polling || this.greeted) return;
    this.transport = "poll";
    this.heard();
  }

  refused(refused) {
    if (NOT_PERMITTED.includes(refused.status)) this.signedOut();
  }
}
