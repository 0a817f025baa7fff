import assert from "node:assert/strict";
import { test } from "node:test";

import { Guesses } from "../../static/js/live/guesses.js";

const KEY = "work_order:7";
const waiting = { type: "work_order", id: 7, version: 3, status: "triaged" };
const sent = { ...waiting, version: 4, status: "dispatched", crew: { id: 1, name: "Red" } };

test("a guess stands in the truth's place until the feed brings the truth", () => {
  const guesses = new Guesses();
  const shown = guesses.begin(KEY, waiting, { ...waiting, status: "dispatched" });
  assert.equal(shown.before, waiting);
  assert.equal(shown.after.guess, true);
  assert.deepEqual([...guesses.over(new Map([[KEY, waiting]]))], [shown.after]);
  const change = guesses.overtaken({ key: KEY, before: waiting, after: sent });
  assert.equal(change.before, shown.after);
  assert.deepEqual([...guesses.over(new Map([[KEY, sent]]))], [sent]);
});

test("what the server agreed to is no guess any more, and the feed takes over from there", () => {
  const guesses = new Guesses();
  const shown = guesses.begin(KEY, waiting, { ...waiting, status: "dispatched" });
  assert.deepEqual(guesses.confirmed(KEY, sent), { key: KEY, before: shown.after, after: sent });
  assert.equal(guesses.overtaken({ key: KEY, before: waiting, after: sent }).before, sent);
});

test("a refused guess goes back to what is", () => {
  const guesses = new Guesses();
  const shown = guesses.begin(KEY, waiting, { ...waiting, status: "dispatched" });
  assert.deepEqual(guesses.refused(KEY, waiting), { key: KEY, before: shown.after, after: waiting });
  assert.deepEqual([...guesses.over(new Map([[KEY, waiting]]))], [waiting]);
});

test("when the feed was quicker than the answer there is nothing left to draw", () => {
  const guesses = new Guesses();
  guesses.begin(KEY, waiting, { ...waiting, status: "dispatched" });
  guesses.overtaken({ key: KEY, before: waiting, after: sent });
  assert.equal(guesses.confirmed(KEY, sent), null);
  assert.equal(guesses.refused(KEY, sent), null);
});

test("other cards are left alone", () => {
  const guesses = new Guesses();
  const change = { key: "work_order:8", before: null, after: waiting };
  assert.equal(guesses.overtaken(change), change);
});
