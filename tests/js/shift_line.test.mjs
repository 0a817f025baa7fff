import assert from "node:assert/strict";
import { test } from "node:test";
import { concerns, spanWords } from "../../static/js/pages/shift_line.js";

test("how long since reads as at a desk", () => {
  assert.equal(spanWords(7.9), "0:07");
  assert.equal(spanWords(754), "12:34");
  assert.equal(spanWords(3_727), "1:02:07");
  assert.equal(spanWords(-3), "0:00");
});

test("rings, seats and call-backs change the line, and nothing else does", () => {
  for (const kind of ["ring.rang", "seat.signed_on", "call_back.settled"]) assert.ok(concerns({ kind }));
  for (const kind of ["call.logged", "article.published"]) assert.ok(!concerns({ kind }));
});
