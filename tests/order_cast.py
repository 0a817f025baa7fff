"""What the tests of work orders say often: an order is opened, brought to a status, and moved on by any verb."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, Final

from town import MORNING

from heating_ops.journal.models import Event
from heating_ops.network.models import Building
from heating_ops.timers.models import Deadline
from workorders import commands, rules
from workorders.catalogue import CallBackOutcome, Category, Status, SuspendReason
from workorders.models import WorkOrder
from workorders.triage import Decision, Facts, decide

Verb = Callable[..., WorkOrder]
MINUTE: Final = timedelta(minutes=1)


def decided(category: str = Category.LOW_TEMPERATURE, **facts: Any) -> Decision:
    """What triage says by the rules that ship."""
    return decide(Facts(category=category, **facts), rules.triage_rules())


def opened(
    town: SimpleNamespace,
    category: str = Category.LOW_TEMPERATURE,
    *,
    building: Building | None = None,
    flat: str = "1-101",
    join_key: str | None = None,
    now: datetime = MORNING,
    **facts: Any,
) -> WorkOrder:
    """Open an order at Sunshine Garden 1, if no other building is given."""
    order, joined = commands.report_trouble(
        decision=decided(category, **facts),
        place=commands.Place(building=building or town.house_1, flat=flat),
        join_key=join_key,
        reported_at=now,
        actor=town.actor("olga"),
        now=now,
    )
    assert not joined
    return order


def verbs(town: SimpleNamespace) -> dict[str, Verb]:
    """Every verb with the words that make it right in shape; ``work_order_id``, ``version`` and ``now`` are open."""
    dan, carl, olga = (town.actor(name) for name in ("dan", "carl", "olga"))

    def verb(command: Verb, actor: Any, **said: Any) -> Verb:
        return lambda **given: command(**({"version": None, "actor": actor, "now": MORNING} | said | given))

    found = {"cause": "air_lock", "responsibility": "inside_flat", "work_done": "vented the radiator"}
    return {
        "dispatch": verb(commands.dispatch, dan, crew_id=town.red.pk),
        "reassign": verb(commands.reassign, dan, crew_id=town.blue.pk, reason="nearer"),
        "cancel": verb(commands.cancel, dan, reason="a mistake"),
        "reopen": verb(commands.reopen, dan, reason="cold again"),
        "accept": verb(commands.accept, carl),
        "give_back": verb(commands.give_back, carl, reason="too far"),
        "contact": verb(commands.contact, carl, reached=True),
        "depart": verb(commands.depart, carl),
        "arrive": verb(commands.arrive, carl),
        "start": verb(commands.start, carl),
        "suspend": verb(commands.suspend, carl, reason=SuspendReason.NOT_HOME),
        "complete": verb(commands.complete, carl, **found),
        "call_back": verb(commands.call_back, olga, outcome=CallBackOutcome.SOLVED, temperature_c=20.0),
    }


_WAY: Final = ["dispatch", "accept", "depart", "arrive", "start", "complete", "call_back"]
WAYS: Final[dict[Status, list[str]]] = {
    Status.TRIAGED: [],
    Status.DISPATCHED: _WAY[:1],
    Status.ACCEPTED: _WAY[:2],
    Status.EN_ROUTE: _WAY[:3],
    Status.ON_SITE: _WAY[:4],
    Status.WORKING: _WAY[:5],
    Status.SUSPENDED: [*_WAY[:5], "suspend"],
    Status.DONE: _WAY[:6],
    Status.CLOSED: _WAY,
    Status.CANCELLED: ["cancel"],
}


def brought(town: SimpleNamespace, order: WorkOrder, *steps: str, now: datetime = MORNING) -> WorkOrder:
    """Take an order through some verbs, all at one moment."""
    for step in steps:
        order = verbs(town)[step](work_order_id=order.pk, now=now)
    return order


def order_in(town: SimpleNamespace, status: Status, **opening: Any) -> WorkOrder:
    """An order in a status; a merged one was merged into an order of the same trouble next door."""
    order = opened(town, **opening)
    if status == Status.MERGED:
        into = opened(town, building=town.house_2)
        order = commands.merge(
            work_order_id=order.pk, version=None, into_id=into.pk, actor=town.actor("dan"), now=MORNING
        )
    order = brought(town, order, *WAYS.get(status, []))
    assert order.status == status
    return order


def waiting(order: WorkOrder) -> dict[str, datetime]:
    """The clocks of an order that run: step → due."""
    rows = Deadline.objects.filter(subject=order.subject, cancelled_at=None, fired_at=None, paused_at=None).values_list(
        "kind", "due_at"
    )
    return {kind.removeprefix("work_order."): due_at for kind, due_at in rows}


def told(order: WorkOrder, *, besides: str = "") -> list[str]:
    """The kinds of what happened to an order, in order, without the app's name."""
    kinds = Event.objects.filter(subject=order.subject).order_by("id").values_list("kind", flat=True)
    return [kind.removeprefix("work_order.") for kind in kinds if kind != f"work_order.{besides}"]


def fresh(order: WorkOrder) -> WorkOrder:
    """The order as it is in the database."""
    return WorkOrder.objects.get(pk=order.pk)
