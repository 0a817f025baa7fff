import assert from "node:assert/strict";
import { test } from "node:test";

import { isPartOf, meantInList } from "../../static/js/pages/caller.js";

test("arrows go round in the list and digits take what is there", () => {
  assert.deepEqual(meantInList("ArrowDown", 2, 3), { focus: 0 });
  assert.deepEqual(meantInList("ArrowUp", 0, 3), { focus: 2 });
  assert.deepEqual(meantInList("2", 0, 3), { take: 1 });
  assert.equal(meantInList("4", 0, 3), null);
  assert.equal(meantInList("a", 0, 3), null);
  assert.equal(meantInList("1", 0, 0), null);
});

test("only a part that was typed is completed, never another whole number", () => {
  assert.equal(isPartOf("1010", "13800001010"), true);
  assert.equal(isPartOf("138 0000", "13800001010"), true);
  assert.equal(isPartOf("13800001010", "13800001010"), false);
  assert.equal(isPartOf("13912345678", "13800001010"), false);
  assert.equal(isPartOf("", "13800001010"), false);
});
