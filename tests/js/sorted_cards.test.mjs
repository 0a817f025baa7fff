import assert from "node:assert/strict";
import { test } from "node:test";
import { byFirstDeadline } from "../../static/js/live/board_state.js";
import { SortedCards } from "../../static/js/live/sorted_cards.js";
import { aCard, due } from "./a_card.mjs";

const at = (minute) => new Date(Date.UTC(2026, 0, 10, 8, minute)).toISOString();

test("put and take keep the order and say the place", () => {
  const sorted = new SortedCards(byFirstDeadline);
  const cards = [30, 10, 20, 10].map((minute, index) => aCard(index + 1, { deadlines: [due(at(minute))] }));
  assert.deepEqual(cards.map((card) => sorted.put(card)), [0, 0, 1, 1]);
  assert.deepEqual(sorted.list.map((card) => card.id), [2, 4, 3, 1]);
  assert.equal(sorted.take(cards[3]), 1);
  assert.equal(sorted.take(cards[3]), -1);
});

test("ten thousand cards: a change compares a few, not all", () => {
  let compared = 0;
  const counting = (one, other) => {
    compared += 1;
    return byFirstDeadline(one, other);
  };
  const sorted = new SortedCards(counting);
  const cards = Array.from({ length: 10_000 }, (_, index) => aCard(index + 1, { deadlines: [due(at((index * 7919) % 5000))] }));
  sorted.fill(cards);
  compared = 0;
  for (let index = 0; index < 100; index += 1) {
    const card = cards[(index * 31) % cards.length];
    sorted.take(card);
    sorted.put(card);
  }
  // Two searches by halves: 14 comparisons each, and a few to spare.
  assert.ok(compared / 100 <= 2 * Math.ceil(Math.log2(cards.length)) + 8, `${compared / 100} comparisons a change`);
});
