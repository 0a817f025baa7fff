"""The board comes whole in as many queries however much it holds."""

from collections.abc import Callable
from types import SimpleNamespace

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from order_cast import opened


def test_many_orders_are_as_many_queries_as_one(town: SimpleNamespace, browse: Callable[[str], Client]) -> None:
    client = browse("dan")
    opened(town)
    client.get("/board/")
    counts = []
    for flats in (["1"], [str(number) for number in range(2, 9)]):
        for flat in flats:
            opened(town, flat=flat)
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/board/?view=list")
        assert page.status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_the_page_draws_columns_list_filters_and_views(town: SimpleNamespace, browse: Callable[[str], Client]) -> None:
    page = browse("dan").get("/board/").content.decode()
    for part in (
        "<order-board",
        "<order-list",
        'data-look="list"',
        "data-filter-menu",
        "data-views-menu",
        "crew-choice",
    ):
        assert part in page
    # Who may not send finds no list of crews.
    assert "crew-choice" not in browse("mona").get("/board/").content.decode()
