"""What every command that changes the weather does first and last."""

from datetime import datetime

from django.db import connection, transaction

from heating_ops.journal.actor import Actor

from .conditions import forget
from .models import WeatherChange


def alone() -> None:
    """Let the writers of weather wait for each other: a level is computed from all of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('weather'))")


def changed(cause: WeatherChange.Cause, *, actor: Actor, now: datetime) -> None:
    """Say that urgency may be another now, to whoever follows the weather's changes."""
    WeatherChange.objects.create(at=now, cause=cause, actor=actor.ref)
    transaction.on_commit(forget, robust=True)
