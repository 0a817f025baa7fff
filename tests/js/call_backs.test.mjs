import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, bodyOf, leavingTheHand, markShown } from "../../static/js/pages/call_backs.js";

const button = (dataset, reason) => ({ dataset, closest: () => ({ querySelector: () => (reason === undefined ? null : { value: reason }) }) });

test("a button sends an id of its own, and only what it asks for", () => {
  assert.deepEqual(bodyOf(button({}), "id"), { request_id: "id" });
  assert.deepEqual(bodyOf(button({ reached: "false" }), "id"), { request_id: "id", reached: false });
  assert.deepEqual(bodyOf(button({ asks: "reason" }, "shift ends"), "id"), { request_id: "id", reason: "shift ends" });
  assert.deepEqual(bodyOf(button({ asks: "reason" }), "id"), { request_id: "id", reason: "" });
});

test("the caller at hand is asked for by name, on the same part of the list", () => {
  assert.equal(addressOf("5", "http://desk/hotline/call-backs/?offset=50"), "http://desk/hotline/call-backs/?offset=50&call_back=5");
  assert.equal(addressOf(null, "http://desk/hotline/call-backs/"), "http://desk/hotline/call-backs/");
});

test("news swap everything but the form at hand", () => {
  assert.equal(leavingTheHand('<div data-swap="list"></div><div class="x" data-swap="hand">'), '<div data-swap="list"></div><div class="x" >');
});

test("after the list was fetched anew the caller at hand is marked in it, and nobody else", () => {
  const row = (id, marked) => ({ id, marked, setAttribute() { this.marked = true; }, removeAttribute() { this.marked = false; } });
  const rows = [row("call-back-4", true), row("call-back-5", false)];
  markShown({ querySelector: () => ({ dataset: { callBack: "5" } }), querySelectorAll: () => rows });
  assert.deepEqual(rows.map((one) => one.marked), [false, true]);
});
