import assert from "node:assert/strict";
import { test } from "node:test";
import { sayLeft, sayLength, shareUsed } from "../../static/js/deadline.js";

const MIN = 60_000;

test("the bar shows the share of this deadline's own time", () => {
  assert.deepEqual(shareUsed(0, 100, 25), { used: 0.25, level: "calm" });
  assert.deepEqual(shareUsed(0, 100, 50), { used: 0.5, level: "half" });
  assert.deepEqual(shareUsed(0, 100, 80), { used: 0.8, level: "near" });
  assert.deepEqual(shareUsed(0, 100, 100), { used: 1, level: "over" });
});

test("an unknown or impossible start never breaks the bar", () => {
  assert.deepEqual(shareUsed(NaN, 100, 25), { used: 0, level: "calm" });
  assert.deepEqual(shareUsed(100, 100, 25), { used: 0, level: "calm" });
  assert.deepEqual(shareUsed(50, 100, 25), { used: 0, level: "calm" });
});

test("lengths are read at a glance", () => {
  assert.equal(sayLength(4 * MIN + 5_000), "4:05");
  assert.equal(sayLength(185 * MIN), "3 h 05");
  assert.equal(sayLength(51 * 60 * MIN), "2 d 3 h");
  assert.equal(sayLength(0), "0:00");
});

test("what is over carries a minus sign", () => {
  assert.equal(sayLeft(10 * MIN, 4 * MIN), "6:00");
  assert.equal(sayLeft(4 * MIN, 10 * MIN), "\u22126:00");
});
