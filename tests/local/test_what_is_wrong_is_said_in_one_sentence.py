"""Everything that keeps the system from starting is one sentence and a non-zero exit."""

import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from local.running import System

from heating_ops.local.services import embedded_services

Start = Callable[..., System]


def refused(system: System) -> str:
    """What it said, having exited."""
    assert system.process.wait(60) != 0
    words = system.words()
    assert "Traceback" not in words
    return words.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "eighty", "PORT must be a number from 1 to 65535, not 'eighty'."),
        ("PORT", "70000", "PORT must be a number from 1 to 65535, not '70000'."),
        ("HOST", "256.0.0.1", "HOST '256.0.0.1' is not an address of this machine: Name or service not known."),
        ("HOST", "192.0.2.1", "Cannot listen on 192.0.2.1 port {port}: Cannot assign requested address."),
        ("DEMO", "perhaps", "DEMO must be 1 or 0, not 'perhaps'."),
        ("VAR_DIR", "/proc/heating", "VAR_DIR /proc/heating cannot be written: No such file or directory."),
        (
            "DATABASE_URL",
            "mysql://localhost/heating",
            "DATABASE_URL must look like postgresql://user:password@host:5432/database.",
        ),
        (
            "DATABASE_URL",
            "postgresql://nobody@127.0.0.1:1/none",
            "The database named by DATABASE_URL cannot be used: "
            'connection to server at "127.0.0.1", port 1 failed: Connection refused',
        ),
        ("REDIS_URL", "http://localhost", "REDIS_URL must look like redis://:password@host:6379/0."),
        (
            "REDIS_URL",
            "redis://127.0.0.1:1/0",
            "The Redis named by REDIS_URL cannot be used: Error 111 connecting to 127.0.0.1:1. Connection refused.",
        ),
    ],
)
def test_a_value_that_cannot_be(start_system: Start, tmp_path: Path, name: str, value: str, sentence: str) -> None:
    system = start_system(tmp_path / "var", **{name: value})
    assert refused(system) == sentence.format(port=system.port)


def test_a_wrong_password(start_system: Start, tmp_path: Path) -> None:
    with embedded_services(tmp_path / "other", durable=False) as urls:
        server = urlsplit(urls.database_url)
        url = server._replace(netloc=f"{server.username}:wrong@{server.hostname}:{server.port}").geturl()
        said = refused(start_system(tmp_path / "var", DATABASE_URL=url))
    assert said.startswith("The database named by DATABASE_URL cannot be used: ")
    assert said.endswith('FATAL:  password authentication failed for user "heating_ops"')


def test_a_port_somebody_else_listens_on(start_system: Start, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(start_system(tmp_path / "var", PORT=str(port)))
    assert said == (
        f"Port {port} on 127.0.0.1 is taken by another program: choose another, for example PORT={port + 1}."
    )


def test_a_setting_that_django_refuses(start_system: Start, tmp_path: Path) -> None:
    said = refused(start_system(tmp_path / "var", TIME_ZONE="Mars/Olympus"))
    assert said == f"prepare failed (see {tmp_path}/var/log/prepare.log): Incorrect timezone setting: Mars/Olympus"


def test_files_of_another_postgresql(start_system: Start, tmp_path: Path) -> None:
    data = tmp_path / "var" / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("17\n")
    assert refused(start_system(tmp_path / "var")) == (
        f"{data} holds a database of PostgreSQL 17, and this is version 18."
    )
