"""The one door upward: each app says here what to do when its deadlines pass, or reach a mark on their way."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from .models import Deadline


@dataclass(frozen=True, slots=True)
class Marked:
    """A deadline that is not due yet, and the percent of its time that is used up: the highest mark it passed."""

    deadline: Deadline
    percent: int


Handler = Callable[[Deadline, datetime], None]
BatchHandler = Callable[[Sequence[Deadline], datetime], Collection[Deadline] | None]
MarkHandler = Callable[[Sequence[Marked], datetime], Collection[Marked] | None]

single: Final[dict[str, Handler]] = {}
batch: Final[dict[str, BatchHandler]] = {}
marks: Final[dict[str, MarkHandler]] = {}


def register(kind: str, handler: Handler, *, on_mark: MarkHandler | None = None) -> None:
    """Say what to do when a deadline of this kind passes; called in ``AppConfig.ready()``.

    The handler works in the transaction that marks the row fired. It locks its
    subject with ``nowait``: commands lock the subject first and its deadlines after
    it, so a handler that waited would wait for somebody who waits for it.

    :param on_mark: what to do at the marks the deadline was armed with, as in ``register_batch``
    """
    batch.pop(kind, None)
    single[kind] = handler
    _at_marks(kind, on_mark)


def register_batch(kind: str, handler: BatchHandler, *, on_mark: MarkHandler | None = None) -> None:
    """Say what to do with many deadlines that passed, in one transaction; kinds of one handler come together.

    Both handlers answer the rows they did not do, because somebody works on their
    subject at the moment (``skip_locked``): those are tried again a moment later. When
    one raises, all it did is undone and the rows are tried in ever smaller parts, so
    that a row that cannot be done fails alone.

    :param handler: gets the rows in the order they were due; they are marked fired already
    :param on_mark: gets rows that passed a mark and are not due yet; each row and mark comes once
    """
    single.pop(kind, None)
    batch[kind] = handler
    _at_marks(kind, on_mark)


def forget(kind: str) -> None:
    """Know nothing of a kind any more, as a version of the code that has no such deadlines."""
    for handlers in (single, batch, marks):
        handlers.pop(kind, None)


class NobodyHandles(LookupError):
    """This version of the code does not know the kind: the row waits for one that does."""


def _at_marks(kind: str, on_mark: MarkHandler | None) -> None:
    if on_mark is None:
        marks.pop(kind, None)
    else:
        marks[kind] = on_mark
