import assert from "node:assert/strict";
import { test } from "node:test";
import { matchParts, step } from "../../static/js/place_search.js";

test("what was typed is marked in the label", () => {
  assert.deepEqual(matchParts("和平里七区 12号楼", "七区 12"), [
    { text: "和平里", hit: false }, { text: "七区", hit: true }, { text: " ", hit: false }, { text: "12", hit: true }, { text: "号楼", hit: false },
  ]);
  assert.deepEqual(matchParts("Oak (North)", "(north"), [{ text: "Oak ", hit: false }, { text: "(North", hit: true }, { text: ")", hit: false }]);
  assert.deepEqual(matchParts("Oak", " "), [{ text: "Oak", hit: false }]);
});

test("the arrows go round the list", () => {
  assert.equal(step(-1, 3, "ArrowDown"), 0);
  assert.equal(step(2, 3, "ArrowDown"), 0);
  assert.equal(step(0, 3, "ArrowUp"), 2);
  assert.equal(step(1, 3, "End"), 2);
  assert.equal(step(0, 0, "ArrowDown"), -1);
});
