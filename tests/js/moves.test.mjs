import assert from "node:assert/strict";
import { test } from "node:test";

import { valuesOf } from "../../static/js/moves.js";

const field = (name, value, type = "text", rest = {}) => ({ name, value, type, ...rest });

test("what a move's form says, without what was left empty", () => {
  const elements = [field("reason", " parts "), field("note", ""), field("crew_id", "7", "radio", { checked: true }), field("crew_id", "8", "radio", { checked: false }), field("sure", "on", "checkbox", { checked: true })];
  assert.deepEqual(valuesOf({ elements }), { reason: "parts", crew_id: 7, sure: true });
});

test("a name with dots lies deeper in what is sent", () => {
  const elements = [field("cause", "air_lock"), field("readings.0.temperature_c", "19.5", "number"), field("readings.0.room", "客厅")];
  assert.deepEqual(valuesOf({ elements }), { cause: "air_lock", readings: [{ temperature_c: 19.5, room: "客厅" }] });
  assert.deepEqual(valuesOf({ elements: [field("readings.0.room", "")] }), {});
});
