import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff } from "../../static/js/live/feed.js";
import { aFeed, beat, frame, settled, World } from "./feed_world.mjs";

const EVENTS = "/api/boards/branch-1/events/";

async function connected(boards) {
  const world = new World();
  const { feed, seen } = aFeed(world, boards);
  feed.start();
  world.opens();
  await world.hears(beat(boards ?? { "branch-1": 10 }));
  return { world, feed, seen };
}

test("hello carries the epoch and the cursor of every board", async () => {
  const { world } = await connected({ "branch-1": 10, group: 3 });
  assert.deepEqual(world.socket.sent, [{ type: "hello", epoch: "e1", boards: { "branch-1": 10, group: 3 } }]);
});

test("events arrive once and in order; a repeated one is ignored", async () => {
  const { world, seen } = await connected();
  for (const seq of [11, 12, 12, 11, 13]) await world.hears(frame(seq));
  assert.deepEqual(seen.events, ["branch-1#11", "branch-1#12", "branch-1#13"]);
});

test("a number that does not follow is a gap: the missing rows are fetched, nothing is lost or doubled", async () => {
  const { world, seen } = await connected();
  world.answers.set(EVENTS, { epoch: "e1", board: "branch-1", seq: 14, events: [frame(11), frame(12), frame(13), frame(14)], more: false });
  await world.hears(frame(13));
  await world.hears(frame(14));
  await world.hears(frame(15));
  await settled();
  assert.deepEqual(seen.events, [11, 12, 13, 14, 15].map((seq) => `branch-1#${seq}`));
  assert.deepEqual(world.asked, [`${EVENTS}?after=10`]);
});

test("a stream that leaves numbers out on purpose is no gap", async () => {
  const { world, seen } = await connected();
  await world.hears(frame(11));
  await world.hears(frame(17, { prev: 11 }));
  assert.deepEqual(seen.events, ["branch-1#11", "branch-1#17"]);
  assert.deepEqual(world.asked, []);
});

test("catching up goes on while there is more", async () => {
  const { world, seen } = await connected();
  world.answers.set(EVENTS, (url) => {
    const after = Number(url.split("after=")[1]);
    return { epoch: "e1", board: "branch-1", seq: 13, events: [frame(after + 1)], more: after + 1 < 13 };
  });
  await world.hears(frame(13));
  for (let turn = 0; turn < 5; turn += 1) await settled();
  assert.deepEqual(seen.events, ["branch-1#11", "branch-1#12", "branch-1#13"]);
});

test("a heartbeat with a higher head, and no rows a moment later: they are fetched", async () => {
  const { world, seen } = await connected();
  world.answers.set(EVENTS, { epoch: "e1", board: "branch-1", seq: 12, events: [frame(11), frame(12)], more: false });
  await world.hears(beat({ "branch-1": 12 }));
  assert.deepEqual(world.asked, []);
  await world.pass(1_100);
  assert.deepEqual(seen.events, ["branch-1#11", "branch-1#12"]);
});

test("a head this screen may not see rows of is taken as its cursor", async () => {
  const { world, feed } = await connected();
  world.answers.set(EVENTS, { epoch: "e1", board: "branch-1", seq: 19, events: [], more: false });
  await world.hears(beat({ "branch-1": 19 }));
  await world.pass(1_100);
  assert.equal(feed.follower.cursors.get("branch-1"), 19);
});

test("reset: a fresh snapshot takes the board's place and the stream goes on behind it", async () => {
  const { world, seen } = await connected();
  let answer;
  world.answers.set("/api/boards/branch-1/", () => new Promise((done) => (answer = done)));
  await world.hears({ type: "reset", board: "branch-1", reason: "too_old" });
  await world.hears(frame(51));
  answer({ epoch: "e1", board: "branch-1", seq: 50, cards: [] });
  await settled();
  await settled();
  assert.deepEqual(seen.snapshots, ["branch-1@50"]);
  assert.deepEqual(seen.events, ["branch-1#51"]);
});

test("another epoch means another history: every board starts again", async () => {
  const { world, seen } = await connected({ "branch-1": 10, group: 3 });
  for (const board of ["branch-1", "group"]) world.answers.set(`/api/boards/${board}/`, { epoch: "e2", board, seq: 2, cards: [] });
  await world.hears(beat({ "branch-1": 2, group: 2 }, "e2"));
  await settled();
  assert.deepEqual(seen.snapshots.sort(), ["branch-1@2", "group@2"]);
  await world.hears(frame(3, { epoch: "e2" }));
  assert.deepEqual(seen.events, ["branch-1#3"]);
});

test("a failed fetch is tried again, and not in a hot loop", async () => {
  const { world, seen } = await connected();
  await world.hears(frame(13));
  assert.equal(world.asked.length, 1);
  await world.hears(beat({ "branch-1": 13 }));
  world.answers.set(EVENTS, { epoch: "e1", board: "branch-1", seq: 13, events: [frame(11), frame(12), frame(13)], more: false });
  await world.pass(4_000);
  assert.deepEqual(seen.events, ["branch-1#11", "branch-1#12", "branch-1#13"]);
  assert.ok(world.asked.length <= 4, `${world.asked.length} requests`);
});

