// A world for the feed: a clock that is turned by hand, sockets and answers that a test controls.
import { Feed } from "../../static/js/live/feed.js";

export class World {
  constructor() {
    this.time = 1_000_000;
    this.timers = [];
    this.sockets = [];
    this.asked = [];
    this.answers = new Map();
    this.chance = 0.5;
  }

  connect(url) {
    const socket = { url, sent: [], closed: false, send: (text) => socket.sent.push(JSON.parse(text)), close: () => (socket.closed = true) };
    this.sockets.push(socket);
    return socket;
  }

  async get(url) {
    this.asked.push(url);
    const answer = this.answers.get(url) ?? this.answers.get(url.split("?")[0]);
    const given = typeof answer === "function" ? await answer(url) : answer;
    if (given === undefined) throw Object.assign(new Error("no answer"), { code: "no_connection", status: 0 });
    if (given instanceof Error) throw given;
    return structuredClone(given);
  }

  now() {
    return this.time;
  }

  random() {
    return this.chance;
  }

  after(ms, act) {
    const timer = { at: this.time + ms, act };
    this.timers.push(timer);
    return timer;
  }

  cancel(timer) {
    this.timers = this.timers.filter((one) => one !== timer);
  }

  /** Let time pass; timers ring in their order. */
  async pass(ms) {
    const end = this.time + ms;
    for (;;) {
      const next = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((one) => one !== next);
      this.time = Math.max(this.time, next.at);
      next.act();
      await settled();
    }
    this.time = end;
    await settled();
  }

  get socket() {
    return this.sockets.at(-1);
  }

  opens() {
    this.socket.onopen();
  }

  hears(message) {
    this.socket.onmessage({ data: JSON.stringify(message) });
    return settled();
  }

  closes(code = 1006) {
    const socket = this.socket;
    socket.closed = true;
    socket.onclose({ code });
    return settled();
  }
}

export const settled = () => new Promise((done) => setImmediate(done));

export function aFeed(world, boards = { "branch-1": 10 }) {
  const seen = { events: [], snapshots: [], states: [] };
  const feed = new Feed(
    {
      epoch: "e1",
      boards,
      socketUrl: "ws://here/ws/boards/",
      snapshotUrl: (slug) => `/api/boards/${slug}/`,
      onEvent: (frame) => seen.events.push(`${frame.board}#${frame.seq}`),
      onSnapshot: (snapshot) => seen.snapshots.push(`${snapshot.board}@${snapshot.seq}`),
      onStatus: (status) => {
        if (seen.states.at(-1) !== status.state) seen.states.push(status.state);
        seen.transport = status.transport;
      },
    },
    world,
  );
  return { feed, seen };
}

export const frame = (seq, { board = "branch-1", prev = seq - 1, epoch = "e1" } = {}) => ({ type: "event", epoch, board, prev, seq, at: "", kind: "k", subject: "work_order:1", card: null, data: {} });
export const beat = (heads, epoch = "e1") => ({ type: "heartbeat", epoch, heads, at: "2026-01-10T08:00:00Z" });
