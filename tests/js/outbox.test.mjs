import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox } from "../../static/js/outbox/outbox.js";
import { keyFrom, seal, unseal } from "../../static/js/outbox/seal.js";
import { Memory } from "../../static/js/outbox/store.js";

const OLGA = { id: 7, name: "olga" };
const filed = (id) => ({ status: 200, redirected: false, json: async () => ({ location: `/hotline/calls/${id}/` }) });
const says = (status, body = {}) => ({ status, redirected: false, json: async () => body });

/** An outbox in a world of its own; `answers` are given in order, an error is a line that is away. */
function world(answers, { store = new Memory(), user = OLGA } = {}) {
  const sent = [];
  const told = [];
  const timers = [];
  let now = 0;
  const outbox = new Outbox(
    { store, user, url: "/new/", seal: async (plain) => ({ plain }), unseal: async (sealed) => sealed.plain, onAnswer: ({ entry, became }) => told.push([entry.id, became]) },
    {
      fetch: async (_url, { body, signal }) => {
        signal.throwIfAborted();
        sent.push(body.get("request_id"));
        const answer = answers.length > 1 ? answers.shift() : answers[0];
        if (answer instanceof Error) throw answer;
        return typeof answer === "function" ? answer(body) : answer;
      },
      after: (ms, act) => timers.push({ ms, act }) && timers.at(-1),
      cancel: (timer) => timer && timers.includes(timer) && timers.splice(timers.indexOf(timer), 1),
      random: () => 1,
      now: () => (now += 1),
      alone: (_name, act) => act(),
      token: () => "token",
    },
  );
  return { outbox, sent, told, store, timers };
}

test("a call is on the disk before it is sent, and leaves when it was filed", async () => {
  const seen = [];
  const { outbox, store, told } = world([() => store.all().then((lying) => (seen.push(lying.length), filed(1)))]);
  await outbox.add("a", [["text", "漏水"]]);
  await outbox.running;
  assert.deepEqual(seen, [1]);
  assert.deepEqual(told, [["a", "filed"]]);
  assert.deepEqual(await store.all(), []);
});

test("what is sent names the call and who sends it", async () => {
  const bodies = [];
  const { outbox } = world([(body) => (bodies.push([...body]), filed(1))]);
  await outbox.add("a", [["text", "漏水"]]);
  await outbox.running;
  assert.deepEqual(bodies, [[["text", "漏水"], ["request_id", "a"], ["sender", "7"]]]);
});

test("without a line the first waits and none overtakes it; then they go in order", async () => {
  const { outbox, sent, store, timers } = world([new TypeError("away"), new TypeError("away"), filed(1)]);
  await outbox.add("a", []);
  await outbox.running;
  await outbox.add("b", []);
  await outbox.running;
  assert.deepEqual(new Set(sent), new Set(["a"]));
  assert.equal((await store.all()).length, 2);
  assert.equal(timers.length, 1, "it tries again by itself");
  timers[0].act();
  await outbox.running;
  assert.deepEqual(sent.slice(-2), ["a", "b"]);
  assert.deepEqual(await store.all(), []);
});

test("503 is a line that is away; any other fault lets the next one pass and is tried again", async () => {
  const away = world([says(503)]);
  await away.outbox.add("a", []);
  await away.outbox.running;
  assert.deepEqual(away.told.at(-1), ["a", "nobody"]);
  const fault = world([says(500), filed(2)]);
  await fault.store.put({ id: "a", at: 0, user: 7, state: "waiting", sealed: { plain: { pairs: [] } } });
  await fault.outbox.add("b", []);
  await fault.outbox.running;
  assert.deepEqual(fault.told.slice(0, 2), [["a", "fault"], ["b", "filed"]]);
  assert.deepEqual((await fault.store.all()).map(({ id }) => id), ["a"]);
  assert.equal(fault.timers.length, 1);
});

test("what the server refuses stays, with the reason, and does not stop the others", async () => {
  const { outbox, store } = world([says(400, { message: "Say where it is." }), filed(2)]);
  await outbox.add("a", []);
  await outbox.running;
  await outbox.add("b", []);
  await outbox.running;
  const [left] = await store.all();
  assert.deepEqual([left.id, left.state, left.reason], ["a", "refused", "Say where it is."]);
});

test("another person's calls are neither sent nor read", async () => {
  const store = new Memory();
  const olga = world([new TypeError("away")], { store });
  await olga.outbox.add("a", [["text", "漏水"]]);
  await olga.outbox.running;
  const lena = world([filed(1)], { store, user: { id: 8, name: "lena" } });
  await lena.outbox.poke();
  assert.deepEqual(lena.sent, []);
  assert.equal((await store.all()).length, 1);
});

test("signed out it waits and says so, without hammering the server", async () => {
  const { outbox, told, store, timers } = world([says(401)]);
  await outbox.add("a", []);
  await outbox.running;
  assert.deepEqual(told, [["a", "signed_out"]]);
  assert.equal((await store.all()).length, 1);
  assert.equal(timers.length, 0);
});

test("withdrawn while it is under way, a refusal does not put it back", async () => {
  const made = world([async () => (await made.outbox.withdraw("a"), says(400, { message: "no" }))]);
  await made.outbox.add("a", []);
  await made.outbox.running;
  assert.deepEqual(await made.store.all(), []);
});

test("sealed with one key nothing else opens it; without cryptography it is kept as it is", async () => {
  const key = await keyFrom(Buffer.alloc(32, 1).toString("base64"));
  const other = await keyFrom(Buffer.alloc(32, 2).toString("base64"));
  const sealed = await seal(key, { pairs: [["text", "漏水"]] });
  assert.ok(!JSON.stringify([...new Uint8Array(sealed.data)]).includes("漏"));
  assert.deepEqual(await unseal(key, sealed), { pairs: [["text", "漏水"]] });
  assert.equal(await unseal(other, sealed), null);
  assert.equal(await unseal(null, sealed), null);
  await assert.rejects(crypto.subtle.exportKey("raw", key));
  assert.deepEqual(await unseal(null, await seal(null, { pairs: [] })), { pairs: [] });
});
