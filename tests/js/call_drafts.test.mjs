import assert from "node:assert/strict";
import { test } from "node:test";

import { LocalDrafts } from "../../static/js/drafts/local.js";
import { decide, ofRing, readLocal, settled, unfinished } from "../../static/js/drafts/state.js";

const local = (more = {}) => ({ key: "k", at: 1000, began: 1000, pairs: [["text", "漏水"]], ring: null, parked: false, base: 1, dirty: false, ...more });
const remote = (more = {}) => ({ key: "k", state: "open", version: 1, content: { pairs: [["text", "漏水"]], ring: null }, began_at: "2026-01-12T01:00:00Z", updated_at: "2026-01-12T01:00:00Z", parked_at: null, ...more });

test("the newest copy counts if it builds on the last, else both are kept", () => {
  assert.equal(decide(local({ dirty: true }), remote()), "local");
  assert.equal(decide(local(), remote({ version: 2, content: { pairs: [["text", "漏水了"]], ring: null } })), "remote");
  assert.equal(decide(local({ base: 0, dirty: true }), remote()), "same", "a page that was left did not hear the answer");
  assert.equal(decide(local({ dirty: true, pairs: [["text", "漏水了"]] }), remote({ version: 2 })), "fork");
  assert.equal(decide(null, remote()), "remote");
});

test("without a line this machine's copy opens; with nothing anywhere nothing does", () => {
  assert.equal(decide(local(), undefined), "local");
  assert.equal(decide(null, undefined), "nothing");
  assert.equal(decide(null, null), "nothing");
});

test("what was filed or let go elsewhere does not come back, unless something new was typed here", () => {
  for (const gone of [null, remote({ state: "done", version: 3 })]) {
    assert.equal(decide(local(), gone), "nothing");
    assert.equal(decide(local({ dirty: true }), gone), "fork");
  }
  assert.equal(decide(local({ base: 0, dirty: true }), null), "local", "it never was at the server");
  assert.equal(decide(null, remote({ state: "done" })), "nothing");
});

test("unfinished: parked ones first, then the oldest; not what is open in a window or lies in the outbox", () => {
  const remotes = [remote({ key: "old" }), remote({ key: "parked", state: "parked", parked_at: "2026-01-12T03:00:00Z" }), remote({ key: "open elsewhere" })];
  const locals = [local({ key: "only here", base: 0, dirty: true, began: Date.parse("2026-01-12T00:30:00Z") }), local({ key: "gone", base: 2 })];
  const found = unfinished(remotes, locals, new Set(["open elsewhere"]));
  assert.deepEqual(found.map(({ key }) => key), ["parked", "only here", "old"]);
  assert.equal(found[0].parkedAt, Date.parse("2026-01-12T03:00:00Z"));
  assert.deepEqual(unfinished(null, locals, new Set()).map(({ key }) => key).sort(), ["gone", "only here"], "without a line all of this machine are shown");
});

test("signing out takes from this machine only what the server has", () => {
  const locals = [local({ key: "kept" }), local({ key: "typed", dirty: true }), local({ key: "new", base: 0, dirty: true }), local({ key: "behind" })];
  assert.deepEqual(settled([remote({ key: "kept" }), remote({ key: "behind", version: 2 })], locals), ["kept"]);
});

test("the form of a ring finds what was begun for it", () => {
  assert.equal(ofRing([local({ key: "a", ring: 5 }), local({ key: "b", ring: 6 })], 6), "b");
  assert.equal(ofRing([local({ key: "a" })], null), null);
});

test("each person's copies are their own, and what is torn or older than a day is none", () => {
  const kept = new Map();
  const store = new Proxy({ getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value), removeItem: (name) => kept.delete(name) }, { ownKeys: () => [...kept.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) });
  const now = 100 * 60 * 60 * 1000;
  const olga = new LocalDrafts(7, store, () => now);
  olga.put(local({ at: now - 1000 }));
  olga.put(local({ key: "old", at: now - 25 * 60 * 60 * 1000 }));
  assert.deepEqual(new LocalDrafts(8, store, () => now).all(), []);
  assert.deepEqual(olga.all().map(({ key }) => key), ["k"]);
  assert.equal(kept.size, 1, "the old one is deleted");
  assert.equal(readLocal("{torn", now), null);
  assert.equal(readLocal('{"pairs": []}', now), null);
});
