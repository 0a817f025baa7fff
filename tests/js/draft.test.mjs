import assert from "node:assert/strict";
import { test } from "node:test";
import { readDraft, worthKeeping } from "../../static/js/draft.js";

test("tokens and empty fields are not worth keeping", () => {
  assert.deepEqual(worthKeeping([["csrfmiddlewaretoken", "x"], ["text", "暖气不热"], ["flat", ""]]), [["text", "暖气不热"]]);
  assert.equal(worthKeeping([["request_id", "1"], ["text", ""]]), null);
});

test("a draft comes back for a day; an old, torn or foreign one does not", () => {
  const pairs = [["text", "暖气不热"]];
  const now = 100 * 60 * 60 * 1000;
  assert.deepEqual(readDraft(JSON.stringify({ at: now - 1000, pairs }), now), pairs);
  assert.equal(readDraft(JSON.stringify({ at: now - 25 * 60 * 60 * 1000, pairs }), now), null);
  assert.equal(readDraft("{torn", now), null);
  assert.equal(readDraft('"words"', now), null);
  assert.equal(readDraft(null, now), null);
});
