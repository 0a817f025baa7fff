"""``@command`` and ``record``: the transaction of one verb, and what it leaves behind."""

import functools
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import IntegrityError, OperationalError, connection, transaction

from . import hints
from .actor import Actor
from .as_json import as_read, encoded
from .cards import Card, cards_of
from .queries import answer_to
from .refusal import Busy, Refusal, RequestIdTaken, waited_too_long

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened, before it is numbered.

    ``boards`` are the streams it belongs on; ``subject`` is ``type:id``;
    ``data`` are the particulars of its kind. No names and no telephone numbers
    in it. ``leaves`` tells a board that the subject is not on it any more.
    """

    kind: str
    subject: str
    boards: Sequence[str]
    actor: Actor
    at: datetime
    reason: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    leaves: bool = False


@dataclass(slots=True)
class _Ledger:
    """The facts noted by the command that is running."""

    facts: list[Fact] = field(default_factory=list)
    cards: dict[str, Card] = field(default_factory=dict)


_ledger: ContextVar[_Ledger | None] = ContextVar("journal_ledger", default=None)
_request: ContextVar["_Request | None"] = ContextVar("journal_request", default=None)
_last: ContextVar[_Ledger | None] = ContextVar("journal_last_ledger", default=None)


@dataclass(frozen=True, slots=True)
class _Request:
    """What the running command was asked for, and by which request."""

    id: UUID
    digest: str
    subject_type: str | None


class OutsideCommand(RuntimeError):
    """A fact was recorded where no command is running, so nothing would carry it."""


def command(verb: Callable[P, T]) -> Callable[P, T]:
    """Make a function the transaction of one verb: lock, check, change, record.

    A command inside a command joins the outer one. Facts noted with ``record`` are
    numbered at the very end, boards in sorted order, so that two commands can
    never wait for each other and a reader's cursor never skips a number.

    :raises Busy: somebody else held what the command needs for too long
    """

    @functools.wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if _ledger.get() is not None:
            return verb(*args, **kwargs)
        ledger = _Ledger()
        token = _ledger.set(ledger)
        try:
            with transaction.atomic():
                result = verb(*args, **kwargs)
                heads = _append(ledger)
                # Not a partial: Django names a robust hook that failed by its ``__qualname__``.
                transaction.on_commit(lambda: hints.publish(heads), robust=True)
        except OperationalError as error:
            if waited_too_long(error):
                raise Busy from error
            raise
        finally:
            _ledger.reset(token)
        _last.set(ledger)
        return result

    return run


def record(fact: Fact) -> None:
    """Note a fact for the journal of the running command.

    :raises OutsideCommand: no command is running
    """
    ledger = _ledger.get()
    if ledger is None:
        raise OutsideCommand(fact.kind)
    ledger.facts.append(fact)


def _append(ledger: _Ledger) -> dict[str, int]:
    """Write the noted facts and answer the new head of each board."""
    if not ledger.facts:
        return {}
    ledger.cards = cards_of(sorted({fact.subject for fact in ledger.facts}))
    request = _request.get()
    answering = _answering(ledger, request.subject_type) if request else -1
    rows = []
    for place, fact in enumerate(ledger.facts):
        # One row alone answers for the request: the first of the fact that answers it.
        answers = request if place == answering else None
        card = ledger.cards.get(fact.subject)
        if fact.leaves and card is not None:
            card = {"type": card["type"], "id": card["id"], "open": False}
        for slug in fact.boards:
            rows.append(
                {
                    "board": slug,
                    "at": fact.at,
                    "kind": fact.kind,
                    "subject": fact.subject,
                    "actor": fact.actor.ref,
                    "reason": fact.reason,
                    "request_id": answers.id if answers else None,
                    "request_digest": answers.digest if answers else "",
                    "card": card,
                    "data": dict(fact.data),
                }
            )
            answers = None
    with connection.cursor() as cursor:
        cursor.execute("SELECT slug, seq FROM journal_append(%s::jsonb)", [encoded(rows)])
        return dict(cursor.fetchall())


def _answering(ledger: _Ledger, subject_type: str | None) -> int:
    """The place of the fact that answers a request: the first (of a subject type) that is still on its board."""
    wanted = f"{subject_type}:" if subject_type else ""
    return next(i for i, fact in enumerate(ledger.facts) if fact.subject.startswith(wanted) and not fact.leaves)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request is told: the first fact its command recorded, with the card as it then was."""

    kind: str
    subject: str
    card: Card | None
    data: Mapping[str, Any]
    repeated: bool


def once(
    request_id: UUID | None,
    *,
    actor: Actor,
    do: Callable[[], object],
    digest: str = "",
    subject_type: str | None = None,
) -> Answer:
    """Run a command at most once for a request id; the second arrival gets the first answer.

    :param request_id: chosen by the sender; ``None`` when the sender cannot repeat
    :param do: calls one command that records at least one fact
    :param digest: of what is asked for; the same id with another digest is refused
    :param subject_type: answer with the first fact about such a subject, not the very first
    :raises RequestIdTaken: the id was used by somebody else, or for something else
    """
    request = None if request_id is None else _Request(request_id, digest, subject_type)
    if request and (earlier := _earlier(request, actor)):
        return earlier
    token = _request.set(request)
    _last.set(None)
    try:
        do()
    except (Refusal, IntegrityError):
        # Both copies passed the look-up above. The second one then finds the change made already,
        # or is stopped by the unique index; either way it is told what the first one was told.
        if request and (earlier := _earlier(request, actor)):
            return earlier
        raise
    finally:
        _request.reset(token)
    ledger = _last.get()
    if ledger is None or not ledger.facts:
        raise RuntimeError("the command recorded nothing, so there is nothing to answer with")
    fact = ledger.facts[_answering(ledger, subject_type)]
    card = ledger.cards.get(fact.subject)
    return Answer(fact.kind, fact.subject, as_read(card), as_read(dict(fact.data)), repeated=False)


def _earlier(request: _Request, actor: Actor) -> Answer | None:
    """What the request was told when it came first.

    :raises RequestIdTaken: it was somebody else's, or asked for something else
    """
    event = answer_to(request.id)
    if event is None:
        return None
    if event.actor != actor.ref or (request.digest and event.request_digest and request.digest != event.request_digest):
        raise RequestIdTaken
    return Answer(event.kind, event.subject, event.card, event.data, repeated=True)
