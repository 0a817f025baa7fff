// The board as data: cards, cursors, order, filters, counts. No screen, no network, no clock in here.

/** The columns of the dispatch board, from left to right; an unknown status lands in the first, never nowhere. */
export const STAGES = [
  { name: "to_dispatch", statuses: ["triaged", "remote_guidance"] },
  { name: "sent", statuses: ["dispatched"] },
  { name: "accepted", statuses: ["accepted"] },
  { name: "en_route", statuses: ["en_route"] },
  { name: "on_site", statuses: ["on_site", "working"] },
  { name: "suspended", statuses: ["suspended"] },
  { name: "to_call_back", statuses: ["done"] },
];
const STAGE_OF = new Map(STAGES.flatMap((stage) => stage.statuses.map((status) => [status, stage.name])));

/** The column a card stands in. */
export function stageOf(card) {
  return STAGE_OF.get(card.status) ?? STAGES[0].name;
}

/** The key events and cards share: "work_order:17". */
export function keyOf(card) {
  return `${card.type}:${card.id}`;
}

/** The board a card stands on: its branch's, or the group's while no branch is known. */
export function boardOf(card, heads) {
  const branch = card.place?.branch;
  if (branch && branch in heads) return branch;
  if ("group" in heads) return "group";
  return Object.keys(heads)[0];
}

/**
 * Build the state from what the page brought: one snapshot of several boards, `{epoch, heads, cards}`.
 *
 * `boards` keeps each board apart; `cards` is what a screen following all of them shows, each order once.
 */
export function fromSnapshot(snapshot) {
  const state = { epoch: "", boards: new Map(), cards: new Map() };
  for (const one of apart(snapshot)) replaceBoard(state, one);
  return state;
}

function apart({ epoch, heads, cards }) {
  const boards = new Map(Object.entries(heads).map(([board, seq]) => [board, { epoch, board, seq, cards: [] }]));
  for (const card of cards) boards.get(boardOf(card, heads))?.cards.push(card);
  return boards.values();
}

/**
 * Put a fresh snapshot in a board's place.
 *
 * @returns {{key: string, before: object|null, after: object|null}[]} what changed on the screen
 */
export function replaceBoard(state, snapshot) {
  const cards = new Map(snapshot.cards.map((card) => [keyOf(card), card]));
  const old = state.boards.get(snapshot.board);
  state.epoch = snapshot.epoch;
  state.boards.set(snapshot.board, { seq: snapshot.seq, cards });
  const keys = new Set([...(old?.cards.keys() ?? []), ...cards.keys()]);
  return [...keys].map((key) => settle(state, key)).filter(Boolean);
}

/**
 * Apply one event frame: an open card is put, a closed one removed. Frames already seen change nothing.
 *
 * @returns {{key: string, before: object|null, after: object|null}|null} the change, or null for none
 */
export function apply(state, frame) {
  const board = state.boards.get(frame.board);
  if (!board || frame.seq <= board.seq) return null;
  board.seq = frame.seq;
  if (!frame.card) return null;
  board.cards.delete(frame.subject);
  if (frame.card.open) board.cards.set(frame.subject, frame.card);
  else {
    // A closed order is closed everywhere; one that only moved is on the other board with this version or a newer one.
    for (const other of state.boards.values()) {
      if (other.cards.get(frame.subject)?.version < frame.card.version) other.cards.delete(frame.subject);
    }
  }
  return settle(state, frame.subject);
}

/** Of the boards that hold this card the newest version counts. */
function settle(state, key) {
  const before = state.cards.get(key) ?? null;
  let after = null;
  for (const board of state.boards.values()) {
    const card = board.cards.get(key);
    if (card && (after === null || card.version > after.version)) after = card;
  }
  if (after === before) return null;
  if (after) state.cards.set(key, after);
  else state.cards.delete(key);
  return { key, before, after };
}

const dueTimes = new WeakMap();

/** When the first deadline of a card passes, in ms; a card without one comes last. */
export function firstDue(card) {
  let due = dueTimes.get(card);
  if (due === undefined) {
    due = card.deadlines?.length ? Math.min(...card.deadlines.map((row) => Date.parse(row.due_at))) : Infinity;
    dueTimes.set(card, due);
  }
  return due;
}

/** What breaches first comes first; then the higher priority, then the older order. */
export function byFirstDeadline(a, b) {
  const [dueA, dueB] = [firstDue(a), firstDue(b)];
  if (dueA !== dueB) return dueA < dueB ? -1 : 1;
  if (a.priority !== b.priority) return a.priority < b.priority ? -1 : 1;
  return a.id - b.id;
}

/** Whether the promise on a card is broken already. */
export function isBreached(card, now) {
  return firstDue(card) <= now || (card.deadlines?.some((row) => row.breached) ?? false);
}

/** A P1 that nobody has been sent to. */
export function isAlone(card) {
  return card.priority === "P1" && !card.crew && stageOf(card) === "to_dispatch";
}
