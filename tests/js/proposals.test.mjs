import assert from "node:assert/strict";
import { test } from "node:test";
import { keptItem } from "../../static/js/pages/items.js";
import { chipsOf } from "../../static/js/pages/proposals.js";

const LEAK = { code: "leak", name: "Leak", words: ["漏水"] };
const RADIATOR = { code: "leak.radiator", name: "Radiator leaks", words: ["暖气片漏"] };

test("each chip says what it sets, by which key, and the words that led to it", () => {
  const chips = chipsOf({ category: LEAK, item: RADIATOR, indoor_temp_c: 15, temperature_words: "15度", others: [{ code: "no_heat", name: "No heat", words: ["冰凉"] }] });
  assert.deepEqual(
    chips.map((chip) => [chip.key, chip.sets, chip.words]),
    [
      ["Alt+1", { category: "leak" }, ["漏水"]],
      ["Alt+2", { category: "leak", item: "leak.radiator" }, ["暖气片漏"]],
      ["Alt+3", { indoor_temp_c: "15" }, ["15度"]],
      ["Alt+4", { category: "no_heat" }, ["冰凉"]],
    ],
  );
});

test("nothing heard is no chip; a room at zero degrees is one", () => {
  assert.deepEqual(chipsOf({ category: null, item: null, indoor_temp_c: null, others: [] }), []);
  assert.deepEqual(chipsOf({ category: null, item: null, indoor_temp_c: 0, temperature_words: "0度", others: [] }).map((chip) => chip.sets), [{ indoor_temp_c: "0" }]);
});

test("an item that the new category does not have is let go", () => {
  assert.equal(keptItem("leak.radiator", ["leak.radiator", "leak.joint"]), "leak.radiator");
  assert.equal(keptItem("leak.radiator", ["low.air"]), "");
});
