"""How often somebody has called stands beside the form, and is kept with the call."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from desk_cast import Browse, Filled, calls_of
from django.utils import timezone

from hotline.call_backs.models import CallBackState, Said, Why
from hotline.callers.words import nth_in_words
from hotline.models import Call, CallBack, CallerKnown, DeskStandard
from hotline.telephony.standards import REPEAT_CALL

KNOWN = "/hotline/place-context/"
PHONE = "13800001010"


def ago(**stretch: float) -> dict[str, Any]:
    return {"reported_at": timezone.now() - timedelta(**stretch)}


def test_the_counts_are_of_this_number_in_a_day_a_week_and_the_season(town: SimpleNamespace, browse: Browse) -> None:
    for when in ({"hours": 1}, {"hours": 30}, {"days": 20}, {"days": 200}):
        calls_of(town, 1, caller_phone=f"+86{PHONE}", building=town.house_west, flat="", **ago(**when))
    calls_of(town, 1, caller_phone="13912345678", building=town.house_west, flat="")
    was = browse("olga").get(KNOWN, {"caller_phone": PHONE}).context["known"].caller.before
    assert (was.nth, was.phone.near, was.phone.week, was.phone.season) == (2, 1, 2, 3)
    assert "2nd call in 24 h" in browse("olga").get(KNOWN, {"caller_phone": PHONE}).content.decode()


def test_the_flat_counts_whoever_calls(town: SimpleNamespace, browse: Browse) -> None:
    calls_of(town, 2, caller_phone="13912345678", flat="1-101")
    asked = {"building": str(town.house_1.pk), "flat": "1-101", "caller_phone": PHONE}
    was = browse("olga").get(KNOWN, asked).context["known"].caller.before
    assert (was.nth, was.flat.near, was.phone.near) == (3, 2, 0)


def test_the_last_call_is_told_with_what_became_of_it(browse: Browse, filled: Filled) -> None:
    olga = browse("olga")
    olga.post("/hotline/calls/new/", filled())
    order = Call.objects.get().work_order
    assert order is not None
    words = olga.get(KNOWN, {"caller_phone": PHONE}).content.decode()
    assert order.number in words
    assert order.get_status_display() in words


def test_it_is_kept_with_the_call_and_read_there(browse: Browse, filled: Filled) -> None:
    olga = browse("olga")
    for _ in range(3):
        olga.post("/hotline/calls/new/", filled())
    assert [row.of_phone for row in CallerKnown.objects.order_by("call")] == [2, 3]
    last = Call.objects.latest("pk")
    assert "3rd call in 24 h" in olga.get(f"/hotline/calls/{last.pk}/").content.decode()
    assert "3rd call in 24 h" in olga.get("/hotline/").content.decode()


def test_what_counts_as_repeated_is_a_row(town: SimpleNamespace, browse: Browse) -> None:
    DeskStandard.objects.filter(code=REPEAT_CALL).update(seconds=7200)
    calls_of(town, 1, caller_phone=PHONE, **ago(hours=3))
    was = browse("olga").get(KNOWN, {"caller_phone": PHONE}).context["known"].caller.before
    assert (was.nth, was.window_hours, was.phone.week) == (1, 2, 1)


@pytest.mark.parametrize("phone", ["", "8012", "0000000", "1010"])
def test_a_withheld_or_short_number_counts_nothing(
    town: SimpleNamespace, browse: Browse, filled: Filled, phone: str
) -> None:
    calls_of(town, 2, caller_phone=phone, building=town.house_west, flat="")
    olga = browse("olga")
    olga.post("/hotline/calls/new/", filled(caller_phone=phone))
    assert not CallerKnown.objects.exists()
    assert olga.get(KNOWN, {"caller_phone": phone}).context["known"].caller.before is None


def test_a_call_without_a_flat_is_not_counted_by_its_building(
    town: SimpleNamespace, browse: Browse, filled: Filled
) -> None:
    calls_of(town, 3, caller_phone="13912345678", flat="")
    browse("olga").post("/hotline/calls/new/", filled(flat="", category="no_heat"))
    assert not CallerKnown.objects.exists()


@pytest.mark.parametrize(
    ("nth", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd"), (113, "113th")]
)
def test_counts_are_said_as_people_say_them(nth: int, words: str) -> None:
    assert nth_in_words(nth, 24) == f"{words} call in 24 h"


def test_what_the_caller_said_when_called_back_is_told(town: SimpleNamespace, browse: Browse) -> None:
    (last,) = calls_of(town, 1, caller_phone=PHONE)
    now = timezone.now()
    CallBack.objects.create(
        call=last,
        why=Why.PROMISED,
        opened_at=now,
        due_at=now,
        state=CallBackState.SETTLED,
        outcome=Said.NOT_SOLVED,
        reached_at=now,
        settled_at=now,
        settled_by="user:1",
    )
    assert "call-back: Not solved" in browse("olga").get(KNOWN, {"caller_phone": PHONE}).content.decode()
