import assert from "node:assert/strict";
import { test } from "node:test";

import { meant } from "../../static/js/pages/form_keys.js";
import { fingerprint, idFor } from "../../static/js/pages/sturdy_forms.js";

test("a form that says the same has the same fingerprint, another one another", () => {
  assert.equal(fingerprint("立管跑水"), fingerprint("立管跑水"));
  const many = new Set(Array.from({ length: 20_000 }, (_, n) => fingerprint(`阳光花园 ${n}号楼`)));
  assert.equal(many.size, 20_000);
});

test("the first sending goes under the number of the page", () => {
  assert.equal(idFor("page", "a", null), "page");
});

test("what was sent without an answer goes again under its own number, also from a page loaded anew", () => {
  assert.equal(idFor("new page", "a", { id: "first", content: "a" }), "first");
});

test("after an answer that never came, something else is another act", () => {
  assert.equal(idFor("first", "b", { id: "first", content: "a" }, () => "fresh"), "fresh");
});

test("digits choose by their place, Y and N where these are the answers", () => {
  const answers = ["yes", "no"];
  assert.equal(meant("Digit2", ["leak", "burst"]), "burst");
  assert.equal(meant("Numpad1", ["leak", "burst"]), "leak");
  assert.equal(meant("Digit3", ["leak", "burst"]), null);
  assert.equal(meant("Digit0", [..."abcdefghijkl"]), "j");
  assert.equal(meant("Equal", [..."abcdefghijkl"]), "l");
  assert.equal(meant("KeyY", answers), "yes");
  assert.equal(meant("KeyN", answers), "no");
  assert.equal(meant("KeyY", ["leak"]), null);
  assert.equal(meant("KeyQ", answers), null);
});
