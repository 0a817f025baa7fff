"""/healthz says which part is away, and 503 only when calls cannot be taken; /metrics says the same in figures."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from django.test import Client
from live.conftest import web_command
from order_cast import opened
from prometheus_client.parser import text_string_to_metric_families
from servers import free_port, running, wait_until

from heating_ops.timers.clock import database_now
from heating_ops.timers.models import Deadline


def figures(text: str) -> dict[tuple[str, str], float]:
    """The samples by name and part."""
    families = text_string_to_metric_families(text)
    return {
        (sample.name, sample.labels.get("part", "")): sample.value for family in families for sample in family.samples
    }


@pytest.mark.django_db
def test_all_is_well() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert {name: part["ok"] for name, part in answer.json()["parts"].items()} == {
        "database": True,
        "redis": True,
        "timers": True,
        "messages": True,
    }
    seen = figures(Client().get("/metrics").content.decode())
    assert seen["heating_ops_part_up", "database"] == seen["heating_ops_part_up", "redis"] == 1
    assert seen["heating_ops_timers_late_seconds", ""] == seen["heating_ops_timers_failing", ""] == 0


def test_timers_that_are_late_are_seen_and_calls_are_still_taken(town: SimpleNamespace) -> None:
    order = opened(town)
    past = database_now() - timedelta(seconds=75)
    Deadline.objects.filter(subject=order.subject).update(next_attempt_at=past)
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    timers = answer.json()["parts"]["timers"]
    assert timers["ok"] is False
    assert 75 <= timers["late_seconds"] < 90
    assert figures(Client().get("/metrics").content.decode())["heating_ops_timers_late_seconds", ""] >= 75
    Deadline.objects.filter(subject=order.subject).update(next_attempt_at=past + timedelta(days=1))


@pytest.mark.django_db
def test_without_redis_calls_are_taken(server_without_redis: str) -> None:
    answer = httpx.get(f"http://{server_without_redis}/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["parts"]["redis"] == {"ok": False, "error": "ConnectionError"}
    assert answer.json()["parts"]["database"]["ok"] is True


@pytest.mark.django_db
def test_without_the_database_it_says_so_and_does_not_fall_over(tmp_path: Path) -> None:
    port, nowhere = free_port(), free_port()
    log = tmp_path / "log"
    away = {"DATABASE_URL": f"postgresql://x@127.0.0.1:{nowhere}/x", "REDIS_URL": f"redis://127.0.0.1:{nowhere}/0"}
    address = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        try:
            return bool(httpx.get(f"{address}/healthz", timeout=5).status_code)
        except httpx.HTTPError:
            return False

    with running(*web_command(port), log=log, **away):
        wait_until(answers, seconds=40, why=log.read_text)
        health = httpx.get(f"{address}/healthz")
        assert (health.status_code, health.json()["status"]) == (503, "down")
        assert [part["ok"] for part in health.json()["parts"].values()] == [False, False, False, False]
        assert "127.0.0.1" not in health.text, "nobody outside learns where the parts stand"
        metrics = httpx.get(f"{address}/metrics")
        assert metrics.status_code == 200
        assert figures(metrics.text)["heating_ops_part_up", "database"] == 0
        call = httpx.post(f"{address}/api/calls/", json={}, headers={"Authorization": "Token x"})
        assert call.status_code >= 500
