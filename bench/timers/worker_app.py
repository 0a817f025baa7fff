"""The Celery app of the product, knowing one kind more: the cheap deadline of the benchmark.

``FAILPOINT`` names a file: while it exists, a handler stops between its work and the commit.
"""

import os
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import django
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heating_ops.settings")
django.setup()

from heating_ops.celery import app  # noqa: E402 - needs the settings
from heating_ops.timers import clock  # noqa: E402
from heating_ops.timers.models import Deadline  # noqa: E402

__all__ = ["app"]


def rang(rows: Sequence[Deadline], now: datetime) -> None:
    """Write down that these rang, one row each and with no constraint: a second time would be seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_rang (deadline_id, pid) SELECT unnest(%s::bigint[]), %s",
            [[row.pk for row in rows], os.getpid()],
        )
    stop_here = os.environ.get("FAILPOINT")
    while stop_here and Path(stop_here).exists():
        time.sleep(0.01)


clock.register_batch("bench.ring", rang)
