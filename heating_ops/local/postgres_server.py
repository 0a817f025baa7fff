"""The embedded PostgreSQL as a running server.

It listens on the loopback address only, on a port chosen at each start. The
application signs in as the owner of its database, who is not a superuser.
"""

import signal
from contextlib import closing
from pathlib import Path

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection

from heating_ops.local.account import account_for
from heating_ops.local.child import ChildSpec
from heating_ops.local.kept_secrets import kept_secret
from heating_ops.local.ports import free_port
from heating_ops.local.postgres_files import ensure_cluster, find_programs, superuser_password
from heating_ops.local.postgres_settings import server_settings

DATABASE = ROLE = "heating_ops"


class EmbeddedPostgres:
    """A PostgreSQL server whose files lie in ``folder``."""

    def __init__(self, folder: Path, *, log_file: Path, durable: bool = True) -> None:
        """:param durable: False trades safety against a crash of the machine for speed; for tests only."""
        self.folder = folder
        self.log_file = log_file
        self.durable = durable
        self.port = free_port()

    @property
    def url(self) -> str:
        """The application's DATABASE_URL."""
        return f"postgresql://{ROLE}:{self._password()}@127.0.0.1:{self.port}/{DATABASE}"

    def prepare(self) -> ChildSpec:
        """Make the files if there are none, and say how the server is run.

        :raises Problem: the files are of another version, or cannot be made
        """
        account = account_for(self.folder / "data")
        programs = find_programs()
        data = ensure_cluster(self.folder, programs, account, durable=self.durable)
        settings = {"port": str(self.port), **server_settings(durable=self.durable)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return ChildSpec(
            name="postgres",
            command=[str(programs / "postgres"), "-D", str(data), *options],
            log_file=self.log_file,
            cwd=self.folder,
            account=account,
            stop_signal=signal.SIGINT,  # "fast": sessions are ended, everything is written out
            stop_within=30,
        )

    def is_ready(self) -> bool:
        """Whether the application's database can be used; the first time, it is made now."""
        try:
            self._connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        self._make_role()
        self._make_database()
        return True

    def _make_role(self) -> None:
        """The role, and in template1, which every new database is a copy of, what only a superuser may add."""
        role = sql.Identifier(ROLE)
        reset = "pg_stat_statements_reset(oid, oid, bigint, boolean)"
        with closing(self._connect("template1")) as template, template, template.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
            if cursor.fetchone():
                return
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD %s").format(role), [self._password()])
            cursor.execute(sql.SQL("GRANT pg_monitor, pg_checkpoint, pg_signal_backend TO {}").format(role))
            cursor.execute("CREATE EXTENSION pg_stat_statements")
            cursor.execute(sql.SQL(f"GRANT EXECUTE ON FUNCTION {reset} TO {{}}").format(role))

    def _make_database(self) -> None:
        with closing(self._connect("postgres")) as maintenance:
            maintenance.autocommit = True  # a database cannot be made inside a transaction
            with maintenance.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if not cursor.fetchone():
                    names = sql.Identifier(DATABASE), sql.Identifier(ROLE)
                    cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))

    def _password(self) -> str:
        return kept_secret(self.folder / "password")

    def _connect(self, database: str) -> connection:
        return psycopg2.connect(
            host="127.0.0.1",
            port=self.port,
            user="postgres",
            password=superuser_password(self.folder),
            dbname=database,
            connect_timeout=5,
        )
