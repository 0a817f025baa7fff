"""Tickets of other systems: signed, lately, each number once, in the same queue as calls."""

import time
from types import SimpleNamespace
from typing import Any

import pytest
from threads import raised, together
from ticket_desk import post, source, ticket
from town import kinds_on

from heating_ops.journal.actor import Actor
from heating_ops.timers.models import Deadline
from hotline.channels.models import IntakeSource, Ticket
from hotline.channels.secrets import secret_of
from hotline.channels.taking import take_ticket
from hotline.models import Call
from hotline.telephony.models import HOTLINE_BOARD
from workorders.models import WorkOrder
from workorders.queries import card_of

pytestmark = pytest.mark.django_db


def test_a_sure_address_goes_to_its_branch_like_a_call(named_town: SimpleNamespace) -> None:
    answer = post(ticket())
    told = answer.json()
    assert (answer.status_code, told["ticket"]["state"], told["ticket"]["sorting"]) == (201, "sorted", "sure")
    call = Call.objects.get()
    assert (call.building, call.flat, call.channel) == (named_town.house_1, "1-101", "12345")
    assert call.logged_by == Actor.system("12345").ref
    assert told["work_order"]["number"] == WorkOrder.objects.get().number
    assert WorkOrder.objects.get().branch == named_town.east
    assert told["triage"]["priority"] == "P3"
    assert kinds_on(HOTLINE_BOARD) == ["ticket.received"]


def test_the_same_ticket_again_is_answered_as_the_first_time(named_town: SimpleNamespace) -> None:
    first, again = post(ticket()), post(ticket())
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Call.objects.count() == Ticket.objects.count() == 1


def test_the_same_number_with_other_content_is_refused_by_what_differs(named_town: SimpleNamespace) -> None:
    post(ticket())
    answer = post(ticket(text="漏水了", caller_phone="139"))
    assert (answer.status_code, answer.json()["code"]) == (409, "ticket_differs")
    assert answer.json()["particulars"]["fields"] == "text, caller_phone"
    assert Call.objects.count() == 1


def test_another_source_may_have_the_same_number(named_town: SimpleNamespace) -> None:
    source("app")
    post(ticket())
    assert post(ticket(address="阳光花园2号楼"), to="app").status_code == 201
    assert Ticket.objects.count() == 2


@pytest.mark.parametrize("secret", ["", "guessed"])
def test_a_wrong_signature_is_refused(named_town: SimpleNamespace, secret: str) -> None:
    answer = post(ticket(), secret=secret)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed")
    assert not Ticket.objects.exists()


def test_the_secret_of_another_source_is_a_wrong_one(named_town: SimpleNamespace) -> None:
    assert post(ticket(), secret=secret_of(source("app"))).status_code == 401


def test_a_signature_of_long_ago_is_refused(named_town: SimpleNamespace) -> None:
    answer = post(ticket(), at=time.time() - 301)
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_too_long_ago")


def test_a_source_that_is_unknown_or_switched_off_is_not_there(named_town: SimpleNamespace) -> None:
    source("wechat", active=False)
    for code in ("wechat", "nobody"):
        answer = post(ticket(), to=code, secret="x")
        assert (answer.status_code, answer.json()["code"]) == (404, "no_such_source")


def test_a_new_secret_ends_the_old_one(named_town: SimpleNamespace) -> None:
    old = secret_of(IntakeSource.objects.get(code="12345"))
    source(secret_generation=2)
    assert post(ticket(), secret=old).status_code == 401
    assert post(ticket()).status_code == 201


def test_a_secret_the_source_dictates_comes_from_the_environment(named_town: SimpleNamespace, settings: object) -> None:
    settings.INTAKE_SECRETS = {"12345": "theirs"}  # type: ignore[attr-defined]
    assert post(ticket(), secret="theirs").status_code == 201


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": ""}, "number"),
        ({"text": ""}, "text"),
        ({"caller_phone": "call me"}, "caller_phone"),
        ({"category": "volcano"}, "category"),
        ({"due_at": "tomorrow"}, "due_at"),
        ({"answers": {"meteor": True}}, "answers"),
        ({"indoor_temp_c": 99}, "indoor_temp_c"),
    ],
)
def test_bad_input_names_its_field(named_town: SimpleNamespace, changes: dict[str, Any], field: str) -> None:
    answer = post(ticket(**changes))
    assert answer.status_code == 400
    assert field in answer.json()["fields"]
    assert not Ticket.objects.exists()


def test_only_a_source_that_may_backdate_reports_the_past(named_town: SimpleNamespace) -> None:
    long_ago = "2026-01-01T08:00:00+08:00"
    assert post(ticket(reported_at=long_ago)).status_code == 201
    source("app")
    answer = post(ticket(reported_at=long_ago), to="app")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["reported_at"])
    assert Ticket.objects.count() == 1


def test_the_deadline_on_the_ticket_is_a_second_clock(named_town: SimpleNamespace) -> None:
    post(ticket(due_at="2099-01-01T00:00:00Z"))
    order = WorkOrder.objects.get()
    clock = Deadline.objects.get(subject=order.subject, kind="work_order.external")
    assert clock.due_at == order.external_due_at
    card = card_of(order.pk)
    assert card is not None
    assert "work_order.external" in [deadline["kind"] for deadline in card["deadlines"]]
    sooner = post(ticket("2", due_at="2098-01-01T00:00:00Z"))
    assert sooner.json()["joined"]["number"] == order.number
    running = Deadline.objects.get(subject=order.subject, kind="work_order.external", cancelled_at=None)
    assert running.due_at.year == 2098


def test_words_that_say_nothing_wait_for_a_person(named_town: SimpleNamespace) -> None:
    answer = post(ticket(text="请尽快联系我"))
    told = answer.json()
    assert (answer.status_code, told["ticket"]["state"], told["call"], told["triage"]) == (201, "to_sort", None, None)
    assert Ticket.objects.get().needs_category
    assert not Call.objects.exists()


def test_a_danger_with_an_unsure_place_is_on_the_groups_board_at_once(named_town: SimpleNamespace) -> None:
    answer = post(ticket(text="小区里热水管爆了，有人被烫伤了", address="阳光花园北门附近"))
    told = answer.json()
    assert (told["triage"]["priority"], told["ticket"]["state"]) == ("P1", "to_sort")
    card = card_of(WorkOrder.objects.get().pk)
    assert card is not None
    assert card["place"]["certain"] is False
    assert "work_order.opened" in kinds_on("group")


def test_a_question_needs_no_place(named_town: SimpleNamespace) -> None:
    told = post(ticket(text="请问停暖手续怎么办理", address="")).json()
    assert (told["ticket"]["sorting"], told["work_order"]) == ("no_place_needed", None)


def test_two_who_send_one_ticket_at_once_make_one(real_named_town: SimpleNamespace) -> None:
    from django.utils import timezone

    found = IntakeSource.objects.get(code="12345")

    def take() -> bool:
        return take_ticket(source=found, said=ticket(), now=timezone.now()).repeated

    outcomes = together(*[take] * 6)
    assert raised(outcomes) == []
    assert sorted(outcomes) == [False, True, True, True, True, True]
    assert (Ticket.objects.count(), Call.objects.count()) == (1, 1)
