"""How one call-back ends, or stays: the beats that the operator's word and the order's turns share."""

from dataclasses import dataclass
from datetime import datetime

from heating_ops.journal.actor import Actor
from workorders.catalogue import CallBackOutcome, Status
from workorders.models import WorkOrder
from workorders.turns import Answer

from . import events
from .models import REACHED, CallBack, CallBackState, Said, Satisfied, Why
from .rules import next_try

_SETTLED = ("state", "outcome", "settled_at", "settled_by", "claimed_by", "claimed_at")
_SAID = ("satisfied", "temperature_c", "room", "note", "attempts", "last_tried_at", "next_try_at", "reached_at")


@dataclass(frozen=True, slots=True)
class Result:
    """How a call went; the temperature in °C."""

    outcome: Said
    satisfied: str = ""
    temperature_c: float | None = None
    room: str = ""
    note: str = ""

    def as_answer(self) -> Answer:
        """The same in the words of work orders, which know three outcomes and whether somebody was satisfied."""
        content = None if not self.satisfied else self.satisfied != Satisfied.NOT
        return Answer(CallBackOutcome(self.outcome), self.temperature_c, self.room, content, self.note)


def result_of(answer: Answer) -> Result:
    """What was said about a whole order, in the words of call-backs."""
    satisfied = {True: Satisfied.OK, False: Satisfied.NOT}.get(answer.satisfied, "")  # type: ignore[arg-type]
    return Result(Said(answer.outcome), satisfied, answer.temperature_c, answer.room, answer.note)


def try_again(one: CallBack, *, actor: Actor, now: datetime) -> None:
    """Count a call nobody answered; the caller stays on the list, and is called again later."""
    one.attempts += 1
    one.last_tried_at, one.next_try_at = now, next_try(attempts=one.attempts, now=now)
    one.claimed_by = one.claimed_at = None
    one.save(update_fields=["attempts", "last_tried_at", "next_try_at", "claimed_by", "claimed_at"])
    events.not_reached(one, actor=actor, now=now)


def settle(one: CallBack, result: Result, *, called: bool = True, actor: Actor, now: datetime) -> None:
    """End a call-back with what became of it.

    :param called: somebody called just now
    """
    _end(one, result.outcome, actor=actor, now=now)
    degrees = result.temperature_c
    one.satisfied, one.room, one.note = result.satisfied, result.room, result.note
    one.temperature_c = None if degrees is None else round(degrees, 1)
    one.next_try_at = None
    if called:
        one.attempts, one.last_tried_at = one.attempts + 1, now
    if result.outcome in REACHED:
        one.reached_at = now
    one.save(update_fields=[*_SETTLED, *_SAID])
    events.settled(one, actor=actor, now=now)


def withdraw(them: list[CallBack], *, actor: Actor, now: datetime) -> None:
    """Take call-backs off the list because there is work again: they come back when that is done."""
    if not them:
        return
    for one in them:
        _end(one, Said.WITHDRAWN, actor=actor, now=now)
    CallBack.objects.bulk_update(them, _SETTLED)
    events.withdrawn(them, actor=actor, now=now)


def put_back(one: CallBack, order: WorkOrder | None, *, actor: Actor, now: datetime) -> None:
    """Let go of a caller; who is not to be asked any more because there is work again leaves the list."""
    one.claimed_by = one.claimed_at = None
    one.save(update_fields=["claimed_by", "claimed_at"])
    events.released(one, actor=actor, now=now)
    if is_work_again(one, order):
        withdraw([one], actor=actor, now=now)


def is_work_again(one: CallBack, order: WorkOrder | None) -> bool:
    """Whether the work this caller would be asked about is not done any more."""
    return one.why == Why.AFTER_WORK and order is not None and order.status not in (Status.DONE, Status.CLOSED)


def _end(one: CallBack, outcome: Said, *, actor: Actor, now: datetime) -> None:
    one.state, one.outcome = CallBackState.SETTLED, outcome
    one.settled_at, one.settled_by = now, actor.ref
    one.claimed_by = one.claimed_at = None
