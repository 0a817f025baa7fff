"""The embedded PostgreSQL and Redis, as tests and benchmarks use them too."""

import os
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
import redis

from heating_ops.local.data_folder import processes_of
from heating_ops.local.problem import Problem
from heating_ops.local.services import embedded_services


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("servers")


def ask(url: str, question: str) -> object:
    """The one value a query answers with."""
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
        return row[0] if row else None


def test_they_keep_what_they_were_told_and_stop_with_the_block(folder: Path) -> None:
    with embedded_services(folder) as urls:
        ask(urls.database_url, "CREATE TABLE notes AS SELECT 'kept' AS words; SELECT 1")
        redis.Redis.from_url(urls.redis_url).set("note", "kept")
        assert ask(urls.database_url, "SHOW synchronous_commit") == "on"
        assert ask(urls.database_url, "SHOW fsync") == "on"
    assert set(processes_of(folder)) == set()
    with embedded_services(folder) as urls:
        assert ask(urls.database_url, "SELECT words FROM notes") == "kept"
        assert redis.Redis.from_url(urls.redis_url).get("note") == b"kept"


def test_search_by_trigram_knows_chinese(folder: Path) -> None:
    with embedded_services(folder) as urls:
        ask(urls.database_url, "CREATE EXTENSION IF NOT EXISTS pg_trgm; SELECT 1")
        similarity = ask(urls.database_url, "SELECT similarity('阳光小区', '阳光小区3号楼')")
        assert isinstance(similarity, float)
        assert similarity > 0.3


def test_only_the_password_lets_anybody_in_and_the_application_is_no_superuser(folder: Path) -> None:
    with embedded_services(folder) as urls:
        assert ask(urls.database_url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        assert ask(urls.database_url, "SHOW listen_addresses") == "127.0.0.1"
        database, broker = urlsplit(urls.database_url), urlsplit(urls.redis_url)
        for user in ("postgres", "heating_ops"):
            stranger = f"postgresql://{user}:guess@127.0.0.1:{database.port}/postgres"
            with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
                psycopg2.connect(stranger)
        with pytest.raises(redis.AuthenticationError):
            redis.Redis.from_url(f"redis://127.0.0.1:{broker.port}/0").ping()


def test_one_folder_serves_one_system_at_a_time(folder: Path) -> None:
    with embedded_services(folder), pytest.raises(Problem, match="A system runs in"), embedded_services(folder):
        pass


def test_an_initdb_cut_off_half_way_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "postgres" / "data.new" / "base").mkdir(parents=True)
    with embedded_services(tmp_path, durable=False) as urls:
        assert ask(urls.database_url, "SELECT 1") == 1


def test_a_process_id_file_of_a_program_that_is_gone_does_not_matter(folder: Path) -> None:
    # Its number may long belong to somebody else: here, to us.
    (folder / "postgres" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}\n1\n5432\n\n\n\nready\n")
    with embedded_services(folder) as urls:
        assert ask(urls.database_url, "SELECT 1") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another account for the database")
def test_root_may_keep_the_data_where_only_root_may_enter(tmp_path: Path) -> None:
    closed = tmp_path / "home of root"
    closed.mkdir(mode=0o700)
    with embedded_services(closed / "var", durable=False) as urls:
        assert ask(urls.database_url, "SELECT 1") == 1
    assert closed.stat().st_mode & 0o007 == 0, "nobody else gained entry"
