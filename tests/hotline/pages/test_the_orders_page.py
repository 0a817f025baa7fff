"""The page of one order: everything that happened in words, and just the moves that would be taken."""

import ast
import inspect
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from desk_cast import AtStage, Browse, Counted, Filled, walk
from django.utils import timezone
from town import api_client

from workorders import commands, events, moves
from workorders.api import NOUNS
from workorders.catalogue import Status
from workorders.escalation.api import NOUNS as UPWARD
from workorders.models import WorkOrder
from workorders.sentences import has_sentence, told

# What each noun needs so that only the order's state can refuse it.
BODIES: dict[str, dict[str, Any]] = {
    "contact": {"reached": True},
    "suspension": {"reason": "parts"},
    "completion": {"cause": "air_lock", "responsibility": "network", "work_done": "放气"},
    "call-back": {"outcome": "no_answer"},
    "return": {"reason": "x"},
    "cancellation": {"reason": "x"},
    "reopening": {"reason": "x"},
    "escalations": {"level": "branch_duty_leader", "reason": "x"},
    "chases": {"words": "x", "minutes": 30},
    "chase-answer": {"words": "x"},
    "supervision": {"minutes": 60, "reason": "x"},
    "triage-override": {"priority": "P1", "reason": "x"},
}


def page_of(order: WorkOrder) -> str:
    """The address of an order's page."""
    return f"/work-orders/{order.pk}/"


