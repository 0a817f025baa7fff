import assert from "node:assert/strict";
import { test } from "node:test";

import { isDanger, labelOf, meaning, ofOthers, pauseMs, toSend } from "../../static/js/outbox/entries.js";

const entry = (id, at, more = {}) => ({ id, at, user: 7, userName: "olga", state: "waiting", danger: false, ...more });

test("a person's waiting calls go in the order they were frozen; refused ones and other people's do not go", () => {
  const lying = [entry("c", 3), entry("a", 1), entry("x", 0, { user: 8 }), entry("b", 2, { state: "refused" })];
  assert.deepEqual(toSend(lying, 7).map(({ id }) => id), ["a", "c"]);
});

test("of other people's calls only the name and the number is told, and whether somebody is in danger", () => {
  const lying = [entry("a", 1), entry("x", 0, { user: 8, userName: "lena" }), entry("y", 2, { user: 8, userName: "lena", danger: true })];
  assert.deepEqual(ofOthers(lying, 7), [{ name: "lena", count: 2, danger: true }]);
});

test("an answer means one of five things", () => {
  assert.equal(meaning({ status: 200, redirected: false, body: { location: "/hotline/calls/1/" } }), "filed");
  assert.equal(meaning({ status: 200, redirected: true, body: null }), "signed_out");
  assert.equal(meaning({ status: 401, redirected: false, body: null }), "signed_out");
  assert.equal(meaning({ status: 409, redirected: false, body: { code: "somebody_else" } }), "signed_out");
  for (const status of [400, 403, 409, 413]) assert.equal(meaning({ status, redirected: false, body: {} }), "refused");
  for (const status of [502, 503, 504]) assert.equal(meaning({ status, redirected: false, body: {} }), "nobody");
  for (const status of [408, 429, 500]) assert.equal(meaning({ status, redirected: false, body: {} }), "fault");
  assert.equal(meaning({ status: 200, redirected: false, body: null }), "fault", "somebody else's page answers, not the server");
});

test("it waits longer each time, never very long, and never at the same moment as the next desk", () => {
  assert.equal(pauseMs(0, () => 1), 2000);
  assert.equal(pauseMs(0, () => 0), 1000);
  assert.equal(pauseMs(2, () => 1), 8000);
  assert.equal(pauseMs(40, () => 1), 15_000);
});

test("a call is known again by the end of its number and its place, else by its first words", () => {
  assert.deepEqual(labelOf([["caller_phone", "+86 138-0000 1010"], ["place_label", "阳光花园 1号楼"], ["flat", "1-101"]]), { tail: "…1010", place: "阳光花园 1号楼 1-101" });
  assert.deepEqual(labelOf([["text", " 立管漏水 "]]), { tail: "", place: "立管漏水" });
});

test("a yes to a danger, or the key that sends at once, is a danger", () => {
  assert.equal(isDanger([["danger_person_hurt", "yes"]]), true);
  assert.equal(isDanger([["express", "leak"]]), true);
  assert.equal(Boolean(isDanger([["danger_person_hurt", "no"], ["express", ""], ["text", "yes"]])), false);
});
