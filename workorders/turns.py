"""The one door upward: who must know, in the same transaction, that an order took a turn.

Apps above register here in ``AppConfig.ready()``, as handlers of deadlines do. What a
listener writes is committed or undone with the turn itself; what it refuses stops the turn.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from heating_ops.journal.actor import Actor

from .catalogue import CallBackOutcome
from .models import WorkOrder


class Turn(StrEnum):
    """What others must know of an order."""

    DONE = "done"
    REOPENED = "reopened"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said when called back about an order; ``satisfied`` is ``None`` when not asked."""

    outcome: CallBackOutcome
    temperature_c: float | None = None
    room: str = ""
    satisfied: bool | None = None
    note: str = ""


Listener = Callable[[WorkOrder, Actor, datetime], None]
AnswerListener = Callable[[WorkOrder, Answer, Actor, datetime], None]
_listeners: dict[Turn, list[Listener]] = {}
_answer_listeners: list[AnswerListener] = []


def register(turn: Turn, listener: Listener) -> None:
    """Say who hears of a turn, with the order locked and as it is then; called in ``AppConfig.ready()``."""
    _listeners.setdefault(turn, []).append(listener)


def register_answers(listener: AnswerListener) -> None:
    """Say who hears what a customer said about a whole order, before the order itself moves on it."""
    _answer_listeners.append(listener)


def tell(turn: Turn, order: WorkOrder, *, actor: Actor, now: datetime) -> None:
    """Tell a turn of a locked order, in the running command."""
    for listener in _listeners.get(turn, ()):
        listener(order, actor, now)


def tell_answer(order: WorkOrder, answer: Answer, *, actor: Actor, now: datetime) -> None:
    """Tell an answer about a locked order that its crew says is done, in the running command."""
    for listener in _answer_listeners:
        listener(order, answer, actor, now)
