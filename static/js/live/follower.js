// Following boards by number: each event once and in order, gaps fetched, another history begun from a snapshot.
// It never guesses: a number that does not follow the last one is a gap, and a gap is fetched.

const BEHIND_GRACE_MS = 1_000;
const TRY_AGAIN_MS = 2_000;
const HELD_FRAMES = 5_000;

export class Follower {
  /**
   * @param {object} options
   * @param {string} options.epoch the history the numbers belong to
   * @param {Object<string, number>} options.boards board → the last number this screen has
   * @param {(slug: string) => string} options.snapshotUrl
   * @param {(frame: object) => void} options.onEvent each event once, in the order of its board
   * @param {(snapshot: object) => void} options.onSnapshot a board has to start again from this
   * @param {() => void} options.onAnswer the server answered over HTTP
   * @param {(refused: Error) => void} options.onRefused
   * @param {object} world
   */
  constructor(options, world) {
    Object.assign(this, options, { world });
    this.cursors = new Map(Object.entries(options.boards));
    this.held = new Map(); // board → frames that wait for its catching up
    this.again = new Set(); // boards to begin anew as soon as their catching up is over
    this.stopped = true;
  }

  /** What the server has to know to send only the rest. */
  hello() {
    return { type: "hello", epoch: this.epoch, boards: Object.fromEntries(this.cursors) };
  }

  accept(frame) {
    const cursor = this.cursors.get(frame.board);
    if (cursor === undefined) return;
    const held = this.held.get(frame.board);
    if (frame.epoch !== this.epoch) this.restartAll();
    else if (held) {
      if (held.length < HELD_FRAMES) held.push(frame);
    } else if (frame.prev > cursor) this.catchUp(frame.board);
    else this.take(frame);
  }

  take(frame) {
    if (frame.seq <= this.cursors.get(frame.board)) return;
    this.cursors.set(frame.board, frame.seq);
    this.onEvent(frame);
  }

  /** A heartbeat tells how far the boards have moved. */
  beat({ epoch, heads }) {
    if (epoch !== this.epoch) {
      this.restartAll();
      return;
    }
    for (const [slug, head] of Object.entries(heads ?? {})) {
      if (!(this.cursors.get(slug) < head) || this.held.has(slug)) continue;
      // The frames may be on their way: fetch only what is still missing a moment later.
      this.later(BEHIND_GRACE_MS, () => this.cursors.get(slug) < head && this.catchUp(slug));
    }
  }

  /** Everything after the cursor, by HTTP; frames that arrive meanwhile wait. */
  async catchUp(slug) {
    if (this.held.has(slug)) return;
    this.held.set(slug, []);
    let outcome = "done";
    try {
      outcome = await this.fetchAfter(slug);
    } catch (refused) {
      outcome = refused.status === 410 ? "restart" : "failed";
      this.onRefused(refused);
    }
    this.release(slug, outcome === "failed");
    if (outcome === "failed") this.tryAgain(() => this.catchUp(slug));
    if (outcome === "restart") await this.restart(slug);
  }

  async fetchAfter(slug) {
    for (let more = true; more && !this.stopped; ) {
      const after = this.cursors.get(slug);
      const answer = await this.world.get(`${this.snapshotUrl(slug)}events/?after=${after}`);
      this.onAnswer();
      if (answer.epoch !== this.epoch || answer.seq < after) return "restart";
      for (const frame of answer.events) this.take(frame);
      more = Boolean(answer.more) && answer.events.length > 0;
      // Rows this person may not see leave the head ahead of the last row shown.
      if (!more) this.cursors.set(slug, Math.max(answer.seq, this.cursors.get(slug)));
    }
    return "done";
  }

  /** This board cannot be continued: begin again from a fresh snapshot. */
  async restart(slug) {
    if (!this.cursors.has(slug)) return;
    if (this.held.has(slug)) {
      this.again.add(slug);
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
      this.onRefused(refused);
    }
    this.release(slug, failed);
    if (failed) this.tryAgain(() => this.restart(slug));
  }

  restartAll() {
    for (const slug of this.cursors.keys()) if (!this.held.has(slug)) this.restart(slug);
  }

  /** Let the frames that waited through; after a failure they are let go, the next fetch brings them. */
  release(slug, failed) {
    const held = this.held.get(slug);
    this.held.delete(slug);
    if (this.again.delete(slug)) this.restart(slug);
    else if (!failed) for (const frame of held) this.accept(frame);
  }

  tryAgain(act) {
    this.later(TRY_AGAIN_MS * (0.5 + this.world.random()), act);
  }

  later(ms, act) {
    this.world.after(ms, () => {
      if (!this.stopped) act();
    });
  }
}
