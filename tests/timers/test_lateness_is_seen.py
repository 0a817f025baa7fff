"""How late deadlines fire is measured from their rows, and one that fails is found."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from town import build_town

from heating_ops.access.models import Role, User
from heating_ops.timers import clock, registry
from heating_ops.timers.lateness import Recent, recently
from heating_ops.timers.models import Deadline

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(deadline: Deadline, now: object) -> None:
        raise ValueError("it cannot be done")

    monkeypatch.setitem(registry.single, "ring", lambda deadline, now: None)
    monkeypatch.setitem(registry.single, "fail", fail)


def arm(number: int, *, seconds_ago: float, kind: str = "ring") -> None:
    due_at = clock.database_now() - seconds_ago * SECOND
    clock.arm(f"thing:{number}", [clock.Due(kind, due_at - SECOND, due_at)], generation=1)
    # As if it had been armed long before.
    Deadline.objects.filter(subject=f"thing:{number}").update(set_at=due_at - SECOND)


def test_nothing_fired_is_nothing_late() -> None:
    assert recently() == Recent(0, 0.0, 0.0, 0.0)


def test_the_last_ten_minutes_are_summed_up() -> None:
    for number in range(1, 101):
        arm(number, seconds_ago=30 if number == 1 else 5 if number <= 3 else 1)
    clock.fire_due()
    recent = recently()
    assert recent.fired == 100
    assert 1 <= recent.half < 4
    assert 5 <= recent.p99 < 15
    assert 30 <= recent.latest < 40
    Deadline.objects.update(fired_at=clock.database_now() - timedelta(minutes=11))
    assert recently().fired == 0


def test_what_was_due_before_it_was_armed_is_not_late() -> None:
    due_at = clock.database_now() - timedelta(hours=3)
    clock.arm("thing:1", [clock.Due("ring", due_at, due_at)], generation=1)
    clock.fire_due()
    assert recently().fired == 1
    assert recently().latest < 60


def test_what_is_shortened_into_the_past_is_not_late() -> None:
    now = clock.database_now()
    clock.arm("thing:1", [clock.Due("ring", now - timedelta(hours=3), now + timedelta(hours=1))], generation=1)
    Deadline.objects.update(set_at=now - timedelta(hours=3))
    clock.shorten("thing:1", "ring", allowed=timedelta(minutes=1))
    assert clock.fire_due() == 1
    assert recently().latest < 60


def test_health_and_metrics_tell_of_it() -> None:
    arm(1, seconds_ago=3)
    arm(2, seconds_ago=3, kind="fail")
    arm(3, seconds_ago=-600)
    clock.fire_due()
    timers = Client().get("/healthz").json()["parts"]["timers"]
    assert (timers["fired"], timers["failing"]) == (1, 1)
    assert 3 <= timers["fired_p99_seconds"] <= timers["fired_latest_seconds"] < 60
    families = text_string_to_metric_families(Client().get("/metrics").content.decode())
    samples = [sample for family in families for sample in family.samples]
    seen = {(sample.name, sample.labels.get("quantile", "")): sample.value for sample in samples}
    assert 3 <= seen["heating_ops_timers_fired_late_seconds", "0.99"] < 60
    assert seen["heating_ops_timers_fired", ""] == 1
    assert seen["heating_ops_timers_waiting", ""] == 2
    assert seen["heating_ops_timers_failing", ""] == 1


def test_an_administrator_finds_those_that_fail_and_why() -> None:
    build_town()
    arm(1, seconds_ago=3)
    arm(2, seconds_ago=3, kind="fail")
    clock.fire_due()
    client = Client(headers={"accept-language": "en"})
    client.force_login(
        User.objects.create(username="ada", role=Role.ADMINISTRATOR, is_staff=True),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    page = client.get("/admin/timers/deadline/?standing=failing").content.decode()
    assert "thing:2" in page
    assert "it cannot be done" in page
    assert "thing:1" not in page
    for standing in ("running", "paused", "passed", "settled"):
        assert client.get(f"/admin/timers/deadline/?standing={standing}").status_code == 200


@pytest.mark.parametrize("name", ["deadline_failing", "deadline_over", "deadline_open_due"])
def test_what_is_looked_for_again_and_again_has_an_index_of_its_own(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name])
        (definition,) = cursor.fetchone()
    assert " WHERE " in definition
