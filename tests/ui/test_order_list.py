"""The list of open orders: only rows in sight exist, sorted by what breaches first, walked by keyboard."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from heating_ops.ui.samples import sample_card

NOW = datetime(2026, 1, 10, 8, 0, tzinfo=UTC)
PAGE = """<link rel="stylesheet" href="/static/css/pages/board.css">
<style>order-list { block-size: 600px; }</style>
<template id="work-order-row">{% include "components/work_order_row.html" %}</template>{% wording_json %}
<order-list class="board-list"><div class="list-pane" data-pane tabindex="-1"><div role="grid">
<div class="list-rows" data-rows></div></div></div></order-list>
<script type="module">
  import { apply, fromSnapshot } from "/static/js/live/board_state.js";
  import { NONE } from "/static/js/live/filters.js";
  import "/static/js/live/order_list.js";
  const list = document.querySelector("order-list");
  list.addEventListener("card-selected", ({ detail }) => (window.chosen = detail.id));
  window.begin = (cards, filters = {}) => {
    window.state = fromSnapshot({ epoch: "e", heads: { "branch-3": 0 }, cards });
    list.showAll(state.cards.values(), { ...NONE, ...filters });
  };
  window.change = (card) => {
    const seq = state.boards.get("branch-3").seq + 1;
    const subject = `work_order:${card.id}`;
    const change = apply(state, { epoch: "e", board: "branch-3", prev: seq - 1, seq, subject, card });
    if (change) list.show(change);
  };
  const rows = () => [...list.querySelectorAll(".wo-row")].sort((a, b) => a.index - b.index);
  window.drawn = () => rows().map((row) => row.card.id);
  const holds = (card) => list.cards.list.includes(card);
  window.right = () => list.total === state.cards.size && [...state.cards.values()].every(holds);
</script>"""


def order(number: int, minutes: float = 60, **changes: Any) -> dict[str, Any]:
    due = {"kind": "work_order.accept", "due_at": (NOW + timedelta(minutes=minutes)).isoformat(), "breached": False}
    return sample_card(NOW, number, due | {"started_at": NOW.isoformat()}, **changes)


@pytest.fixture
def page(show: Any) -> Page:
    shown: Page = show(PAGE)
    shown.wait_for_function("!!window.begin")
    return shown


def test_what_breaches_first_is_on_top_and_a_change_moves_its_row(page: Page) -> None:
    page.evaluate("begin", [order(1), order(2, 30), order(3, 90)])
    assert page.evaluate("drawn()") == [2, 1, 3]
    page.evaluate("change", order(3, 5, version=4))
    page.wait_for_function("JSON.stringify(drawn()) === '[3,2,1]'")
    page.evaluate("change", order(2, 30, version=4, status="closed", open=False))
    page.wait_for_function("JSON.stringify(drawn()) === '[3,1]'")


def test_of_ten_thousand_orders_a_screenful_exists_and_any_is_reached(page: Page) -> None:
    page.evaluate("cards => begin(cards)", [order(number, number) for number in range(1, 401)])
    assert len(page.evaluate("drawn()")) < 40
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    expect(page.locator(".wo-row[aria-selected=true] .wo-number")).to_have_text("WO-000400")
    assert page.evaluate("window.chosen") == 400
    expect(page.locator(".wo-row[aria-selected=true] .wo-number")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".wo-row[aria-selected=true] .wo-number")).to_have_text("WO-000002")
    assert page.evaluate("document.querySelector('[role=grid]').ariaRowCount") == "401"


def test_the_list_agrees_with_the_state_after_a_thousand_changes(page: Page) -> None:
    page.evaluate("cards => begin(cards)", [order(number, number * 7 % 100) for number in range(1, 201)])
    page.evaluate(
        """(blank) => {
          let seed = 7;
          const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
          const statuses = ["triaged", "dispatched", "accepted", "working", "done", "closed"];
          for (let step = 0; step < 1000; step += 1) {
            const id = random(260) + 1;
            const status = statuses[random(statuses.length)];
            const due = new Date(Date.parse("2026-01-10T08:00:00Z") + random(300) * 60000).toISOString();
            const deadlines = [{ ...blank.deadlines[0], due_at: due }];
            const open = status !== "closed";
            change({ ...blank, id, number: `WO-${id}`, version: step + 10, status, open, deadlines });
          }
        }""",
        order(1),
    )
    assert page.evaluate("right()")
    by_due = "Date.parse(a.deadlines[0].due_at) - Date.parse(b.deadlines[0].due_at) || a.id - b.id"
    page.wait_for_function(f"drawn()[0] === [...state.cards.values()].sort((a, b) => {by_due})[0].id")


def test_only_what_passes_the_filters_is_in_it(page: Page) -> None:
    page.evaluate("cards => begin(cards, { type: 'noise' })", [order(1), order(2, order_type="noise")])
    assert page.evaluate("drawn()") == [2]
    page.evaluate("change", order(2, version=4, order_type="leak"))
    page.wait_for_function("drawn().length === 0")
