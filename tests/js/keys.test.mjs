import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, keyName, worksWhileTyping } from "../../static/js/keys.js";

const pressed = (key, changes = {}) => ({ key, code: "", ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...changes });

test("keys are named as key caps name them", () => {
  assert.equal(keyName(pressed("F9", { code: "F9" })), "F9");
  assert.equal(keyName(pressed("a", { code: "KeyA" })), "A");
  assert.equal(keyName(pressed("/", { code: "Slash" })), "/");
  assert.equal(keyName(pressed("?", { code: "Slash", shiftKey: true })), "?");
  assert.equal(keyName(pressed("Enter", { code: "Enter", ctrlKey: true })), "Ctrl+Enter");
  assert.equal(keyName(pressed("Enter", { code: "Enter", metaKey: true })), "Ctrl+Enter");
  assert.equal(keyName(pressed("A", { code: "KeyA", shiftKey: true })), "Shift+A");
});

test("Alt and a letter is the same key on keyboards that make a sign of it, and under an input method", () => {
  assert.equal(keyName(pressed("∂", { code: "KeyD", altKey: true })), "Alt+D");
  assert.equal(keyName(pressed("Process", { code: "KeyA" })), "A");
  assert.equal(keyName(pressed("¡", { code: "Digit1", altKey: true })), "Alt+1");
});

test("only function keys and combinations act while somebody types", () => {
  assert.deepEqual(["F9", "Alt+D", "Ctrl+Enter", "A", "Enter", "/", "Escape"].map(worksWhileTyping), [true, true, true, false, false, false, false]);
});

test("of two buttons with one key the one in the part where the cursor stands is meant", () => {
  const [first, second] = [{ name: "first" }, { name: "second" }];
  const scope = { contains: (element) => element === second };
  assert.equal(choose([first, second], { closest: () => scope }), second);
  assert.equal(choose([first, second], { closest: () => null }), first);
  assert.equal(choose([], null), null);
});
