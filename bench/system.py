"""The whole system, made for one run and gone after it: databases, a small city, the real server."""

import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from heating_ops.local.services import embedded_services

HOUSEHOLDS = 200_000
"""How large a city is when a benchmark does not say."""
_HOUSEHOLDS_QUICK = 20_000


@dataclass(frozen=True, slots=True)
class System:
    """What a benchmark is given. Django is set up on ``environment``'s database in this very process."""

    environment: Mapping[str, str]
    folder: Path
    quick: bool


@contextmanager
def system(*, quick: bool, households: int = HOUSEHOLDS) -> Iterator[System]:
    """Start databases (or use those of ``DATABASE_URL`` and ``REDIS_URL``), migrate, and seed a city.

    A given server gets a database of its own for the run, dropped afterwards.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="heating-ops-bench-")))
        given = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
        if len(given) == 2:
            servers = given | {"DATABASE_URL": stack.enter_context(_own_database(given["DATABASE_URL"]))}
        else:
            # As durable as the real thing: a commit that does not wait for the disk is another figure.
            servers = stack.enter_context(embedded_services(folder)).as_environment()
        environment = servers | {
            "VAR_DIR": str(folder),
            "SECRET_KEY": secrets.token_urlsafe(48),
            "DJANGO_SETTINGS_MODULE": "heating_ops.settings",
            "LOG_LEVEL": "WARNING",
        }
        os.environ.update(environment)
        _set_up(_HOUSEHOLDS_QUICK if quick else households)
        stack.callback(_let_go)
        yield System(environment, folder, quick)


def _set_up(households: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    (Path(os.environ["VAR_DIR"]) / "static").mkdir()
    call_command("migrate", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        # Seeding and counting take longer than a page may; the servers keep the real limits.
        cursor.execute("SET statement_timeout = 0")
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        call_command("seed_city", households=households, seed=1, verbosity=0, stdout=nowhere)


def _let_go() -> None:
    from django.db import connections

    connections.close_all()


@contextmanager
def _own_database(url: str) -> Iterator[str]:
    import psycopg2

    name = f"bench_{secrets.token_hex(4)}"
    with closing(psycopg2.connect(url)) as maintenance:
        maintenance.autocommit = True
        with maintenance.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
            try:
                yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
            finally:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
