"""Between tests that commit: what they wrote is wiped, and what the migrations loaded is put back.

Faster than Django's flush, which truncates every table and makes content types and
permissions anew, and it leaves no test without rules.
"""

from django.db import connection, transaction

_loaded: dict[str, str] = {}


def remember_what_migrations_loaded() -> None:
    """Keep the rows of a freshly migrated database; called once, before the first test."""
    _loaded.update(_contents(_tables()))


def wipe() -> None:
    """Bring the database back to how the migrations left it. Only tests may, and only here: the journal is for ever."""
    with transaction.atomic(), connection.cursor() as cursor:
        written = _written()
        cursor.execute("ALTER TABLE journal_event DISABLE TRIGGER USER")
        for table in written:
            cursor.execute(f"DELETE FROM {table}")
        for table in written & _loaded.keys():
            rows = f"INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, %s)"
            cursor.execute(rows, [_loaded[table]])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE journal_event ENABLE TRIGGER USER")


def _written() -> set[str]:
    """The tables that are not as the migrations left them."""
    empty_at_first = [table for table in _tables() if table not in _loaded]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (TABLE {table})" for table in empty_at_first))
        filled = {table for (table,) in cursor.fetchall()}
    now = _contents(list(_loaded))
    return filled | {table for table, rows in _loaded.items() if now.get(table) != rows}


def _contents(tables: list[str]) -> dict[str, str]:
    """The rows of those of the tables that have any, as JSON."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT jsonb_agg(row ORDER BY row::text) FROM {table} row")
            (rows,) = cursor.fetchone()
            if rows is not None:
                found[table] = rows
    return found


def _tables() -> list[str]:
    return sorted(set(connection.introspection.table_names()) - {"django_migrations"})
