import assert from "node:assert/strict";
import { test } from "node:test";
import { viewOf } from "../../static/js/live/card.js";
import { setWords, wordFor } from "../../static/js/words.js";
import { aCard, due } from "./a_card.mjs";

setWords({ category: { leak: "Leak" }, status: { triaged: "To dispatch" } });

test("an unknown code is shown as plain words, never as nothing", () => {
  assert.equal(wordFor("category", "leak"), "Leak");
  assert.equal(wordFor("category", "leak_riser"), "Leak riser");
  assert.equal(wordFor("deadline", "work_order.on_site"), "On site");
});

test("a flat that stands in the label is shown once", () => {
  const place = { ...aCard(1).place, label: "和平里七区 12号楼 3-501", flat: "3-501" };
  const view = viewOf(aCard(1, { place }), "/work-orders/1/");
  assert.deepEqual([view.place, view.flat], ["和平里七区 12号楼", "3-501"]);
});

test("an empty value hides its slot", () => {
  const view = viewOf(aCard(1), "/work-orders/1/");
  for (const name of ["crew", "reports", "external", "key_site", "suspended", "escalated", "returned", "incident", "unsure", "deadline_due"]) assert.equal(view[name], "", name);
});

test("the first deadline is the one on the card", () => {
  const view = viewOf(aCard(1, { deadlines: [due("2026-01-10T09:00:00Z"), due("2026-01-10T12:00:00Z", "work_order.restored")] }), "/");
  assert.equal(view.deadline_due, "2026-01-10T09:00:00Z");
  assert.equal(view.deadline_kind, "Accept");
});
