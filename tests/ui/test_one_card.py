"""The card has one template; what the server fills in and what the browser fills in are the same."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import Context, Template
from playwright.sync_api import Page

from heating_ops.ui.cards import card_view
from heating_ops.ui.samples import sample_card, sample_cards

NOW = datetime(2026, 1, 10, 8, 0, tzinfo=UTC)
CARDS: list[dict[str, Any]] = [
    *sample_cards(NOW),
    sample_card(NOW, 31, place={"label": "和平里七区 12号楼 3-501", "flat": "3-501", "branch_name": "东城分公司"}),
    sample_card(NOW, 32, place={}, category="", order_type="leak", status="not_yet_known", crew=None),
    sample_card(
        NOW, 33, place={"label": "</script><b>bold</b> & “quoted”", "certain": False}, suspended_reason="strange"
    ),
]
PAGE = """
<template id="work-order-card">{% work_order_card_blank %}</template>{% wording_json %}<main></main>
<script type="module">
  import { cardMaker } from "/static/js/live/card.js";
  const maker = cardMaker(document.getElementById("work-order-card"));
  const first = maker.make({ type: "work_order", id: 1, place: {}, deadlines: [] });
  window.filled = (card) => maker.make(card).outerHTML;
  window.refilled = (card) => maker.refill(first, card).outerHTML;
</script>
"""
# Nothing is written into a clock by either side that the clock does not replace at once.
SAME = """(html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const time of page.querySelectorAll("time")) time.textContent = "";
  return page.body.innerHTML.trim();
}"""


@pytest.fixture
def page(show: Any) -> Page:
    shown: Page = show(PAGE)
    shown.wait_for_function("!!window.refilled")
    return shown


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card["number"])
def test_server_and_browser_fill_the_card_alike(page: Page, card: dict[str, Any]) -> None:
    by_server = Template("{% load ui %}{% work_order_card card %}").render(Context({"card": card}))
    expected = page.evaluate(SAME, by_server)
    assert page.evaluate(SAME, page.evaluate("filled", card)) == expected
    assert page.evaluate(SAME, page.evaluate("refilled", card)) == expected


def test_what_a_caller_said_stays_words() -> None:
    card = sample_card(NOW, 1, place={"label": "<script>alert(1)</script>"})
    html = Template("{% load ui %}{% work_order_card card %}").render(Context({"card": card}))
    assert "<script>" not in html


def test_data_blocks_cannot_be_ended_by_what_is_in_them() -> None:
    html = Template('{% load ui %}{{ text|json_block:"x" }}').render(Context({"text": '{"a": "</script><b>&"}'}))
    assert (
        html == '<script type="application/json" id="x">{"a": "\\u003C/script\\u003E\\u003Cb\\u003E\\u0026"}</script>'
    )


def test_an_unknown_code_is_shown_as_plain_words() -> None:
    assert card_view(sample_card(NOW, 1, category="leak_riser"))["what"] == "Leak riser"
