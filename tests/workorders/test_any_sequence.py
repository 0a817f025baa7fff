"""Any verbs in any order on a few orders: what must always hold holds after each of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, settings, strategies
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from order_cast import decided, opened, verbs
from town import MORNING

from heating_ops.journal.models import Board, Event
from heating_ops.journal.refusal import Refusal
from heating_ops.journal.replay import differences
from heating_ops.timers.clock import fire_due
from heating_ops.timers.models import Deadline
from workorders import commands
from workorders.catalogue import IN_THE_FIELD, OPEN_STATUSES, WITH_CREW, Category, Status
from workorders.models import WorkOrder

ORDERS = strategies.integers(0, 2)
MINUTES = strategies.sampled_from([0, 1, 5, 30, 240])
VERBS = strategies.sampled_from(
    ["reassign", "cancel", "reopen", "give_back", "contact", "suspend", "depart", "start", "call_back"]
)
NEXT: dict[str, str] = {
    Status.TRIAGED: "dispatch",
    Status.DISPATCHED: "accept",
    Status.ACCEPTED: "depart",
    Status.EN_ROUTE: "arrive",
    Status.ON_SITE: "start",
    Status.WORKING: "complete",
    Status.SUSPENDED: "depart",
    Status.DONE: "call_back",
    Status.CLOSED: "reopen",
    Status.CANCELLED: "reopen",
}


class Desk(RuleBasedStateMachine):
    """A small desk: three orders, two crews, a clock, and people who try everything."""

    town: SimpleNamespace

    def __init__(self) -> None:
        super().__init__()
        self.now = MORNING
        self.turns = 0
        self.undone: Any = None

    @initialize()
    def _begin(self) -> None:
        self.undone = transaction.atomic()
        self.undone.__enter__()
        key = "b1:no_heat"
        self.orders = [
            opened(self.town, Category.NO_HEAT, join_key=key).pk,
            opened(self.town, Category.LEAK, flat="2").pk,
            opened(self.town, flat="3", building=self.town.house_2).pk,
        ]
        self.verbs = verbs(self.town)

    def teardown(self) -> None:
        """Undo the whole run."""
        if self.undone is not None:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    @contextmanager
    def _perhaps(self, order: int) -> Iterator[None]:
        """A refused command leaves the order and the journal as they were."""
        before = WorkOrder.objects.values().get(pk=order), Event.objects.count()
        clocks = list(Deadline.objects.filter(subject=f"work_order:{order}").order_by("pk").values())
        try:
            yield
        except Refusal:
            assert (WorkOrder.objects.values().get(pk=order), Event.objects.count()) == before
            assert list(Deadline.objects.filter(subject=f"work_order:{order}").order_by("pk").values()) == clocks
        else:
            assert Event.objects.count() > before[1], "a command that changed something says so"

    @rule(place=ORDERS, steps=strategies.integers(1, 6), minutes=MINUTES)
    def go_on(self, place: int, steps: int, minutes: int) -> None:
        """Things take their usual course for a while."""
        for _step in range(steps):
            order = WorkOrder.objects.get(pk=self.orders[place])
            if order.status in NEXT:
                self.say_now(order.pk, NEXT[order.status], minutes)

    @rule(place=ORDERS, verb=VERBS, minutes=MINUTES, by_blue=strategies.booleans())
    def say(self, place: int, verb: str, minutes: int, by_blue: bool) -> None:
        """Somebody says a verb about an order."""
        self.say_now(self.orders[place], verb, minutes, by_blue=by_blue)

    def say_now(self, order: int, verb: str, minutes: int, *, by_blue: bool = False) -> None:
        """Say it some minutes later."""
        self.turns += 1
        self.now += timedelta(minutes=minutes)
        crew = (
            {"crew_id": (self.town.blue if by_blue else self.town.red).pk} if verb in ("dispatch", "reassign") else {}
        )
        with self._perhaps(order):
            self.verbs[verb](work_order_id=order, now=self.now, **crew)

    @rule(place=ORDERS, steps=strategies.integers(2, 7))
    def hurry(self, place: int, steps: int) -> None:
        """A crew reports its steps by radio, all at one moment."""
        self.go_on(place=place, steps=steps, minutes=0)

    @rule(place=ORDERS, minutes=MINUTES)
    def suspend(self, place: int, minutes: int) -> None:
        """The work is suspended, wherever it stands: begun, if it had not."""
        if WorkOrder.objects.get(pk=self.orders[place]).status in (Status.TRIAGED, Status.DISPATCHED):
            self.go_on(place=place, steps=2, minutes=0)
        self.say_now(self.orders[place], "suspend", minutes)

    @precondition(lambda self: self.turns > 12)
    @rule(place=ORDERS, into=ORDERS)
    def merge(self, place: int, into: int) -> None:
        """A dispatcher merges one order into another, late, for it is the end of it."""
        order, target = self.orders[place], self.orders[into]
        with self._perhaps(order):
            commands.merge(
                work_order_id=order, version=None, into_id=target, actor=self.town.actor("dan"), now=self.now
            )

    @rule(place=ORDERS, grave=strategies.booleans())
    def report(self, place: int, grave: bool) -> None:
        """One more caller, who may say something graver."""
        order = self.orders[place]
        said = decided(Category.LEAK, dangers=["person_hurt"] if grave else [])
        with self._perhaps(order):
            commands.add_report(work_order_id=order, decision=said, actor=self.town.actor("olga"), now=self.now)

    @rule(place=ORDERS)
    def locate(self, place: int) -> None:
        """The place turns out to lie in the other branch."""
        order = self.orders[place]
        with self._perhaps(order):
            commands.locate(
                work_order_id=order,
                version=None,
                building=self.town.house_west,
                actor=self.town.actor("olga"),
                now=self.now,
            )

    @rule(minutes=strategies.sampled_from([0, 1, 20, 120, 1500]))
    def time_passes(self, minutes: int) -> None:
        """The clock ticks."""
        self.now += timedelta(minutes=minutes)
        fire_due(now=self.now)
        assert not Deadline.objects.exclude(last_error="").exists()

    @invariant()
    def columns_say_what_the_status_says(self) -> None:
        """Status and columns never contradict each other."""
        for order in WorkOrder.objects.filter(pk__in=getattr(self, "orders", [])):
            status = Status(order.status)
            assert (order.crew_id is not None) or status not in WITH_CREW
            if status == Status.TRIAGED:
                assert order.crew_id is None
                assert not any([order.dispatched_at, order.accepted_at, order.departed_at, order.arrived_at])
                assert not any([order.started_at, order.done_at, order.closed_at])
            if status in (Status.ON_SITE, Status.WORKING, Status.DONE, Status.CLOSED):
                assert order.arrived_at is not None
            if status in (Status.WORKING, Status.DONE, Status.CLOSED):
                assert order.started_at is not None
            assert (order.done_at is not None) == (status in (Status.DONE, Status.CLOSED))
            assert (order.closed_at is not None) == (status == Status.CLOSED)
            assert (order.suspended_at is not None) == (status == Status.SUSPENDED) == bool(order.suspend_reason)
            moments = [order.logged_at, order.dispatched_at, order.accepted_at, order.departed_at, order.arrived_at]
            known = [moment for moment in moments if moment is not None]
            assert known == sorted(known)
            assert order.stage_at <= self.now

    @invariant()
    def clocks_are_those_of_the_status(self) -> None:
        """An open order waits for something; one that is over waits for nothing; what stands still is suspended."""
        for order in WorkOrder.objects.filter(pk__in=getattr(self, "orders", [])):
            standing = Deadline.objects.filter(subject=order.subject, cancelled_at=None)
            kinds = {row.kind.removeprefix("work_order.") for row in standing}
            status = Status(order.status)
            if status not in OPEN_STATUSES:
                assert kinds == set()
                continue
            assert ("call_back" in kinds) == (status == Status.DONE)
            assert ("restored" in kinds) == (status != Status.DONE)
            assert ("dispatch" in kinds) == (status == Status.TRIAGED)
            assert ("accept" in kinds) == (status == Status.DISPATCHED)
            if status in (Status.DISPATCHED, Status.ACCEPTED, Status.EN_ROUTE):
                assert "on_site" in kinds or order.arrived_at is not None
            paused = {row.kind for row in standing if row.paused_at is not None}
            running = {row.kind for row in standing if row.paused_at is None and row.fired_at is None}
            if status == Status.SUSPENDED:
                assert running == {"work_order.suspended_too_long"}
            else:
                assert paused == set()
            breached = [row for row in standing if row.fired_at is not None and row.kind != "work_order.escalate"]
            if not breached:
                assert "work_order.escalate" not in running | paused, "nothing is missed, so nobody is told"

    @invariant()
    def no_crew_is_in_two_places(self) -> None:
        """One crew, one order in the field."""
        out = list(WorkOrder.objects.filter(status__in=IN_THE_FIELD).values_list("crew_id", flat=True))
        assert len(out) == len(set(out))

    @invariant()
    def the_journal_tells_what_is(self) -> None:
        """Events from zero are a fresh read."""
        for slug in Board.objects.values_list("slug", flat=True):
            assert differences(slug) == []


def test_whatever_is_said_to_orders_what_must_hold_holds(town: SimpleNamespace) -> None:
    class AtThisTown(Desk):
        pass

    AtThisTown.town = town
    run_state_machine_as_test(
        AtThisTown,
        settings=settings(
            max_examples=30,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
