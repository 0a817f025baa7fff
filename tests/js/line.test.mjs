import assert from "node:assert/strict";
import { test } from "node:test";

import { ANSWER_WITHIN_MS, ASK_EVERY_MS, askServer, Line } from "../../static/js/outbox/line.js";

function line(answers) {
  const made = { states: [], asked: 0, now: 0 };
  made.line = new Line({
    ask: async () => {
      made.asked += 1;
      return answers.shift() ?? true;
    },
    onChange: (state) => made.states.push(state),
    now: () => made.now,
  });
  return made;
}

test("a dead line is known within three seconds although the browser says nothing", () => {
  assert.ok(ASK_EVERY_MS + ANSWER_WITHIN_MS <= 3000);
});

test("it asks only when nothing was heard for a while, and always when the line is away", async () => {
  const made = line([false, false, true]);
  await made.line.tick();
  assert.equal(made.asked, 0);
  made.now = ASK_EVERY_MS;
  await made.line.tick();
  await made.line.tick();
  assert.deepEqual([made.asked, made.states], [2, ["away"]]);
  await made.line.tick();
  assert.deepEqual([made.asked, made.states], [3, ["away", "there"]]);
});

test("news by any way counts as a line, and a change is told once", () => {
  const made = line([]);
  made.line.failed();
  made.line.failed();
  made.line.heard();
  assert.deepEqual(made.states, ["away", "there"]);
});

test("no answer, an error and a server that says it is away are no line", async () => {
  assert.equal(await askServer("/line", async () => ({ ok: true })), true);
  assert.equal(await askServer("/line", async () => ({ ok: false })), false);
  assert.equal(
    await askServer("/line", async () => {
      throw new TypeError("away");
    }),
    false,
  );
});
