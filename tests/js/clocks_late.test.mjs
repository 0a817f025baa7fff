import assert from "node:assert/strict";
import { test } from "node:test";
import { trouble, unheard, watch } from "../../static/js/clocks_late.js";

const health = (timers) => ({ status: "ok", parts: { timers } });

test("clocks that are in time say nothing", () => {
  assert.equal(trouble(health({ ok: true, late_seconds: 0.2, failing: 0 })), "");
  assert.equal(trouble({}), "");
  assert.equal(trouble(null), "");
});

test("late clocks say by how much", () => {
  assert.match(trouble(health({ ok: false, late_seconds: 74.6, failing: 3 })), /75 s late/);
});

test("deadlines that fail are counted", () => {
  assert.match(trouble(health({ ok: true, late_seconds: 0, failing: 2 })), /^2 deadlines fail/);
});

test("when not even the health can be read, that is said", () => {
  assert.match(trouble(health({ ok: false, error: "OperationalError" })), /Nobody can say/);
});

test("the strip is shown while there is trouble and goes when it is over; a screen nobody looks at does not ask", async () => {
  const place = { textContent: "" };
  const strip = { hidden: true, querySelector: () => place };
  const answers = [health({ ok: false, late_seconds: 20, failing: 0 }), health({ ok: true, late_seconds: 0, failing: 0 })];
  let asked = 0;
  let seen = true;
  let next;
  await watch(strip, { ask: async () => ({ json: async () => answers[asked++] }), later: (again) => (next = again), seen: () => seen });
  assert.equal(strip.hidden, false);
  assert.match(place.textContent, /20 s late/);
  seen = false;
  await next();
  assert.equal(asked, 1);
  seen = true;
  await next();
  assert.equal(strip.hidden, true);
});

test("a server that does not answer changes nothing and is asked again", async () => {
  const strip = { hidden: true, querySelector: () => ({}) };
  let next;
  await watch(strip, { ask: async () => Promise.reject(new Error("away")), later: (again) => (next = again), seen: () => true });
  assert.equal(strip.hidden, true);
  assert.equal(typeof next, "function");
});

test("messages that do not arrive are counted", () => {
  assert.equal(unheard(health({ ok: true })), "");
  assert.match(unheard({ parts: { messages: { ok: true, not_getting_through: 3 } } }), /^3 messages/);
});
