"""A step that is not done in time is recorded and the next level told, by itself, up the chain."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from order_cast import MINUTE, brought, decided, fresh, opened, order_in, told, waiting
from town import MORNING

from heating_ops.crews.models import DutyPost, Level
from heating_ops.journal.models import Event
from heating_ops.timers.clock import fire_due
from heating_ops.timers.models import Deadline
from workorders import commands
from workorders.catalogue import Category, Status
from workorders.escalation.chain import ESCALATE
from workorders.models import WorkOrder


@pytest.fixture
def leak(town: SimpleNamespace) -> WorkOrder:
    """A P2 leak: dispatch within a minute; station head after 15 more, dispatcher 30, duty leader 60, office 120."""
    return opened(town, Category.LEAK)


def events(order: WorkOrder, kind: str) -> list[Event]:
    return list(Event.objects.filter(subject=order.subject, kind=f"work_order.{kind}").order_by("id"))


def fire_until(last: datetime) -> None:
    """Let the clock tick every half minute from the morning on."""
    now = MORNING
    while now <= last:
        fire_due(now=now)
        now += MINUTE / 2


def test_an_order_nobody_sends_goes_up_the_chain_by_itself(town: SimpleNamespace, leak: WorkOrder) -> None:
    fire_until(MORNING + 5 * MINUTE)
    missed = events(leak, "deadline_missed")
    assert [event.data["step"] for event in missed] == ["dispatch"]
    assert missed[0].actor.startswith("timer:")
    assert missed[0].card is not None
    assert [row["breached"] for row in missed[0].card["deadlines"] if row["kind"] == "work_order.dispatch"] == [True]

    fire_until(MORNING + 15 * MINUTE)
    assert fresh(leak).escalation_level == 0, "fifteen minutes after the breach, not after the order"
    fire_until(MORNING + 16 * MINUTE)
    # Nobody heads the station and no branch dispatcher is on the roster: that is said, and the leader told at once.
    assert [event.data["level"] for event in events(leak, "nobody_on_duty")] == ["station_head", "branch_dispatcher"]
    told_to = events(leak, "escalated")
    assert [(event.data["level"], event.data["to"]) for event in told_to] == [
        ("branch_duty_leader", f"user:{town.lena.pk}")
    ]
    assert (fresh(leak).escalation_level, fresh(leak).escalated_to) == (3, "branch_duty_leader")

    fire_until(MORNING + 121 * MINUTE)
    assert [event.data["level"] for event in events(leak, "nobody_on_duty")][-1] == "group_office"
    assert fresh(leak).escalation_level == 4
    assert not Deadline.objects.filter(kind=ESCALATE, fired_at=None, cancelled_at=None).exists(), "the chain has ended"


def test_each_level_that_is_on_duty_is_told_in_its_own_time(town: SimpleNamespace, leak: WorkOrder) -> None:
    always = DutyPost.objects.get().hours
    DutyPost.objects.create(level=Level.STATION_HEAD, branch=town.east, user=town.dan, hours=always)
    DutyPost.objects.create(level=Level.BRANCH_DISPATCHER, branch=town.west, user=town.wes, hours=always)
    DutyPost.objects.create(level=Level.GROUP_OFFICE, user=town.kurt, hours=always)
    fire_until(MORNING + 130 * MINUTE)
    assert [(e.data["level"], (e.at - MORNING) / MINUTE) for e in events(leak, "escalated")] == [
        ("station_head", 16),
        ("branch_duty_leader", 31),
        ("group_office", 121),
    ]
    assert [event.data["level"] for event in events(leak, "nobody_on_duty")] == ["branch_dispatcher"]


def test_who_has_done_the_step_stops_the_chain(town: SimpleNamespace, leak: WorkOrder) -> None:
    fire_due(now=MORNING + 5 * MINUTE)
    brought(town, leak, "dispatch", "accept", "contact", now=MORNING + 6 * MINUTE)
    fire_until(MORNING + 59 * MINUTE)
    assert fresh(leak).escalation_level == 0
    assert told(leak).count("deadline_missed") == 1


def test_doing_another_step_does_not_stop_it(town: SimpleNamespace) -> None:
    order = opened(town)
    fire_due(now=MORNING + 11 * MINUTE)  # sent after 3 minutes: missed; called within 10: missed
    brought(town, order, "dispatch", now=MORNING + 12 * MINUTE)
    assert fire_due(now=MORNING + 63 * MINUTE) == 2  # not accepted within ten minutes; and the chain goes on
    assert fresh(order).escalation_level > 0


def test_a_late_clock_tells_how_late_it_was(leak: WorkOrder) -> None:
    fire_due(now=MORNING + 9 * MINUTE)
    assert [e.data["fired_late_seconds"] for e in events(leak, "deadline_missed")] == [8 * 60]


@pytest.mark.no_replay  # deadlines of the order beside it are taken out of the way
@pytest.mark.parametrize("status", [Status.MERGED, Status.CANCELLED, Status.CLOSED])
def test_an_order_that_is_over_misses_nothing(status: Status, town: SimpleNamespace) -> None:
    order = order_in(town, status, category=Category.LEAK)
    Deadline.objects.exclude(subject=order.subject).delete()
    before = told(order)
    assert fire_due(now=MORNING + 60 * 24 * 60 * MINUTE) == 0
    assert told(order) == before


@pytest.mark.no_replay  # no command leaves such a deadline
def test_a_deadline_of_an_order_that_is_over_does_nothing_even_if_it_was_left(leak: WorkOrder) -> None:
    WorkOrder.objects.filter(pk=leak.pk).update(status=Status.CANCELLED)
    assert fire_due(now=MORNING + 2 * MINUTE) == 1
    assert told(leak) == ["opened"]


def test_a_stricter_report_makes_the_clocks_and_the_chain_stricter(town: SimpleNamespace) -> None:
    order = opened(town)
    assert waiting(order)["restored"] == MORNING + 24 * 60 * MINUTE
    fire_due(now=MORNING + 4 * MINUTE)  # P3: the station head would be told an hour after
    stricter = decided(dangers=["person_hurt"])
    commands.add_report(work_order_id=order.pk, decision=stricter, actor=town.actor("olga"), now=MORNING + 5 * MINUTE)
    assert waiting(order) == {
        "contact": MORNING + 5 * MINUTE,
        "on_site": MORNING + 30 * MINUTE,
        "restored": MORNING + 720 * MINUTE,
        "escalate": MORNING + (3 + 5) * MINUTE,
    }
    assert [event.data["step"] for event in events(order, "deadline_missed")] == ["dispatch"], "missed once, not twice"


@pytest.mark.no_replay  # no category makes a P4 order, so it is made by hand
def test_a_question_that_turns_out_grave_gets_the_clocks_it_did_not_have(town: SimpleNamespace) -> None:
    order = opened(town)
    WorkOrder.objects.filter(pk=order.pk).update(priority="P4")
    Deadline.objects.filter(subject=order.subject, kind="work_order.on_site").delete()
    fire_due(now=MORNING + 31 * MINUTE)
    Deadline.objects.filter(kind=ESCALATE).delete()  # P4 has no chain
    grave = decided(dangers=["person_hurt"])
    commands.add_report(work_order_id=order.pk, decision=grave, actor=town.actor("olga"), now=MORNING + 32 * MINUTE)
    assert waiting(order)["on_site"] == MORNING + 30 * MINUTE
    assert "escalate" in waiting(order), "what was missed before is escalated now"


def test_the_same_or_a_milder_report_changes_no_clock(town: SimpleNamespace, leak: WorkOrder) -> None:
    before = waiting(leak)
    for category in (Category.LEAK, Category.LOW_TEMPERATURE):
        milder = decided(category)
        commands.add_report(work_order_id=leak.pk, decision=milder, actor=town.actor("olga"), now=MORNING + MINUTE)
    assert waiting(leak) == before
    assert (fresh(leak).priority, fresh(leak).report_count) == ("P2", 3)
