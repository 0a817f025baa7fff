import assert from "node:assert/strict";
import { test } from "node:test";
import { sinceWords } from "../../static/js/pages/ring_strip.js";

test("how long a call has rung reads as on a telephone", () => {
  assert.equal(sinceWords(7.9), "0:07");
  assert.equal(sinceWords(60), "1:00");
  assert.equal(sinceWords(3_605), "60:05");
  assert.equal(sinceWords(-3), "0:00");
});
