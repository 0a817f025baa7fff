"""Inserting one row with a statement that is composed once per model, not once per row.

Composing an INSERT of forty columns costs Django more time than PostgreSQL needs to
carry it out. For the rows every call makes; elsewhere ``create`` reads as well.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from heating_ops.prepared import Prepared

# What a new row holds in these is what the database is given; the others are asked to prepare theirs.
_AS_IT_IS: Final = frozenset(
    {
        *(models.CharField, models.TextField, models.BooleanField, models.DateTimeField, models.ForeignKey),
        *(models.IntegerField, models.BigIntegerField, models.PositiveIntegerField, models.PositiveSmallIntegerField),
    }
)


@dataclass(frozen=True, slots=True)
class _Statement:
    prepared: Prepared
    read: Callable[[models.Model], Sequence[Any]]
    prepares: Sequence[tuple[int, "models.Field[Any, Any]"]]


def insert(row: models.Model, *, unless_taken: bool = False) -> bool:
    """Insert a new row and give it its key; defaults are the model's, signals are not sent.

    :param unless_taken: do nothing when a unique constraint says there is such a row already,
        after waiting for the transaction that may be about to make it
    :returns: whether the row was inserted
    """
    statement = _statement(type(row), unless_taken)
    database = connections[DEFAULT_DB_ALIAS]
    values = list(statement.read(row))
    for place, field in statement.prepares:
        values[place] = field.get_db_prep_save(field.pre_save(row, True), database)
    made = statement.prepared.row(*values)
    if made is None:
        return False
    row.pk = made[0]
    row._state.adding = False
    row._state.db = database.alias
    return True


@cache
def _statement(model: type[models.Model], unless_taken: bool) -> _Statement:
    meta = model._meta
    fields = [field for field in meta.local_concrete_fields if not (field.primary_key or field.generated)]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    places = ", ".join(f"${place}" for place in range(1, len(fields) + 1))
    conflict = " ON CONFLICT DO NOTHING" if unless_taken else ""
    key = quoted(str(meta.pk.column))
    sql = f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES ({places}){conflict} RETURNING {key}"  # noqa: S608
    prepares = [(place, field) for place, field in enumerate(fields) if not _is_as_it_is(field)]
    return _Statement(Prepared(sql), attrgetter(*(field.attname for field in fields)), prepares)


def _is_as_it_is(field: "models.Field[Any, Any]") -> bool:
    return type(field) in _AS_IT_IS and not (getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))
