"""PostgreSQL is stopped under a web server: everybody is told "again in a moment", and again is then once.

The server here has a PostgreSQL of its own, because the tests' own must not go away.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory
from live.conftest import web_server
from servers import ROOT, environment, wait_until
from town import body

from heating_ops.away import went_wrong
from heating_ops.local.child import Child, stop_together
from heating_ops.local.services import postgres_in, start, wait_until_ready

OLGA = """
from heating_ops.access.models import Role, User
from rest_framework.authtoken.models import Token
print(Token.objects.create(user=User.objects.create(username="olga", role=Role.OPERATOR)).key)
"""


def _wait(reached: Callable[[], bool]) -> bool:
    wait_until(reached, seconds=120)
    return True


@pytest.fixture
def system(tmp_path: Path) -> Iterator[SimpleNamespace]:
    """A web server with a database that can be stopped and started, and an operator's token."""
    (tmp_path / "log").mkdir()
    postgres = postgres_in(tmp_path, durable=False)
    children: list[Child] = []

    def begin() -> None:
        children.append(start(postgres.prepare(), tmp_path))
        wait_until_ready(postgres, children[-1], _wait)

    def end() -> None:
        stop_together(children)
        children.clear()

    def manage(*words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=environment(DATABASE_URL=postgres.url), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    try:
        begin()
        manage("migrate", "--verbosity", "0")
        token = manage("shell", "--verbosity", "0", "-c", OLGA).strip().splitlines()[-1]
        with web_server(tmp_path / "web.log", DATABASE_URL=postgres.url) as address:
            headers = {"Authorization": f"Token {token}", "Accept-Language": "en"}
            client = httpx.Client(base_url=f"http://{address}", headers=headers, timeout=30)
            yield SimpleNamespace(begin=begin, end=end, client=client)
            client.close()
    finally:
        stop_together(children)


@pytest.mark.django_db(transaction=True)
def test_a_call_sent_while_it_is_away_is_filed_once_when_it_is_back(system: SimpleNamespace) -> None:
    client: httpx.Client = system.client
    question = body(category="enquiry")
    other = body(category="enquiry")
    first = client.post("/api/calls/", json=other)
    assert first.status_code == 201, first.text

    system.end()
    for said in (other, question):
        answer = client.post("/api/calls/", json=said)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
        assert answer.json()["code"] == "database_away"
        assert "does not answer" in answer.json()["message"]
    chinese = client.post("/api/calls/", json=question, headers={"Accept-Language": "zh-hans"})
    assert "数据库" in chinese.json()["message"]
    assert client.get("/line").status_code == 200, "the server itself is there"
    page = client.get("/hotline/calls/new/", headers={"Cookie": "heating_ops_session=somebody"})
    assert (page.status_code, page.headers["Retry-After"]) == (503, "1")
    assert "the database is away" in page.text
    assert 'http-equiv="refresh"' in page.text

    system.begin()
    wait_until(lambda: client.get("/healthz").status_code == 200, seconds=60)
    filed: dict[str, Any] = client.post("/api/calls/", json=question).json()
    again = client.post("/api/calls/", json=question).json()
    assert filed["call"]["id"] == again["call"]["id"] != first.json()["call"]["id"]


@pytest.mark.parametrize("error", [OperationalError("connection refused"), InterfaceError("connection already closed")])
def test_also_what_only_the_last_handler_sees_is_told_as_away(error: Exception) -> None:
    try:
        raise error
    except type(error):
        form = went_wrong(RequestFactory().post("/hotline/calls/new/"))
        page = went_wrong(RequestFactory().get("/hotline/"))
    assert form.status_code == page.status_code == 503
    assert "never filed twice" in form.content.decode()
    assert 'http-equiv="refresh"' not in form.content.decode(), "a form that was sent is not asked for again"


def test_any_other_fault_is_still_a_fault_of_ours() -> None:
    try:
        raise ValueError("ours")
    except ValueError:
        assert went_wrong(RequestFactory().get("/hotline/")).status_code == 500
