"""Every move that can meet a clock, each as a scene: how an order comes there, and the move itself.

``docs/clocks.md`` says what each does to every clock; ``test_every_cell.py`` plays the
scenes and reads from the database what really became of the clocks.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from clock_moves_upward import UPWARD
from clock_scene import Act, Scene, World
from order_cast import MINUTE, decided, verbs
from town import MORNING

from heating_ops.timers import clock
from heating_ops.timers.models import Deadline
from workorders import clocks, commands, rules
from workorders.catalogue import CallBackOutcome, Category, Priority, SuspendReason
from workorders.clock_rules.applying import apply_rules
from workorders.commands.moving import change
from workorders.models import ClockProfile, ClockRule, WorkOrder

CLOCKS: Final = (
    *("guidance", "dispatch", "accept", "contact", "on_site", "restored", "call_back"),
    *("external", "suspended_too_long", "escalate"),
)
DAY: Final = timedelta(days=1)
PRINTED: Final = MORNING + 40 * 60 * MINUTE


def opened(
    town: World, *, category: str = Category.LOW_TEMPERATURE, due_at: datetime | None = PRINTED, **said: Any
) -> WorkOrder:
    """Open an order from a ticket of the city line, not warm enough, P3, with a deadline printed on it."""
    order, _joined = commands.report_trouble(
        decision=decided(category),
        place=commands.Place(building=said.pop("building", town.house_1), flat="1-101"),
        join_key=None,
        reported_at=MORNING,
        external=commands.External("12345", due_at),
        actor=town.actor("olga"),
        now=MORNING,
        **said,
    )
    return order


def _verb(name: str, **said: Any) -> Act:
    return lambda town, order, now: verbs(town)[name](work_order_id=order.pk, now=now, **said)


def _report(**said: Any) -> Act:
    def act(town: World, order: WorkOrder, now: datetime) -> object:
        return commands.add_report(work_order_id=order.pk, actor=town.actor("olga"), now=now, **said)

    return act


def _stricter(town: World, order: WorkOrder, now: datetime) -> object:
    decision = decided(dangers=["person_hurt"])
    return commands.add_report(work_order_id=order.pk, decision=decision, actor=town.actor("olga"), now=now)


def _laxer(town: World, order: WorkOrder, now: datetime) -> None:
    before = order.priority
    change(order, priority=Priority.P3)
    clocks.follow_priority(order, before=before, now=now)


def _desk(command: Callable[..., object], **said: Any) -> Act:
    return lambda town, order, now: command(work_order_id=order.pk, actor=town.actor("olga"), now=now, **said)


def _merge(town: World, order: WorkOrder, now: datetime) -> object:
    into = opened(town, building=town.house_2)
    return commands.merge(work_order_id=order.pk, version=None, into_id=into.pk, actor=town.actor("dan"), now=now)


def _absorb(hours_printed: int) -> Act:
    def act(town: World, order: WorkOrder, now: datetime) -> object:
        gone = opened(town, building=town.house_2, due_at=MORNING + hours_printed * 60 * MINUTE)
        return commands.merge(work_order_id=gone.pk, version=None, into_id=order.pk, actor=town.actor("dan"), now=now)

    return act


def _locate(town: World, order: WorkOrder, now: datetime) -> object:
    return commands.locate(
        work_order_id=order.pk, version=None, building=town.house_2, actor=town.actor("olga"), now=now
    )


def _passes(kind: str) -> Act:
    """The clock of this kind passes, whatever else passes by then."""

    def act(town: World, order: WorkOrder, now: datetime) -> object:
        row = Deadline.objects.get(subject=order.subject, kind=f"work_order.{kind}", cancelled_at=None, fired_at=None)
        return clock.fire_due(now=max(row.due_at, now))

    return act


def _half_used(town: World, order: WorkOrder, now: datetime) -> object:
    return clock.fire_due(now=MORNING + 6 * MINUTE)


def _edit(*, apply: bool, minutes: int = 300) -> Act:
    def act(town: World, order: WorkOrder, now: datetime) -> None:
        ClockRule.objects.filter(profile__active=True, step="on_site", priority="P3").update(minutes=minutes)
        rules.forget()
        if apply:
            apply_rules(actor=town.actor("adam"), reason="a new plan", now=now)

    return act


def _switch(*, apply: bool) -> Act:
    def act(town: World, order: WorkOrder, now: datetime) -> None:
        ClockProfile.objects.filter(active=True).update(active=False)
        ClockProfile.objects.filter(name="strict_statute").update(active=True)
        rules.forget()
        if apply:
            apply_rules(actor=town.actor("adam"), reason="a new law", now=now)

    return act


_SENT: Final = ("dispatch",)
_ACCEPTED: Final = (*_SENT, "accept")
_ON_THE_WAY: Final = (*_ACCEPTED, "depart")
_THERE: Final = (*_ON_THE_WAY, "arrive")
_AT_WORK: Final = (*_THERE, "start")
_DONE: Final = (*_AT_WORK, "complete")
_CLOSED: Final = (*_DONE, "call_back")
_WAITS: Final = (*_ON_THE_WAY, "suspend")
_GUIDED: Final = {"guide": True}
_LEAK: Final = {"category": Category.LEAK}
_SOONER: Final = commands.External("12345", PRINTED - 60 * MINUTE)
_LATER: Final = commands.External("12345", PRINTED + 60 * MINUTE)
# A move whose order comes into being by it.
_OPENING: Final[dict[str, Mapping[str, Any]]] = {
    "opened": {},
    "opened, to be guided": _GUIDED,
    "opened, no deadline printed": {"due_at": None},
}
SCENES: Final[dict[str, Scene]] = {
    "report joined": Scene(_report()),
    "report joined, done": Scene(_report(), _DONE),
    "chased": Scene(_report(chases=True)),
    "regraded up": Scene(_stricter),
    "regraded up, sent": Scene(_stricter, _SENT),
    "regraded up, guided": Scene(_stricter, opening=_GUIDED),
    "regraded up, suspended": Scene(_stricter, _WAITS),
    "regraded up, done": Scene(_stricter, _DONE),
    "regraded up, no deadline printed": Scene(_stricter, opening={"due_at": None}),
    "regraded down": Scene(_laxer, opening=_LEAK),
    "regraded down, sent": Scene(_laxer, _SENT, opening=_LEAK),
    "regraded down, suspended": Scene(_laxer, _WAITS, opening=_LEAK),
    "source's deadline sooner": Scene(_report(external=_SOONER)),
    "source's deadline sooner, suspended": Scene(_report(external=_SOONER), _WAITS),
    "source's deadline later": Scene(_report(external=_LATER)),
    "source's deadline arrives": Scene(_report(external=_LATER), opening={"due_at": None}),
    "located": Scene(_locate),
    "guided: taken": Scene(_desk(commands.claimed), opening=_GUIDED),
    "guided: not reached": Scene(_desk(commands.not_reached, attempts=1), opening=_GUIDED),
    "guided: visit needed": Scene(_desk(commands.needs_visit), opening=_GUIDED),
    "guided: solved": Scene(_desk(commands.solve_by_telephone), opening=_GUIDED),
    "guided: limit passes": Scene(_passes("guidance"), opening=_GUIDED, world="in time"),
    "dispatched": Scene(_verb("dispatch")),
    "dispatched, guided": Scene(_verb("dispatch"), opening=_GUIDED),
    "reassigned, sent": Scene(_verb("reassign"), _SENT),
    "reassigned, accepted": Scene(_verb("reassign"), _ACCEPTED),
    "reassigned, on site": Scene(_verb("reassign"), _THERE),
    "reassigned, suspended": Scene(_verb("reassign"), _WAITS),
    "accepted": Scene(_verb("accept"), _SENT),
    "returned, sent": Scene(_verb("give_back"), _SENT),
    "returned, accepted": Scene(_verb("give_back"), _ACCEPTED),
    "returned, en route": Scene(_verb("give_back"), _ON_THE_WAY),
    "returned, on site": Scene(_verb("give_back"), _THERE),
    "returned, suspended": Scene(_verb("give_back"), _WAITS),
    "contacted: reached": Scene(_verb("contact"), _ACCEPTED),
    "contacted: not reached": Scene(_verb("contact", reached=False), _ACCEPTED),
    "departed": Scene(_verb("depart"), _ACCEPTED),
    "arrived": Scene(_verb("arrive"), _ON_THE_WAY),
    "started": Scene(_verb("start"), _THERE),
    **{f"suspended: {reason}": Scene(_verb("suspend", reason=reason), _ON_THE_WAY) for reason in SuspendReason.values},
    "suspended, on site": Scene(_verb("suspend"), _AT_WORK),
    "resumed: departs": Scene(_verb("depart"), _WAITS),
    "resumed: starts": Scene(_verb("start"), (*_AT_WORK, "suspend")),
    "suspended too long": Scene(_passes("suspended_too_long"), _WAITS),
    "completed": Scene(_verb("complete"), _AT_WORK),
    "called back: solved": Scene(_verb("call_back"), _DONE),
    "called back: not solved": Scene(_verb("call_back", outcome=CallBackOutcome.NOT_SOLVED), _DONE),
    "called back: no answer": Scene(_verb("call_back", outcome=CallBackOutcome.NO_ANSWER), _DONE),
    "closed by rule": Scene(_desk(commands.close_unasked), _DONE),
    "merged": Scene(_merge),
    "merged, guided": Scene(_merge, opening=_GUIDED),
    "merged, suspended": Scene(_merge, _WAITS),
    "absorbed another": Scene(_absorb(50)),
    "absorbed another, due sooner": Scene(_absorb(30)),
    "cancelled": Scene(_verb("cancel")),
    "cancelled, guided": Scene(_verb("cancel"), opening=_GUIDED),
    "cancelled, sent": Scene(_verb("cancel"), _SENT),
    "cancelled, suspended": Scene(_verb("cancel"), _WAITS),
    "reopened, done": Scene(_verb("reopen"), _DONE),
    "reopened, closed": Scene(_verb("reopen"), _CLOSED),
    "reopened, cancelled": Scene(_verb("reopen"), ("cancel",)),
    "promoted": Scene(_desk(commands.gather, incident="INC-1")),
    "promoted, guided": Scene(_desk(commands.gather, incident="INC-1"), opening=_GUIDED),
    "released": Scene(_desk(commands.release, incident="INC-1", reason="a mistake")),
    **UPWARD,
    "a share of the time is used": Scene(_half_used, _ACCEPTED),
    "a clock passes": Scene(_passes("contact"), _ACCEPTED, world="in time"),
    "a level is told": Scene(_passes("escalate"), _ACCEPTED, opening=_LEAK, world="missed"),
    "rule edited": Scene(_edit(apply=False)),
    "rule edited and applied": Scene(_edit(apply=True)),
    "rule edited and applied, laxer": Scene(_edit(apply=True, minutes=600)),
    "rule edited to no clock and applied": Scene(_edit(apply=True, minutes=0)),
    "rule edited and applied, suspended": Scene(_edit(apply=True), _WAITS),
    "profile switched": Scene(_switch(apply=False)),
    "profile switched and applied": Scene(_switch(apply=True)),
}
MOVES: Final = (*_OPENING, *SCENES)


def observe(town: World, move: str, *, missed: bool) -> dict[str, str]:
    """Play a scene and say what became of every clock.

    :param missed: let the order miss its earliest deadline first, so that an escalation runs
    """
    rules.forget()
    if move in _OPENING:
        order = opened(town, **_OPENING[move])
        return _compared({}, _rows(order))
    scene = SCENES[move]
    order = opened(town, **(scene.opening or {}))
    missed = scene.world == "missed" or (missed and scene.world == "either")
    now = MORNING
    for verb in scene.verbs:
        # Quick enough that nothing is missed on the way, each step at a moment of its own.
        now += timedelta(seconds=5)
        if missed and verb == "suspend":
            now = _miss(order, now)
        order = verbs(town)[verb](work_order_id=order.pk, now=now)
    if missed and "suspend" not in scene.verbs:
        now = _miss(order, now)
    now += timedelta(seconds=5)
    before = _rows(order)
    order.refresh_from_db()
    scene.act(town, order, now)
    return _compared(before, _rows(order))


def _miss(order: WorkOrder, now: datetime) -> datetime:
    """Let the earliest clock of the order pass, and whatever is due by then; an escalation runs after it."""
    waiting = Deadline.objects.filter(subject=order.subject, cancelled_at=None, fired_at=None)
    first = waiting.order_by("due_at").first()
    if first is None:
        return now
    clock.fire_due(now=first.due_at)
    return max(first.due_at, now) + timedelta(seconds=5)


def _rows(order: WorkOrder) -> dict[str, Deadline]:
    """The order's clocks that are not settled, passed or not, by name."""
    standing = Deadline.objects.filter(subject=order.subject, cancelled_at=None).order_by("id")
    return {row.kind.removeprefix("work_order."): row for row in standing}


def _compared(before: Mapping[str, Deadline], after: Mapping[str, Deadline]) -> dict[str, str]:
    return {name: _became(before.get(name), after.get(name)) for name in CLOCKS}


def _became(before: Deadline | None, after: Deadline | None) -> str:
    """One word or two for what happened between two looks at a clock."""
    if before is None:
        return "–" if after is None else "arms"
    if after is None:
        return "settles"
    if before.pk != after.pk:
        return "anew"
    if after.fired_at is not None:
        return "stays missed" if before.fired_at is not None else "passes"
    if before.paused_at is not None and after.paused_at is None:
        return "goes on"
    words = []
    if after.paused_at is not None:
        words.append("stands on" if before.paused_at is not None else "stands still")
    if after.due_at != before.due_at:
        words.append("sooner" if after.due_at < before.due_at else "later")
    return ", ".join(words) or "runs on"