def test_every_kind_of_event_has_a_sentence() -> None:
    source = ast.parse(inspect.getsource(events))
    kinds = {
        str(node.args[0].value)
        for node in ast.walk(source)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("happened", "Fact")
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(kinds) > 20
    assert [kind for kind in sorted(kinds) if not has_sentence(kind)] == []


def test_names_are_read_in_one_query(
    town: SimpleNamespace, at_stage: AtStage, queries: Counted, browse: Browse
) -> None:
    from heating_ops.journal.queries import history_of

    order = at_stage(Status.CLOSED)
    history = history_of(order.subject)
    lines: list[Any] = []
    assert queries(lambda: lines.extend(told(history))) == 1
    assert [line.sentence for line in lines] == [
        "Opened: Non-urgent, P3",
        "Sent to Red crew",
        "Red crew accepted",
        "Red crew set out",
        "Arrived on site",
        "Work began",
        "Work done: Air in the pipes",
        "Called back: Solved",
        "Closed",
    ]
    assert {line.actor for line in lines} == {"olga", "dan", "carl"}


@pytest.mark.parametrize(
    "status", [Status.TRIAGED, Status.DISPATCHED, Status.WORKING, Status.SUSPENDED, Status.DONE, Status.CLOSED]
)
def test_who_may_see_an_order(browse: Browse, at_stage: AtStage, status: Status) -> None:
    order = at_stage(status)
    for name, code in (("olga", 200), ("dan", 200), ("kurt", 200), ("mona", 200), ("wes", 404), ("adam", 403)):
        assert browse(name).get(page_of(order)).status_code == code, name


@pytest.mark.parametrize("status", Status)
def test_the_moves_offered_are_the_moves_taken(town: SimpleNamespace, at_stage: AtStage, status: Status) -> None:
    order = at_stage(status)
    target = at_stage(Status.TRIAGED, flat="8-808")
    offered = {move.noun for move in moves.moves_for(order, town.lena)}
    taken = set()
    for noun in NOUNS | UPWARD:
        if try_move(town, order, target, noun):
            taken.add(noun)
    assert offered == taken


def try_move(town: SimpleNamespace, order: WorkOrder, target: WorkOrder, noun: str) -> bool:
    """Whether the API takes a move from the duty leader; whatever it did is undone."""
    from django.db import transaction

    body = BODIES.get(noun, {})
    if noun in ("dispatch", "reassignment"):
        body = {"crew_id": town.blue.pk, "reason": "x"}
    elif noun == "merge":
        body = {"into_id": target.pk}
    with transaction.atomic():
        sent = body | {"request_id": str(uuid4())}
        answer = api_client(town.lena).post(f"/api/work-orders/{order.pk}/{noun}/", sent, format="json")
        transaction.set_rollback(True)
    assert answer.status_code in (200, 409), (noun, answer.content)
    return bool(answer.status_code == 200)


def test_each_role_is_offered_only_its_own_moves(town: SimpleNamespace, at_stage: AtStage) -> None:
    order = at_stage(Status.DISPATCHED)
    offered = {name: {move.noun for move in moves.moves_for(order, getattr(town, name))} for name in
               ("olga", "dan", "wes", "carl", "cleo", "kurt", "mona", "adam")}  # fmt: skip
    assert offered == {
        "olga": {"triage-override"},
        "dan": {"acceptance", "contact", "return", "reassignment", "merge", "cancellation"}
        | {"escalations", "chases", "triage-override"},
        "wes": set(),
        "carl": {"acceptance", "contact", "return"},
        "cleo": set(),
        "kurt": {"reassignment", "merge", "cancellation", "escalations", "chases", "supervision", "triage-override"},
        "mona": {"chases", "supervision"},
        "adam": set(),
    }


@pytest.mark.parametrize("status", Status)
def test_one_move_stands_out_and_no_key_presses_two(town: SimpleNamespace, at_stage: AtStage, status: Status) -> None:
    offered = moves.moves_for(at_stage(status), town.lena)
    keys = [move.key for move in offered if move.key]
    assert len(keys) == len(set(keys))
    assert [move.kind for move in offered].count("primary") <= 1


def test_the_page_tells_the_whole_story(town: SimpleNamespace, browse: Browse, filled: Filled) -> None:
    olga = browse("olga")
    olga.post("/hotline/calls/new/", filled())
    olga.post("/hotline/calls/new/", filled(text="还是冷", caller_phone="13900000000"))
    order = WorkOrder.objects.get()
    walk(town, order, Status.DONE)
    page = browse("dan").get(page_of(order)).content.decode()
    for word in (
        "屋里只有15度",
        "还是冷",
        "The same trouble was reported again (report 2)",
        "Not warm enough: contact first, then visit",
        "Air in the pipes",
        "15.5",
        "Red crew set out",
        "carl",
    ):
        assert word in page
    assert "13800001010" not in page, "a telephone number belongs to the call"


def test_an_escalation_is_told_with_level_and_person(town: SimpleNamespace, browse: Browse, at_stage: AtStage) -> None:
    from heating_ops.timers.clock import fire_due
    from heating_ops.timers.models import Deadline

    order = at_stage(Status.DISPATCHED)
    for kind in ("work_order.accept", "work_order.escalate"):
        Deadline.objects.filter(subject=order.subject, kind=kind, fired_at=None).update(
            due_at=timezone.now(), next_attempt_at=timezone.now()
        )
        fire_due()
    page = browse("dan").get(page_of(order)).content.decode()
    assert "Deadline missed: Accept" in page
    assert "Nobody on duty as Station head" in page
    assert "Escalated to the Branch duty leader: lena" in page


def test_a_long_history_costs_no_more_queries(
    town: SimpleNamespace, browse: Browse, at_stage: AtStage, queries: Counted
) -> None:
    order, dan = at_stage(Status.ACCEPTED), browse("dan")
    dan.get(page_of(order))
    few = queries(lambda: dan.get(page_of(order)))
    for _ in range(40):
        commands.contact(
            work_order_id=order.pk, version=None, reached=False, actor=town.actor("carl"), now=timezone.now()
        )
    assert queries(lambda: dan.get(page_of(order))) == few <= 16


def test_an_order_that_is_not_there_is_404(browse: Browse, town: SimpleNamespace) -> None:
    assert browse("olga").get("/work-orders/999999/").status_code == 404
