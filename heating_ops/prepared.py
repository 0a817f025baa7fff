"""Statements that PostgreSQL plans once per connection instead of once per call.

Planning the joins of a card takes five times as long as running them. A statement
declared here is prepared on a connection when it is first run there. Connections
must therefore be the server's own or pooled by session, not by transaction.
"""

import hashlib
from collections.abc import Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections

_known: Final["WeakKeyDictionary[Any, set[str]]"] = WeakKeyDictionary()


class Prepared:
    """One statement with ``$1``, ``$2`` … for its values; declared once, at the top of a module."""

    def __init__(self, sql: str, *types: str) -> None:
        """:param types: of the values; without them PostgreSQL infers them from where they stand."""
        self._name = f"prepared_{hashlib.sha256(repr((sql, types)).encode()).hexdigest()[:16]}"
        declared = f" ({', '.join(types)})" if types else ""
        self._prepare = f"PREPARE {self._name}{declared} AS {sql}"

    def rows(self, *values: Any) -> Sequence[tuple[Any, ...]]:
        """Run it with these values; answers all rows."""
        database = connections[DEFAULT_DB_ALIAS]
        with database.cursor() as cursor:
            known = _known.setdefault(database.connection, set())
            if self._name not in known:
                cursor.execute(self._prepare)
                known.add(self._name)
            places = ", ".join(["%s"] * len(values))
            cursor.execute(f"EXECUTE {self._name} ({places})" if values else f"EXECUTE {self._name}", values)
            return cursor.fetchall() if cursor.description else []

    def row(self, *values: Any) -> tuple[Any, ...] | None:
        """Run it with these values; answers the first row, if there is one."""
        rows = self.rows(*values)
        return rows[0] if rows else None
