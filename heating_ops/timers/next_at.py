"""When a deadline is looked at next: at its next mark, after the last one at its end."""

from datetime import datetime
from typing import Final

from django.db.models import DateTimeField, F, Func, SmallIntegerField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

SQL: Final = "timers_next_at"


def next_at(
    *, started_at: Combinable | None = None, due_at: Combinable | None = None, told_mark: int | None = None
) -> Func:
    """The moment, by the database, of a row as it is or with these columns changed in the same statement."""
    told = F("told_mark") if told_mark is None else Cast(Value(told_mark), SmallIntegerField())
    return Func(
        *(started_at or F("started_at"), due_at or F("due_at"), F("marks"), told),
        function=SQL,
        output_field=DateTimeField(),
    )


def mark_at(started_at: datetime, due_at: datetime, percent: int) -> datetime:
    """The moment of a mark."""
    return started_at + (due_at - started_at) * percent / 100
