"""Is it alive: every part for a person or a probe, and figures for Prometheus."""

from collections.abc import Callable
from typing import Any

import redis
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from heating_ops.notify.outbox import delivery
from heating_ops.notify.watching.queries import not_getting_through
from heating_ops.timers.lateness import lateness, recently, waiting

LATE_SECONDS = 10.0


def _database() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"ok": True}


def _redis() -> dict[str, Any]:
    with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=0.5) as client:
        client.ping()
    return {"ok": True}


def _timers() -> dict[str, Any]:
    late, recent = lateness(), recently()
    return {
        "ok": late.oldest_overdue_seconds < LATE_SECONDS,
        "late_seconds": round(late.oldest_overdue_seconds, 3),
        "failing": late.failing,
        "fired": recent.fired,
        "fired_p99_seconds": round(recent.p99, 3),
        "fired_latest_seconds": round(recent.latest, 3),
    }


def _messages() -> dict[str, Any]:
    # One that does not arrive is for people to look at; the system itself is well.
    return {"ok": True, "not_getting_through": not_getting_through()}


# Without Redis boards poll and timers tick: the system is worse, not down.
_PARTS: dict[str, tuple[Callable[[], dict[str, Any]], bool]] = {
    "database": (_database, True),
    "redis": (_redis, False),
    "timers": (_timers, False),
    "messages": (_messages, False),
}


def _examine() -> tuple[dict[str, dict[str, Any]], bool]:
    parts: dict[str, dict[str, Any]] = {}
    serving = True
    for name, (look, vital) in _PARTS.items():
        try:
            parts[name] = look()
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a part, the answer says so
            parts[name] = {"ok": False, "error": type(error).__name__}
        serving = serving and (parts[name]["ok"] or not vital)
    return parts, serving


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while calls can be taken, 503 when not; the body tells of every part."""
    parts, serving = _examine()
    status = "ok" if all(part["ok"] for part in parts.values()) else "degraded" if serving else "down"
    return JsonResponse({"status": status, "parts": parts}, status=200 if serving else 503)


def _fired_lately(registry: CollectorRegistry) -> None:
    """How late deadlines fired: a summary over ten minutes, read from the rows themselves."""
    recent = recently()
    late = Gauge(
        "heating_ops_timers_fired_late_seconds",
        "By how much the deadlines of the last ten minutes fired too late",
        ["quantile"],
        registry=registry,
    )
    for quantile, seconds in (("0.5", recent.half), ("0.99", recent.p99), ("1", recent.latest)):
        late.labels(quantile=quantile).set(seconds)
    Gauge("heating_ops_timers_fired", "Deadlines that fired in the last ten minutes", registry=registry).set(
        recent.fired
    )
    Gauge("heating_ops_timers_waiting", "Deadlines that are armed and run", registry=registry).set(waiting())


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """The same, and how the timers are doing, as Prometheus reads it."""
    registry = CollectorRegistry()
    up = Gauge("heating_ops_part_up", "1 when a part answers", ["part"], registry=registry)
    parts, _serving = _examine()
    for name, part in parts.items():
        up.labels(part=name).set(1 if part["ok"] else 0)
    timers = parts["timers"]
    if "late_seconds" in timers:
        Gauge("heating_ops_timers_late_seconds", "How long the oldest due deadline waits", registry=registry).set(
            timers["late_seconds"]
        )
        Gauge("heating_ops_timers_failing", "Deadlines whose handler failed and is tried again", registry=registry).set(
            timers["failing"]
        )
        _fired_lately(registry)
    if parts["database"]["ok"]:
        unsent = delivery()
        messages = Gauge("heating_ops_messages", "Messages that did not get through yet", ["how"], registry=registry)
        for how in ("waiting", "failing", "given_up"):
            messages.labels(how=how).set(getattr(unsent, how))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
