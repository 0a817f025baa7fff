import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, byFirstDeadline, fromSnapshot, isBreached, replaceBoard, stageOf } from "../../static/js/live/board_state.js";
import { aCard, aFrame, due } from "./a_card.mjs";

const NONE = { branch: "", urgency: "", attention: "" };
const NOW = Date.parse("2026-01-10T09:00:00Z");

function twoBoards(cards = []) {
  return fromSnapshot({ epoch: "e1", heads: { "branch-1": 10, "branch-2": 5, group: 0 }, cards });
}

test("a snapshot of several boards puts each order on the board of its branch, or the group's", () => {
  const lost = aCard(3, { place: { branch: null } });
  const state = twoBoards([aCard(1), aCard(2, { place: { branch: "branch-2" } }), lost]);
  assert.deepEqual([...state.boards].map(([slug, board]) => [slug, [...board.cards.keys()]]), [["branch-1", ["work_order:1"]], ["branch-2", ["work_order:2"]], ["group", ["work_order:3"]]]);
  assert.equal(state.cards.size, 3);
});

test("an event with an open card puts it, one with a closed card removes it", () => {
  const state = twoBoards();
  const put = apply(state, aFrame("branch-1", 11, aCard(7, { version: 2 })));
  assert.deepEqual([put.before, put.after.version], [null, 2]);
  const gone = apply(state, aFrame("branch-1", 12, aCard(7, { version: 3, open: false, status: "closed" })));
  assert.deepEqual([gone.before.version, gone.after], [2, null]);
  assert.equal(state.cards.size, 0);
});

test("a frame already seen changes nothing", () => {
  const state = twoBoards([aCard(7, { version: 4 })]);
  assert.equal(apply(state, aFrame("branch-1", 10, aCard(7, { version: 3, open: false }))), null);
  assert.equal(state.cards.get("work_order:7").version, 4);
});

test("an event without a card moves the cursor only", () => {
  const state = twoBoards([aCard(7)]);
  assert.equal(apply(state, aFrame("branch-1", 11, aCard(7), { card: null })), null);
  assert.equal(state.boards.get("branch-1").seq, 11);
});

test("an order that moves between boards stays on the screen, whichever frame comes first", () => {
  for (const leavesFirst of [true, false]) {
    const state = twoBoards([aCard(7, { version: 4, place: { branch: null } })]);
    const leaves = aFrame("group", 1, aCard(7, { version: 5, open: false }));
    const comes = aFrame("branch-2", 6, aCard(7, { version: 5, place: { branch: "branch-2" } }));
    for (const frame of leavesFirst ? [leaves, comes] : [comes, leaves]) apply(state, frame);
    assert.equal(state.cards.get("work_order:7").place.branch, "branch-2", `leaves first: ${leavesFirst}`);
  }
});

test("an order closed on its new board does not live on as an older copy on the old one", () => {
  const state = twoBoards([aCard(7, { version: 4 })]);
  apply(state, aFrame("branch-2", 6, aCard(7, { version: 5, place: { branch: "branch-2" } })));
  apply(state, aFrame("branch-2", 7, aCard(7, { version: 6, open: false })));
  assert.equal(state.cards.has("work_order:7"), false);
});

test("a fresh snapshot of one board replaces that board and tells what changed", () => {
  const state = twoBoards([aCard(1), aCard(2), aCard(9, { place: { branch: "branch-2" } })]);
  const changes = replaceBoard(state, { epoch: "e2", board: "branch-1", seq: 40, cards: [aCard(2, { version: 8 }), aCard(3)] });
  assert.deepEqual(changes.map((change) => [change.key, change.after?.version ?? null]), [["work_order:1", null], ["work_order:2", 8], ["work_order:3", 1]]);
  assert.deepEqual([...state.cards.keys()].sort(), ["work_order:2", "work_order:3", "work_order:9"]);
  assert.equal(state.epoch, "e2");
});

test("snapshot and events end where a fresh snapshot stands, for any order of two boards' frames", () => {
  for (let round = 0; round < 200; round += 1) {
    const state = twoBoards();
    const truth = new Map();
    const streams = ["branch-1", "branch-2"].map((board, index) => {
      const frames = [];
      let seq = index === 0 ? 10 : 5;
      for (let step = 0; step < 30; step += 1) {
        const id = index * 100 + Math.floor(Math.random() * 8) + 1;
        const version = (truth.get(id)?.version ?? 0) + 1;
        const card = aCard(id, { version, open: Math.random() < 0.7, place: { branch: board } });
        truth.set(id, card);
        frames.push(aFrame(board, (seq += 1), card));
      }
      return frames;
    });
    while (streams.some((frames) => frames.length)) {
      const frames = streams.filter((one) => one.length)[Math.random() < 0.5 ? 0 : streams.filter((one) => one.length).length - 1];
      const frame = frames.shift();
      apply(state, frame);
      if (Math.random() < 0.2) apply(state, frame);
    }
    const open = [...truth.values()].filter((card) => card.open);
    assert.deepEqual(Object.fromEntries([...state.cards].map(([key, card]) => [key, card.version])), Object.fromEntries(open.map((card) => [`work_order:${card.id}`, card.version])));
  }
});

test("what breaches first comes first, then the priority, then the older order", () => {
  const cards = [
    aCard(1),
    aCard(2, { deadlines: [due("2026-01-10T10:00:00Z")] }),
    aCard(3, { deadlines: [due("2026-01-10T17:30:00+08:00")] }),
    aCard(4, { deadlines: [due("2026-01-10T10:00:00Z")], priority: "P1" }),
    aCard(5, { deadlines: [due("2026-01-11T00:00:00Z"), due("2026-01-10T08:30:00Z")] }),
  ];
  assert.deepEqual(cards.sort(byFirstDeadline).map((card) => card.id), [5, 3, 4, 2, 1]);
});

test("a deadline breaks by the clock, also before the server has said so", () => {
  assert.equal(isBreached(aCard(1, { deadlines: [due("2026-01-10T08:59:59Z")] }), NOW), true);
  assert.equal(isBreached(aCard(1, { deadlines: [due("2026-01-10T09:00:01Z")] }), NOW), false);
  assert.equal(isBreached(aCard(1), NOW), false);
});

test("an unknown status is shown in the first column, never nowhere", () => {
  assert.equal(stageOf(aCard(1, { status: "something_new" })), "to_dispatch");
  assert.equal(stageOf(aCard(1, { status: "working" })), "on_site");
});
