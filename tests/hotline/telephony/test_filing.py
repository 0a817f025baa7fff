"""The form of a ring has the number, and the filed call is linked to the ring and to the caller's missed ones."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from desk_cast import ALL_NO
from django.test import Client
from django.utils import timezone
from telephony_desk import CALLER, heard, second

from hotline.models import Call
from hotline.telephony import commands
from hotline.telephony.models import Owed, Ring
from hotline.telephony.queries import answering, open_rings

FORM = "/hotline/calls/new/"
Browse = Callable[[str], Client]


def filled(town: SimpleNamespace, **changes: Any) -> dict[str, Any]:
    """A call form that would be taken."""
    place = {"place_label": "阳光花园 1号楼", "building": str(town.house_1.pk), "flat": "1-101"}
    what = {"category": "low_temperature", "indoor_temp_c": "15.5", "text": "不热", "caller_phone": CALLER}
    return ALL_NO | {"request_id": str(uuid4()), "channel": "phone"} | place | what | changes


def test_the_form_has_the_number_and_its_ring(town: SimpleNamespace, browse: Browse) -> None:
    ring = heard("ringing")
    page = browse("olga").get(FORM, {"ring": ring.pk}).content.decode()
    assert f'value="{CALLER}"' in page
    assert f'name="ring" value="{ring.pk}"' in page


@pytest.mark.parametrize("said", ["0", "999999", "x", "²", "", "9" * 40])
def test_a_ring_that_is_none_gives_an_empty_form(town: SimpleNamespace, browse: Browse, said: str) -> None:
    heard("ringing")
    answer = browse("olga").get(FORM, {"ring": said})
    assert answer.status_code == 200
    assert CALLER not in answer.content.decode().split('id="call-form"')[1]
    sent = browse("olga").post(FORM, filled(town, ring=said))
    assert sent.status_code == 302, "a ring that is gone does not stop a call"


def test_filing_links_the_call_and_takes_the_ring_off_the_strip(town: SimpleNamespace, browse: Browse) -> None:
    ring = heard("ringing")
    commands.answer(ring_id=ring.pk, user=town.olga, now=timezone.now())
    answer = browse("olga").post(FORM, filled(town, ring=ring.pk), follow=True)
    ring.refresh_from_db()
    assert (ring.call, ring.is_open) == (Call.objects.get(), False)
    assert ring.seconds_handled is not None
    assert answer.status_code == 200


def test_the_same_form_sent_twice_links_once(town: SimpleNamespace, browse: Browse) -> None:
    ring = heard("answered")
    said = filled(town, ring=ring.pk)
    for _repeat in range(2):
        assert browse("olga").post(FORM, said).status_code == 302
    assert Call.objects.count() == 1
    second_call = filled(town, ring=ring.pk, category="leak", text="漏水")
    browse("olga").post(FORM, second_call)
    ring.refresh_from_db()
    assert ring.call == Call.objects.earliest("pk"), "the first call keeps the ring"


def test_who_rings_again_and_is_filed_is_owed_nothing(town: SimpleNamespace, browse: Browse) -> None:
    heard("missed", call_id="before")
    heard("missed", call_id="stranger", number=CALLER + "9")
    heard("missed", call_id="withheld", number="")
    again = heard("answered", call_id="again")
    browse("olga").post(FORM, filled(town, ring=again.pk))
    owed = dict(Ring.objects.values_list("exchange_id", "owed"))
    assert owed == {"before": Owed.JOINED, "stranger": Owed.WAITING, "withheld": Owed.WAITING, "again": ""}
    assert Ring.objects.get(exchange_id="before").call == Call.objects.get()


def test_an_extension_is_nobodys_own_number(town: SimpleNamespace, browse: Browse) -> None:
    heard("missed", call_id="before", number="8001")
    again = heard("answered", call_id="again", number="8001")
    browse("olga").post(FORM, filled(town, ring=again.pk))
    assert [ring.exchange_id for ring in open_rings()] == ["before"]


def test_a_missed_caller_called_back_and_filed_is_off_the_list(town: SimpleNamespace, browse: Browse) -> None:
    ring = heard("missed")
    commands.call_back(ring_id=ring.pk, user=town.olga, now=second(60))
    browse("olga").post(FORM, filled(town, ring=ring.pk))
    ring.refresh_from_db()
    assert (ring.owed, ring.is_open) == (Owed.JOINED, False)


@pytest.mark.django_db
def test_the_figures_add_up() -> None:
    for number, wait in enumerate((4, 15, 18, 60)):
        heard("ringing", 0, call_id=f"a-{number}")
        heard("answered", wait, call_id=f"a-{number}")
        heard("ended", wait + 100, call_id=f"a-{number}")
    heard("ringing", 5, call_id="gave-up")
    heard("missed", 25, call_id="gave-up")
    heard("ringing", 6, call_id="still-rings")
    heard("answered", 500, call_id="another-day", number="1380013000")
    found = answering(second(0), second(100))
    assert (found.rings, found.answered, found.abandoned, found.owed) == (5, 4, 1, 1)
    assert (found.answered_good, found.answered_late, found.share_good, found.share_late) == (2, 3, 0.4, 0.6)
    assert (found.answer_seconds, found.longest_answer_seconds, found.handling_seconds) == (24.25, 60.0, 100.0)


@pytest.mark.django_db
def test_without_a_call_there_is_no_share() -> None:
    found = answering(second(0), second(1))
    assert (found.rings, found.share_good, found.answer_seconds) == (0, None, None)


def test_the_figures_over_the_api(api: Callable[[str], Any]) -> None:
    heard("answered", 3)
    asked = {"since": second(0).isoformat(), "until": second(60).isoformat()}
    told = api("olga").get("/api/telephony/figures/", asked).json()
    assert (told["rings"], told["share_late"], told["late_seconds"]) == (1, 1.0, 20)
    assert api("olga").get("/api/telephony/figures/", {"since": "2001-01-01T00:00:00Z"}).status_code == 400
    assert api("mona").get("/api/telephony/figures/", asked).status_code == 403
