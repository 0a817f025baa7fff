"""A seat has one person and a person one seat; what they do there is kept, and who falls silent is seen."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from telephony_desk import second
from threads import raised, together
from town import api_client, kinds_on

from heating_ops.access.models import Role, User
from heating_ops.journal.refusal import InvalidInput
from heating_ops.timers import clock
from heating_ops.timers.models import Deadline
from hotline.shift import commands
from hotline.shift.models import BreakReason, SeatSession, SeatState, SeatStretch
from hotline.shift.queries import SILENT, counted, seats_now
from hotline.shift.refusals import AlreadyOnBreak, AlreadySignedOn, NotOnBreak, NotSignedOn, SeatTaken
from hotline.telephony.models import HOTLINE_BOARD, DeskStandard

OTHERS = ["dan", "carl", "kurt", "mona", "adam"]


def on(user: User, seat: str = "12", after: float = 0) -> SeatSession:
    return commands.sign_on(user=user, seat=seat, now=second(after))


def states(after: float) -> dict[str, str]:
    return {str(seat.session.user): seat.state for seat in seats_now(now=second(after), silent_seconds=45)}


@pytest.fixture
def oskar(town: SimpleNamespace) -> User:
    """A second operator."""
    return User.objects.create(username="oskar", role=Role.OPERATOR)


def test_a_shift_is_a_session_with_its_stretches(town: SimpleNamespace) -> None:
    on(town.olga, " a7 ")
    commands.take_break(user=town.olga, reason=BreakReason.MEAL, now=second(60))
    commands.take_break(user=town.olga, reason=BreakReason.TRAINING, now=second(90))
    commands.come_back(user=town.olga, now=second(100))
    session = commands.sign_off(user=town.olga, now=second(200))
    assert (session.seat, session.ended_at) == ("A7", second(200))
    kept = SeatStretch.objects.order_by("began_at").values_list("state", "reason", "began_at", "ended_at")
    assert list(kept) == [
        ("on", "", second(0), second(60)),
        ("break", "meal", second(60), second(90)),
        ("break", "training", second(90), second(100)),
        ("on", "", second(100), second(200)),
    ]
    told = ["signed_on", "break_begun", "break_begun", "break_ended", "signed_off"]
    assert kinds_on(HOTLINE_BOARD) == [f"seat.{what}" for what in told]


def test_what_cannot_be_is_refused_by_name(town: SimpleNamespace, oskar: User) -> None:
    with pytest.raises(NotSignedOn):
        commands.sign_off(user=town.olga, now=second(0))
    on(town.olga)
    with pytest.raises(SeatTaken, match="olga sits at seat 12"):
        on(oskar)
    with pytest.raises(AlreadySignedOn, match="seat 12"):
        on(town.olga, "13")
    with pytest.raises(NotOnBreak):
        commands.come_back(user=town.olga, now=second(1))
    commands.take_break(user=town.olga, reason=BreakReason.MEAL, now=second(2))
    with pytest.raises(AlreadyOnBreak):
        commands.take_break(user=town.olga, reason=BreakReason.MEAL, now=second(3))


@pytest.mark.parametrize("label", ["", "   ", "a" * 13, "12\n13'", "<b>", "座；"])
def test_what_is_no_seat_is_refused_with_the_field(town: SimpleNamespace, label: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        on(town.olga, label)
    assert refused.value.field == "seat"


@pytest.mark.parametrize("round_", range(5))
def test_of_two_who_sit_down_at_the_same_moment_one_gets_the_seat(real_town: SimpleNamespace, round_: int) -> None:
    answers = together(lambda: on(real_town.olga), lambda: on(real_town.lena))
    (refused,) = raised(answers)
    (got,) = (one for one in answers if isinstance(one, SeatSession))
    assert isinstance(refused, SeatTaken)
    assert refused.particulars["who"] == got.user
    assert SeatSession.objects.get().user_id == got.user_id
    assert kinds_on(HOTLINE_BOARD) == ["seat.signed_on"]


def test_one_person_in_two_browsers_gets_one_seat(real_town: SimpleNamespace) -> None:
    answers = together(lambda: on(real_town.olga, "1"), lambda: on(real_town.olga, "2"))
    (refused,) = raised(answers)
    assert isinstance(refused, AlreadySignedOn)
    assert SeatSession.objects.filter(ended_at=None).count() == 1


@pytest.mark.parametrize("changes", [{"user": "lena"}, {"seat": "13"}, {"state": "break"}, {"reason": "meal"}])
def test_the_database_holds_it_by_itself(town: SimpleNamespace, changes: dict[str, Any]) -> None:
    on(town.olga)
    told = {"user": town.olga, "seat": "12", "state": SeatState.ON, "reason": ""} | changes
    if isinstance(told["user"], str):
        told["user"] = getattr(town, told["user"])
    if "state" in changes or "reason" in changes:
        told |= {"user": town.lena, "seat": "14"}
    times = {"began_at": second(1), "state_since": second(1), "seen_at": second(1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        SeatSession.objects.create(**told, **times)


def test_a_browser_that_is_not_heard_of_is_silent_and_not_on(town: SimpleNamespace, oskar: User) -> None:
    on(town.olga, "1")
    on(oskar, "2")
    commands.take_break(user=oskar, reason=BreakReason.MEAL, now=second(1))
    commands.seen(town.olga, now=second(40))
    assert states(80) == {"olga": "on", "oskar": "silent"}
    assert counted(seats_now(now=second(80), silent_seconds=45)) == {"on": 1, "break": 0, SILENT: 1}
    commands.seen(oskar, now=second(90))
    assert states(91) == {"olga": "silent", "oskar": "break"}


def test_a_silent_seat_is_free_for_the_next_one(town: SimpleNamespace, oskar: User) -> None:
    on(town.olga)
    with pytest.raises(SeatTaken):
        on(oskar, after=45)
    session = on(oskar, after=46)
    before = SeatSession.objects.get(user=town.olga)
    assert (session.seat, before.ended_at) == ("12", second(0))
    assert kinds_on(HOTLINE_BOARD) == ["seat.signed_on", "seat.signed_on", "seat.given_up"]


def test_the_seconds_of_silence_are_data(town: SimpleNamespace, oskar: User) -> None:
    DeskStandard.objects.filter(code="seat_silent").update(seconds=5)
    on(town.olga)
    assert on(oskar, after=6).user == oskar


def test_a_forgotten_seat_ends_by_when_it_was_last_heard_of(town: SimpleNamespace) -> None:
    session = on(town.olga)
    commands.seen(town.olga, now=second(1000))
    assert clock.fire_due(now=second(1801)) == 1
    session.refresh_from_db()
    assert session.ended_at is None
    assert Deadline.objects.get(fired_at=None).due_at == second(2800)
    assert clock.fire_due(now=second(2801)) == 1
    session.refresh_from_db()
    assert session.ended_at == second(1000)
    assert kinds_on(HOTLINE_BOARD) == ["seat.signed_on", "seat.forgotten"]


def test_signing_out_leaves_the_seat(town: SimpleNamespace, browse: Any) -> None:
    client: Client = browse("olga")
    assert client.post("/api/shift/seat/sign-on/", {"seat": "12"}, content_type="application/json").status_code == 200
    client.post("/accounts/sign-out/")
    assert SeatSession.objects.get().ended_at is not None
    assert kinds_on(HOTLINE_BOARD) == ["seat.signed_on", "seat.signed_off"]
    assert browse("lena").post("/accounts/sign-out/").status_code == 302


def test_over_the_api(town: SimpleNamespace) -> None:
    olga, lena = api_client(town.olga), api_client(town.lena)
    said: dict[str, Any] = {"seat": "12", "request_id": "6b0f5c1e-4f9c-4a53-b6d0-1d8a3f5f2c11"}
    first = [olga.post("/api/shift/seat/sign-on/", said, format="json") for _ in range(2)]
    assert [(one.status_code, one.json()["state"]) for one in first] == [(200, "on")] * 2
    late = lena.post("/api/shift/seat/sign-on/", {"seat": "12"}, format="json")
    assert (late.status_code, late.json()["code"]) == (409, "seat_taken")
    rest = olga.post("/api/shift/seat/break/", {"reason": "meal"}, format="json").json()
    assert (rest["state"], rest["reason"]) == ("break", "meal")
    assert olga.post("/api/shift/seat/break/", {"reason": "nap"}, format="json").status_code == 400
    assert olga.post("/api/shift/seat/return/", {}, format="json").json()["state"] == "on"
    assert olga.post("/api/shift/seat/sign-off/", {}, format="json").json()["state"] == "off"
    bad = olga.post("/api/shift/seat/sign-on/", {"seat": "<>"}, format="json")
    assert bad.status_code == 400


@pytest.mark.parametrize("name", OTHERS)
def test_others_have_no_seat(town: SimpleNamespace, name: str) -> None:
    answer = api_client(getattr(town, name)).post("/api/shift/seat/sign-on/", {"seat": "12"}, format="json")
    assert answer.status_code == 403


@pytest.mark.no_replay  # moved into the past behind the journal's back
def test_asking_for_the_line_is_how_a_browser_is_heard_of(town: SimpleNamespace, browse: Any) -> None:
    client = browse("olga")
    client.post("/api/shift/seat/sign-on/", {"seat": "12"}, content_type="application/json")
    SeatStretch.objects.update(began_at=second(0))
    SeatSession.objects.update(seen_at=second(0), began_at=second(0), state_since=second(0))
    api_client(town.olga).get("/api/shift/")
    assert SeatSession.objects.get().seen_at == second(0)
    client.get("/hotline/shift/line/")
    assert SeatSession.objects.get().seen_at > second(0) + timedelta(days=1)
