import assert from "node:assert/strict";
import { test } from "node:test";

import { choices, counts, filtersFromQuery, inForce, NONE, passes, queryWithFilters } from "../../static/js/live/filters.js";
import { aCard, due } from "./a_card.mjs";

const NOW = Date.parse("2026-01-10T09:00:00Z");
const letsThrough = (card, change) => passes(card, { ...NONE, ...change }, NOW);

test("filters live in the address and keep what else stands there", () => {
  const filters = filtersFromQuery("?branch=branch-2&urgency=urgent&colour=red");
  assert.deepEqual(filters, { ...NONE, branch: "branch-2", urgency: "urgent" });
  assert.deepEqual(inForce(filters), ["branch", "urgency"]);
  assert.equal(queryWithFilters("?colour=red&branch=branch-2", { ...filters, branch: "" }), "?colour=red&urgency=urgent");
  assert.equal(queryWithFilters("?branch=branch-2", NONE), "");
  assert.equal(queryWithFilters("?view=list", { ...NONE, key: "1" }), "?view=list&key=1");
});

test("filters let through what they say", () => {
  const late = aCard(1, { deadlines: [due("2026-01-10T08:00:00Z")] });
  assert.equal(letsThrough(late, { branch: "branch-1", urgency: "urgent", attention: "breached" }), true);
  assert.equal(letsThrough(late, { branch: "branch-2" }), false);
  assert.equal(letsThrough(aCard(1, { priority: "P1" }), { attention: "alone" }), true);
  assert.equal(letsThrough(aCard(1, { priority: "P1", crew: { id: 1, name: "x" } }), { attention: "alone" }), false);
});

test("type, crew, incident, source, key site and stage each let through their own", () => {
  const card = aCard(1, { order_type: "leak", crew: { id: 7, name: "Red" }, incident: "IN-000002", external: { source: "12345" }, key_site: "Hospital", status: "accepted" });
  const passing = { type: "leak", crew: "7", incident: "IN-000002", source: "12345", key: "1", stage: "accepted" };
  const other = { type: "noise", crew: "8", incident: "IN-000003", source: "letter", stage: "sent" };
  assert.equal(letsThrough(card, passing), true);
  for (const [name, value] of Object.entries(other)) assert.equal(letsThrough(card, { ...passing, [name]: value }), false, name);
  assert.equal(letsThrough(card, { crew: "none" }), false);
  const bare = aCard(2, { crew: null, incident: "", external: null, key_site: "" });
  assert.equal(letsThrough(bare, { crew: "none" }), true);
  for (const name of ["incident", "source", "key"]) assert.equal(letsThrough(bare, { [name]: passing[name] }), false, name);
});

test("counts are of what is shown and of the whole", () => {
  const cards = [aCard(1), aCard(2, { status: "done", urgency: "non_urgent" }), aCard(3, { priority: "P1" }), { type: "incident", id: 1, open: true }, { type: "planned_stop", id: 1, open: true }];
  const seen = counts(cards, { ...NONE, urgency: "urgent" }, NOW);
  assert.deepEqual([seen.shown, seen.whole, seen.alone, seen.incidents, seen.stages.to_dispatch, seen.stages.to_call_back], [2, 3, 1, 1, 2, 0]);
});

test("what can be chosen is what the cards bring, with how many there are", () => {
  const red = { crew: { id: 7, name: "Red" } };
  const found = choices([aCard(1, red), aCard(2, red), aCard(3, { crew: null, external: { source: "12345" } }), { type: "incident", id: 1 }]);
  assert.deepEqual(found.crew, [{ value: "7", label: "Red", count: 2 }]);
  assert.deepEqual(found.source, [{ value: "12345", label: "12345", count: 1 }]);
});
