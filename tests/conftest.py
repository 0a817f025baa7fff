"""What every test shares: one small fixed town with a named cast, and the check after each of them."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import flush
import pytest
import pytest_django
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation
from rest_framework.test import APIClient
from town import api_client, build_town

from heating_ops.journal.models import Board
from heating_ops.journal.replay import differences
from heating_ops.weather import conditions
from workorders import rules


def pytest_configure(config: pytest.Config) -> None:
    """Name our markers."""
    config.addinivalue_line("markers", "no_replay: the test breaks the journal on purpose")


@pytest.fixture(autouse=True)
def _fresh_process_state() -> Iterator[None]:
    """Rules are kept per process and language per thread: no test inherits them."""
    rules.forget()
    conditions.forget()
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """The town has ten people; hashing their passwords at full cost took longer than most tests."""
    settings.PASSWORD_HASHERS = ["hashing.QuickArgon2"]


@pytest.fixture(autouse=True)
def _boards_replay_to_what_is(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every test that touches the database: events from zero must equal a fresh read.

    A command that forgets to record what it changed fails here by itself.
    """
    if "transactional_db" in request.fixturenames:
        request.getfixturevalue("transactional_db")  # so that this check ends before its flush
    elif "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
    else:
        yield
        return
    yield
    if request.node.get_closest_marker("no_replay") or connection.needs_rollback:
        return
    found = {slug: differences(slug) for slug in Board.objects.values_list("slug", flat=True)}
    assert {slug: lines for slug, lines in found.items() if lines} == {}, "the journal does not tell what is"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """The test database, and what it holds before the first test."""
    with django_db_blocker.unblock():
        flush.remember_what_migrations_loaded()


# Tests that commit wipe what they wrote; Django's own way stops at the append-only trigger.
TransactionTestCase._fixture_teardown = lambda case: flush.wipe()  # type: ignore[attr-defined]


@pytest.fixture
def town(db: None) -> SimpleNamespace:
    """The small town, in a transaction that is rolled back."""
    return build_town()


@pytest.fixture
def real_town(transactional_db: None) -> SimpleNamespace:
    """The small town, committed: for tests with threads, processes, sockets and browsers."""
    return build_town()


@pytest.fixture
def api(town: SimpleNamespace) -> Callable[[str], APIClient]:
    """API clients by name of the person who calls, signed in by token."""
    return lambda name: api_client(getattr(town, name))


@pytest.fixture
def browse(town: SimpleNamespace) -> Callable[[str], Client]:
    """Page clients by name of the person, signed in, reading English."""

    def sign_in(name: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(getattr(town, name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
