import assert from "node:assert/strict";
import { test } from "node:test";
import { concerns, seldom } from "../../static/js/pages/followed.js";
import { runningTime } from "../../static/js/pages/scene_clock.js";

const SECOND = 1000;
const HOUR = 3600 * SECOND;

test("a running time counts up and says days apart", () => {
  assert.equal(runningTime(0), "0:00:00");
  assert.equal(runningTime(59 * SECOND + 999), "0:00:59");
  assert.equal(runningTime(HOUR - SECOND), "0:59:59");
  assert.equal(runningTime(23 * HOUR + 5 * SECOND), "23:00:05");
  assert.equal(runningTime(50 * HOUR + 61 * SECOND), "2 d 02:01:01");
});

test("a clock that is behind shows nothing negative", () => {
  assert.equal(runningTime(-5 * SECOND), "0:00:00");
});

test("a page is concerned by the subjects or the kinds it names, else by everything", () => {
  const frame = { kind: "work_order.arrived", subject: "work_order:17" };
  assert.equal(concerns(frame, { subjects: ["incident:4", "work_order:17"] }), true);
  assert.equal(concerns(frame, { subjects: ["incident:4", "work_order:1"] }), false);
  assert.equal(concerns(frame, { kinds: "incident." }), false);
  assert.equal(concerns({ kind: "incident.declared", subject: "incident:4" }, { kinds: "incident." }), true);
  assert.equal(concerns(frame, {}), true);
});

/** A world without time: what was put off is done when asked for. */
function stillWorld() {
  const world = { time: 0, waiting: [] };
  world.options = {
    now: () => world.time,
    after: (act, ms) => world.waiting.push({ act, ms }),
    jitter: () => 0,
  };
  world.pass = async () => {
    const { act, ms } = world.waiting.shift();
    world.time += ms;
    await act();
  };
  return world;
}

test("a storm of events is one fetch now and one after a pause", async () => {
  const world = stillWorld();
  let fetched = 0;
  const soon = seldom(async () => Boolean((fetched += 1)), 1000, world.options);
  for (let event = 0; event < 500; event += 1) soon();
  assert.equal(world.waiting.length, 1);
  await world.pass();
  soon();
  soon();
  assert.equal(world.waiting.length, 1);
  assert.equal(world.waiting[0].ms, 1000);
  await world.pass();
  assert.equal(fetched, 2);
});

test("a fetch that failed is tried again after the pause", async () => {
  const world = stillWorld();
  const answers = [false, true];
  const soon = seldom(async () => answers.shift(), 1000, world.options);
  soon();
  await world.pass();
  assert.equal(world.waiting.length, 1);
  await world.pass();
  assert.equal(world.waiting.length, 0);
});
