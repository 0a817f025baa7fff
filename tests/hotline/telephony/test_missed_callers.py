"""Missed callers stay on the list until they are called back or ring again."""

from types import SimpleNamespace
from typing import Any

import pytest
from telephony_desk import CALLER, heard, second
from threads import raised, together
from town import api_client, kinds_on

from heating_ops.access.models import Role, User
from hotline.telephony import commands
from hotline.telephony.models import HOTLINE_BOARD, Owed, Ring
from hotline.telephony.queries import open_rings
from hotline.telephony.refusals import AlreadyYours, CalledBySomebody, NotOwed


def missed(town: SimpleNamespace, **changes: Any) -> SimpleNamespace:
    oskar = User.objects.create(username="oskar", role=Role.OPERATOR)
    return SimpleNamespace(olga=town.olga, oskar=oskar, ring=heard("missed", 30, **changes))


def claim(desk: SimpleNamespace, name: str, reason: str = "") -> Ring:
    return commands.call_back(ring_id=desk.ring.pk, user=getattr(desk, name), reason=reason, now=second(60))


def result(desk: SimpleNamespace, name: str, *, reached: bool) -> Ring:
    return commands.called_back(ring_id=desk.ring.pk, user=getattr(desk, name), reached=reached, now=second(90))


def test_one_calls_back_and_the_others_see_who(town: SimpleNamespace) -> None:
    desk = missed(town)
    claim(desk, "olga")
    with pytest.raises(CalledBySomebody, match="olga is calling this number back"):
        claim(desk, "oskar")
    with pytest.raises(AlreadyYours):
        claim(desk, "olga")
    with pytest.raises(CalledBySomebody):
        result(desk, "oskar", reached=True)
    assert claim(desk, "oskar", reason="olga went home").called_by == desk.oskar


@pytest.mark.parametrize("round_", range(3))
def test_of_two_who_claim_at_the_same_moment_one_calls(real_town: SimpleNamespace, round_: int) -> None:
    desk = missed(real_town)
    answers = together(lambda: claim(desk, "olga"), lambda: claim(desk, "oskar"))
    (refused,) = raised(answers)
    assert isinstance(refused, CalledBySomebody)
    assert refused.particulars["who"] == str(Ring.objects.get().called_by)


def test_not_reached_counts_and_stays_for_anybody(town: SimpleNamespace) -> None:
    desk = missed(town)
    for attempt in (1, 2):
        claim(desk, "olga")
        ring = result(desk, "olga", reached=False)
        assert (ring.attempts, ring.owed, ring.called_by) == (attempt, Owed.WAITING, None)
    assert [ring.pk for ring in open_rings()] == [desk.ring.pk]
    claim(desk, "oskar")
    done = result(desk, "oskar", reached=True)
    assert (done.attempts, done.owed, done.called_by, done.settled_at) == (3, Owed.CALLED_BACK, desk.oskar, second(90))
    assert not open_rings().exists()
    with pytest.raises(NotOwed):
        claim(desk, "olga")
    assert kinds_on(HOTLINE_BOARD)[-2:] == ["ring.call_back_begun", "ring.called_back"]


def test_a_withheld_number_is_taken_off_by_hand(town: SimpleNamespace) -> None:
    desk = missed(town, number="")
    assert open_rings().exists()
    assert result(desk, "olga", reached=False).owed == Owed.NO_NUMBER
    assert not open_rings().exists()


def test_time_takes_nobody_off_the_list(town: SimpleNamespace) -> None:
    missed(town)
    for day in range(1, 4):
        heard("ringing", day * 86_400, call_id=f"y-{day}", number="13800139999")
        heard("answered", day * 86_400 + 5, call_id=f"y-{day}")
        heard("ended", day * 86_400 + 60, call_id=f"y-{day}")
    assert [ring.number for ring in open_rings()] == [CALLER]


def test_over_the_api(town: SimpleNamespace) -> None:
    desk = missed(town)
    url = f"/api/telephony/rings/{desk.ring.pk}/"
    (listed,) = api_client(desk.oskar).get("/api/telephony/rings/").json()["results"]
    assert (listed["number"], listed["owed"], listed["called_by"]) == (CALLER, "waiting", "")
    assert api_client(desk.olga).post(url + "call-back/", {}, format="json").json()["called_by"] == "olga"
    late = api_client(desk.oskar).post(url + "call-back/", {}, format="json")
    assert (late.status_code, late.json()["code"]) == (409, "called_by_somebody")
    said = {"reached": False, "request_id": "0c6b1c5e-2a40-4cf0-9d0f-8a4c8d1f3b20"}
    for _repeat in range(2):
        told = api_client(desk.olga).post(url + "call-back-result/", said, format="json").json()
        assert (told["attempts"], told["owed"], told["called_by"]) == (1, "waiting", "")
