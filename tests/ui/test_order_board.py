"""The board's columns: keyed cards, only what changed is touched, quick with many."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from heating_ops.ui.samples import sample_card

NOW = datetime(2026, 1, 10, 8, 0, tzinfo=UTC)
STAGES = ["to_dispatch", "sent", "accepted", "en_route", "on_site", "suspended", "to_call_back"]
PAGE = (
    '<template id="work-order-card">{% work_order_card_blank %}</template>{% wording_json %}<order-board>'
    + "".join(
        f'<section data-stage="{stage}"><h2><span class="count"></span></h2><ol class="column-cards"></ol></section>'
        for stage in STAGES
    )
    + """</order-board><script type="module">
  import { apply, fromSnapshot } from "/static/js/live/board_state.js";
  import "/static/js/live/order_board.js";
  const board = document.querySelector("order-board");
  window.begin = (cards) => {
    window.state = fromSnapshot({ epoch: "e", heads: { "branch-3": 0 }, cards });
    board.showAll(state.cards.values(), { branch: "", urgency: "", attention: "" });
    return board.querySelectorAll("li").length;
  };
  window.change = (card) => {
    const seq = state.boards.get("branch-3").seq + 1;
    const subject = `work_order:${card.id}`;
    const change = apply(state, { epoch: "e", board: "branch-3", prev: seq - 1, seq, subject, card });
    const touched = new Set();
    const watch = new MutationObserver(() => {});
    watch.observe(board, { childList: true, subtree: true, attributes: true, characterData: true });
    if (change) board.show(change);
    for (const one of watch.takeRecords()) touched.add(one.target.closest?.("li") ?? one.target);
    watch.disconnect();
    return touched.size;
  };
  const links = (stage) => [...board.querySelectorAll(`[data-stage=${stage}] .wo-number`)];
  window.numbers = (stage) => links(stage).map((link) => link.textContent);
</script>"""
)


def order(number: int, minutes: float = 60, **changes: Any) -> dict[str, Any]:
    due = {"kind": "work_order.accept", "due_at": (NOW + timedelta(minutes=minutes)).isoformat(), "breached": False}
    return sample_card(NOW, number, due | {"started_at": NOW.isoformat()}, **changes)


@pytest.fixture
def page(show: Any) -> Page:
    shown: Page = show(PAGE)
    shown.wait_for_function("!!window.begin")
    return shown


def test_a_changed_card_keeps_its_place_in_the_page(page: Page) -> None:
    page.evaluate("begin", [order(1), order(2, 30), order(3, 90)])
    assert page.evaluate("numbers('sent')") == ["WO-000002", "WO-000001", "WO-000003"]
    page.evaluate("document.querySelector('[data-id=\"1\"]').kept = true")
    page.evaluate("change", order(1, 10, version=4, reports=9))
    assert page.evaluate("numbers('sent')") == ["WO-000001", "WO-000002", "WO-000003"]
    assert page.evaluate("document.querySelector('[data-id=\"1\"]').kept")
    expect(page.locator('[data-id="1"]')).to_contain_text("9 reports")


def test_a_card_moves_between_columns_and_leaves_when_closed(page: Page) -> None:
    page.evaluate("begin", [order(1), order(2)])
    page.evaluate("change", order(1, version=4, status="accepted"))
    assert page.evaluate("[numbers('sent'), numbers('accepted')]") == [["WO-000002"], ["WO-000001"]]
    page.evaluate("change", order(1, version=5, status="closed", open=False))
    assert page.evaluate("numbers('accepted')") == []
    expect(page.locator("[data-stage=sent] .count")).to_have_text("1")


def test_a_new_urgent_order_flashes(page: Page) -> None:
    page.evaluate("begin", [])
    page.evaluate("change", order(1, version=1, status="triaged", crew=None))
    expect(page.locator('[data-id="1"]')).to_have_attribute("data-flash", "")


def test_the_columns_agree_with_the_state_after_a_thousand_changes(page: Page) -> None:
    page.evaluate("begin", [order(n, n * 7 % 100) for n in range(1, 201)])
    wrong = page.evaluate(
        """(blank) => {
          const statuses = ["triaged", "dispatched", "accepted", "en_route", "on_site", "working", "done", "closed"];
          let seed = 7;
          const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
          for (let step = 0; step < 1000; step += 1) {
            const id = random(260) + 1;
            const status = statuses[random(statuses.length)];
            const due = new Date(Date.parse("2026-01-10T08:00:00Z") + random(300) * 60000).toISOString();
            const deadlines = [{ ...blank.deadlines[0], due_at: due }];
            const open = status !== "closed";
            change({ ...blank, id, number: `WO-${id}`, version: step + 10, status, open, deadlines });
          }
          const board = document.querySelector("order-board");
          const wrong = [];
          for (const column of board.columns.values()) {
            const right = column.cards.list.slice(0, column.drawn).map((card) => card.number);
            const shown = numbers(column.name);
            if (JSON.stringify(right) !== JSON.stringify(shown)) wrong.push([column.name, right.length, shown.length]);
          }
          const held = [...board.columns.values()].reduce((sum, column) => sum + column.cards.list.length, 0);
          if (held !== state.cards.size) wrong.push([held, state.cards.size]);
          return wrong;
        }""",
        order(1),
    )
    assert wrong == []


def test_of_ten_thousand_orders_a_screenful_is_drawn_and_a_change_touches_few_places(page: Page) -> None:
    many = "(blank) => begin(Array.from({ length: 10000 }, (_, i) => ({ ...blank, id: i + 1, number: `WO-${i + 1}` })))"
    assert page.evaluate(many, order(1)) < 1_000
    places = [page.evaluate("change", order(n * 31 % 10_000 + 1, n % 90, version=9)) for n in range(60)]
    assert max(places) <= 12
