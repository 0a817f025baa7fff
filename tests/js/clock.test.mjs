import assert from "node:assert/strict";
import { test } from "node:test";
import { everySecond, sayTime, serverNow, setServerTime } from "../../static/js/clock.js";
import { ageState } from "../../static/js/live/freshness.js";

test("a machine that is set wrong shows the server's time", () => {
  const wrong = Date.parse("2026-01-10T08:00:00Z");
  setServerTime("2026-01-10T09:30:00Z", wrong);
  assert.equal(new Date(serverNow(wrong + 1000)).toISOString(), "2026-01-10T09:30:01.000Z");
  setServerTime("nonsense", wrong);
  assert.equal(new Date(serverNow(wrong)).toISOString(), "2026-01-10T09:30:00.000Z");
});

test("everybody is called at once and can stop", () => {
  let calls = 0;
  const stop = everySecond(() => (calls += 1));
  assert.equal(calls, 1);
  stop();
});

test("a moment that is none gives no words", () => {
  assert.equal(sayTime(""), "");
  assert.equal(sayTime(undefined), "");
});

test("a screen says how old it is: amber at 15 s, red at 45 s", () => {
  assert.deepEqual([0, 14_999, 15_000, 44_999, 45_000].map(ageState), ["live", "live", "late", "late", "lost"]);
});
