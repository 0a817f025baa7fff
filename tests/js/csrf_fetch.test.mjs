import assert from "node:assert/strict";
import { test } from "node:test";
import { csrfToken, get, post, Refused, requestId } from "../../static/js/csrf_fetch.js";
import { sendMove, valuesOf } from "../../static/js/moves.js";

const answering = (status, body) => async () => ({ ok: status < 400, status, json: async () => body });

test("an act carries the token and one request id", async () => {
  let sent;
  const fetch = async (url, options) => {
    sent = { url, ...options };
    return { ok: true, status: 200, json: async () => ({ done: true }) };
  };
  assert.deepEqual(await post("/api/x/", { version: 3 }, { fetch, token: "t" }), { done: true });
  assert.equal(sent.headers["X-CSRFToken"], "t");
  const body = JSON.parse(sent.body);
  assert.equal(body.version, 3);
  assert.match(body.request_id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a request id is made also where randomUUID does not exist", () => {
  const source = { getRandomValues: (bytes) => bytes.fill(255) };
  assert.equal(requestId(source), "ffffffff-ffff-4fff-bfff-ffffffffffff");
});

test("a refusal keeps the server's code and sentence", async () => {
  const fetch = answering(409, { code: "assigned_elsewhere", message: "Crew 7 has it." });
  await assert.rejects(post("/x/", {}, { fetch, token: "" }), (refused) => refused instanceof Refused && refused.code === "assigned_elsewhere" && refused.message === "Crew 7 has it.");
});

test("bad input names its fields", async () => {
  const fetch = answering(400, { code: "invalid", message: "reason: This field is required.", fields: { reason: ["This field is required."] } });
  await assert.rejects(post("/x/", {}, { fetch, token: "" }), (refused) => refused.fields.reason[0] === "This field is required.");
});

test("no connection, signed out and a broken server are said in plain words", async () => {
  const down = async () => {
    throw new TypeError("Failed to fetch");
  };
  await assert.rejects(get("/x/", { fetch: down }), (refused) => refused.code === "no_connection");
  await assert.rejects(get("/x/", { fetch: answering(403, null) }), (refused) => refused.code === "not_permitted");
  await assert.rejects(get("/x/", { fetch: answering(500, null) }), (refused) => refused.code === "server_error");
});

test("the token comes from the page's form field, else from the cookie", () => {
  assert.equal(csrfToken({ querySelector: () => ({ value: "field" }), cookie: "" }), "field");
  assert.equal(csrfToken({ querySelector: () => null, cookie: "a=1; csrftoken=abc; b=2" }), "abc");
});

test("a move lost on the way is sent again under the same number, a refused one is not", async () => {
  const ids = [];
  const flaky = async (_url, body) => {
    ids.push(body.request_id);
    if (ids.length < 3) throw new Refused({ code: "no_connection", message: "" });
    return { ok: true };
  };
  await sendMove("/x/", { version: 1 }, flaky, async () => {});
  assert.equal(ids.length, 3);
  assert.equal(new Set(ids).size, 1);
  let tries = 0;
  const refusing = async () => {
    tries += 1;
    throw new Refused({ code: "stale_version", message: "" });
  };
  await assert.rejects(sendMove("/x/", {}, refusing, async () => {}));
  assert.equal(tries, 1);
});

test("a form's values become JSON of the right kinds", () => {
  const field = (name, type, value, more = {}) => ({ name, type, value, ...more });
  const elements = [
    field("csrfmiddlewaretoken", "hidden", "x"),
    field("temperature_c", "number", "18.5"),
    field("crew_id", "radio", "7", { checked: true }),
    field("crew_id", "radio", "8", { checked: false }),
    field("outcome", "radio", "solved", { checked: true }),
    field("reached", "checkbox", "on", { checked: false }),
    field("note", "textarea", "  "),
    field("reason", "text", " 123 "),
    field("hidden_one", "text", "x", { disabled: true }),
  ];
  assert.deepEqual(valuesOf({ elements }), { temperature_c: 18.5, crew_id: 7, outcome: "solved", reached: false, reason: "123" });
});
