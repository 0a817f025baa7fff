"""One small function per thing that happens at a change of shift; what was written stays in the note."""

from datetime import datetime
from typing import Any

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, record

from .models import HandoverNote, WatchItem


def written(note: HandoverNote, *, counts: dict[str, int], actor: Actor, now: datetime) -> None:
    """Who leaves handed over: how much of what was open."""
    data: dict[str, Any] = {"change_at": note.change_at, **counts}
    record(Fact("handover.written", note.subject, note.board_slugs, actor, now, data=data))


def replaced(note: HandoverNote, *, actor: Actor, now: datetime) -> None:
    """It was written anew before anybody signed."""
    record(Fact("handover.replaced", note.subject, note.board_slugs, actor, now))


def signed(note: HandoverNote, *, actor: Actor, now: datetime) -> None:
    """Who comes took over."""
    record(Fact("handover.signed", note.subject, note.board_slugs, actor, now, data={"change_at": note.change_at}))


def unsigned(note: HandoverNote, *, actor: Actor, now: datetime) -> None:
    """The shift has changed, and nobody signed."""
    record(Fact("handover.unsigned", note.subject, note.board_slugs, actor, now, data={"change_at": note.change_at}))


def missing(note: HandoverNote, *, actor: Actor, now: datetime) -> None:
    """The shift has changed, and nobody handed over."""
    record(Fact("handover.missing", note.subject, note.board_slugs, actor, now, data={"change_at": note.change_at}))


def item_added(item: WatchItem, *, actor: Actor, now: datetime) -> None:
    """A line to keep an eye on."""
    record(Fact("watch_item.added", item.subject, item.board_slugs, actor, now))


def item_struck(item: WatchItem, *, actor: Actor, now: datetime) -> None:
    """Nobody need keep an eye on it any more."""
    record(Fact("watch_item.struck", item.subject, item.board_slugs, actor, now))
