"""The strip stands on every page of those who answer, only with a telephone system, and its board is theirs alone."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
import pytest_django
from django.test import Client
from telephony_desk import CALLER, heard
from town import api_client

from heating_ops.access.boards import followable
from hotline.telephony import commands
from hotline.telephony.models import HOTLINE_BOARD, Ring
from hotline.telephony.pages import strip_of

Browse = Callable[[str], Client]
PAGES = ["/hotline/", "/hotline/calls/new/", "/hotline/call-backs/", "/board/", "/incidents/"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_an_operator_has_it(browse: Browse, path: str) -> None:
    heard("ringing")
    page = browse("olga").get(path).content.decode()
    assert 'id="ring-strip"' in page
    assert CALLER in page
    assert 'data-key="F3"' in page


@pytest.mark.parametrize("path", PAGES)
def test_without_a_telephone_system_there_is_none(browse: Browse, path: str, settings: pytest_django.Settings) -> None:
    heard("ringing")
    settings.TELEPHONY_SECRET = ""
    answer = browse("olga").get(path)
    assert answer.status_code == 200
    assert "ring-strip" not in answer.content.decode()
    assert CALLER not in answer.content.decode()


@pytest.mark.parametrize(("name", "has"), [("lena", True), ("dan", False), ("kurt", False), ("carl", False)])
def test_it_is_there_for_those_who_answer(browse: Browse, town: SimpleNamespace, name: str, has: bool) -> None:
    heard("ringing")
    page = browse(name).get("/crew/" if name == "carl" else "/board/").content.decode()
    assert ('id="ring-strip"' in page, CALLER in page) == (has, has)
    assert (followable(getattr(town, name), [HOTLINE_BOARD, "hotline-2", "hotline-x"]) == {HOTLINE_BOARD}) == has
    code = 200 if has else 403
    assert browse(name).get("/hotline/rings/").status_code == code
    board = api_client(getattr(town, name)).get(f"/api/boards/{HOTLINE_BOARD}/")
    assert (board.status_code == 200) == has


def test_with_nothing_to_do_it_is_hidden(browse: Browse) -> None:
    heard("answered")
    heard("ended", 60)
    page = browse("olga").get("/hotline/").content.decode()
    assert page.split('id="ring-strip"')[1].split(">")[0].endswith("hidden")
    assert browse("olga").get("/hotline/rings/").content.decode().strip() == ""


def test_it_says_who_has_a_call_and_offers_what_can_be_done(town: SimpleNamespace, browse: Browse) -> None:
    ring = heard("ringing")
    commands.answer(ring_id=ring.pk, user=town.olga, now=ring.rang_at)
    mine, theirs = (browse(name).get("/hotline/rings/").content.decode() for name in ("olga", "lena"))
    assert "You have this call" in mine
    assert "The call is over" in mine
    assert "olga has this call" in theirs
    assert 'data-key="Alt+O"' in theirs
    assert "Answer" not in mine + theirs


def test_one_key_presses_one_row(town: SimpleNamespace, browse: Browse) -> None:
    for number in range(3):
        heard("ringing", number, call_id=f"x-{number}")
    rows = strip_of(town.olga)["here"]
    assert [(row.ring.exchange_id, row.key) for row in rows] == [("x-0", "F3"), ("x-1", ""), ("x-2", "")]
    assert browse("olga").get("/hotline/rings/").content.decode().count('data-key="F3"') == 1


def test_a_snapshot_and_the_cards_hold_no_number(town: SimpleNamespace) -> None:
    heard("ringing")
    heard("missed", call_id="x-2")
    told = api_client(town.olga).get(f"/api/boards/{HOTLINE_BOARD}/").json()
    assert [card["state"] for card in told["cards"]] == ["ringing", "missed"]
    assert CALLER[-4:] not in str([{**card, "id": 0} for card in told["cards"]])
    assert Ring.objects.filter(number=CALLER).count() == 2


def test_a_strip_full_of_calls_asks_no_more(
    town: SimpleNamespace, django_assert_max_num_queries: pytest_django.DjangoAssertNumQueries
) -> None:
    for number in range(12):
        ring = heard("ringing", number, call_id=f"x-{number}")
        commands.answer(ring_id=ring.pk, user=town.olga, now=ring.rang_at)
    with django_assert_max_num_queries(3):
        strip_of(town.lena)
