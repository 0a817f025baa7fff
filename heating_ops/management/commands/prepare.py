"""Bring the database up to date before the system starts on it."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import environ
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from heating_ops.access.demo import DEMO_SIGN_INS
from heating_ops.access.models import User
from heating_ops.local.sign_ins import SignIn, write_sign_ins
from heating_ops.network.seeding.writing import city_is_empty

#: Any number that no other use of advisory locks in this database has.
_MIGRATOR_LOCK = 96_069_001


class Command(BaseCommand):
    """Migrate, and with DEMO=1 load the demo city into an empty system; harmless to run again or twice at once."""

    help = "Migrate, and with DEMO=1 load the demo city into an empty system."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it while nobody else does."""
        with self._alone():
            self._migrate()
            if environ.Env().bool("DEMO", default=False):
                if city_is_empty():
                    self.stdout.write("Loading the demo city.")
                    call_command("seed_city", households=20_000, seed=96069, if_empty=True, stdout=self.stdout)
                    call_command("demo", stdout=self.stdout)
                write_sign_ins(settings.VAR_DIR, _sign_ins_that_work())

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if pending := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write(f"Bringing the database up to date: {len(pending)} steps.")
            call_command("migrate", interactive=False, verbosity=0)
            self.stdout.write("The database is up to date.")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the migrators' lock on a connection of its own; PostgreSQL lets go of it however we die."""
        with closing(connection.copy()) as keeper, keeper.cursor() as cursor:
            told = False
            while not self._got_lock(cursor):
                if not told:
                    self.stdout.write("Another start is bringing the database up to date; waiting for it.")
                    told = True
                time.sleep(0.5)
            yield

    @staticmethod
    def _got_lock(cursor: Any) -> bool:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_MIGRATOR_LOCK])
        return bool(cursor.fetchone()[0])


def _sign_ins_that_work() -> list[SignIn]:
    """Those of the demo city's people who are still here and whose password nobody changed."""
    people = User.objects.filter(is_active=True).in_bulk([one.username for one in DEMO_SIGN_INS], field_name="username")
    return [
        SignIn(str(one.role.value), one.username, one.password)
        for one in DEMO_SIGN_INS
        if one.username in people and people[one.username].check_password(one.password)
    ]