test("a closed socket opens again after a wait that grows and is drawn by chance", async () => {
  const { world } = await connected();
  world.chance = 1;
  await world.closes();
  assert.equal(world.sockets.length, 1);
  await world.pass(501);
  assert.equal(world.sockets.length, 2);
  await world.closes();
  await world.pass(900);
  assert.equal(world.sockets.length, 2);
  await world.pass(200);
  assert.equal(world.sockets.length, 3);
  assert.equal(backoff(30, () => 1), 15_000);
  assert.equal(backoff(3, () => 0), 0);
});

test("after reconnecting the hello carries the cursor that was reached", async () => {
  const { world } = await connected();
  await world.hears(frame(11));
  await world.closes();
  await world.pass(1_000);
  world.opens();
  assert.deepEqual(world.socket.sent[0].boards, { "branch-1": 11 });
});

test("a screen that was too slow comes back with its cursor", async () => {
  const { world } = await connected();
  await world.closes(4008);
  await world.pass(1_000);
  assert.equal(world.sockets.length, 2);
});

test("signed out: no second try, and the screen says so", async () => {
  const { world, seen } = await connected();
  await world.closes(4001);
  await world.pass(60_000);
  assert.equal(world.sockets.length, 1);
  assert.equal(seen.states.at(-1), "signed_out");
});

test("without news the state turns late at 15 s and lost at 45 s", async () => {
  const { world, seen } = await connected();
  await world.pass(14_000);
  assert.equal(seen.states.at(-1), "live");
  await world.pass(2_000);
  assert.equal(seen.states.at(-1), "late");
  await world.pass(30_000);
  assert.equal(seen.states.at(-1), "lost");
});

test("a socket that looks open but is silent is given up after two heartbeats and a half", async () => {
  const { world } = await connected();
  await world.pass(27_500);
  assert.equal(world.sockets[0].closed, true);
  assert.ok(world.sockets.length >= 2);
});

test("where sockets are blocked the same rows come over HTTP, and the chip says so", async () => {
  const world = new World();
  const { feed, seen } = aFeed(world);
  let head = 10;
  world.answers.set(EVENTS, (url) => {
    const after = Number(url.split("after=")[1]);
    const events = [];
    for (let seq = after + 1; seq <= head; seq += 1) events.push(frame(seq));
    return { epoch: "e1", board: "branch-1", seq: head, events, more: false };
  });
  feed.start();
  await world.closes();
  await world.pass(5_000);
  head = 12;
  await world.pass(5_000);
  assert.deepEqual(seen.events, ["branch-1#11", "branch-1#12"]);
  assert.equal(seen.transport, "poll");
  assert.equal(seen.states.at(-1), "live");
});

test("polling ends when a socket speaks again", async () => {
  const world = new World();
  const { feed, seen } = aFeed(world);
  world.answers.set(EVENTS, { epoch: "e1", board: "branch-1", seq: 10, events: [], more: false });
  feed.start();
  await world.pass(6_000);
  assert.equal(seen.transport, "poll");
  world.opens();
  await world.hears(beat({ "branch-1": 10 }));
  assert.equal(seen.transport, "socket");
  const before = world.asked.length;
  await world.pass(9_000);
  assert.equal(world.asked.length, before);
});

test("signed out while polling is noticed too", async () => {
  const world = new World();
  const { feed, seen } = aFeed(world);
  world.answers.set(EVENTS, Object.assign(new Error("no"), { status: 401 }));
  feed.start();
  await world.pass(6_000);
  assert.equal(seen.states.at(-1), "signed_out");
});

test("waking up does not wait for the next try", async () => {
  const { world, feed } = await connected();
  world.chance = 1;
  for (let turn = 0; turn < 5; turn += 1) {
    await world.closes();
    await world.pass(16_000);
  }
  await world.closes();
  const before = world.sockets.length;
  feed.wake();
  assert.equal(world.sockets.length, before + 1);
});

test("two hundred rounds of loss, delay, doubling and reordering end at the head, each row once", async () => {
  for (let round = 0; round < 200; round += 1) {
    const { world, seen } = await connected();
    let head = 10;
    world.answers.set(EVENTS, (url) => {
      if (Math.random() < 0.2) return new Error("cut");
      const after = Number(url.split("after=")[1]);
      const events = [];
      for (let seq = after + 1; seq <= Math.min(head, after + 3); seq += 1) events.push(frame(seq));
      return { epoch: "e1", board: "branch-1", seq: head, events, more: after + 3 < head };
    });
    const late = [];
    for (let step = 0; step < 12; step += 1) {
      const next = frame((head += 1));
      const fate = Math.random();
      if (fate < 0.3) late.push(next);
      else if (fate < 0.8) await world.hears(next);
      if (Math.random() < 0.2) await world.hears(next);
      if (late.length && Math.random() < 0.4) await world.hears(late.shift());
    }
    for (let turn = 0; turn < 8; turn += 1) {
      if (world.socket.onmessage) await world.hears(beat({ "branch-1": head }));
      await world.pass(5_000);
    }
    assert.deepEqual(seen.events, Array.from({ length: head - 10 }, (_, index) => `branch-1#${index + 11}`), `round ${round}`);
  }
});
