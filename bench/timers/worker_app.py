"""The Celery app of the product, knowing one kind more: the cheap deadline of the benchmark.

``FAILPOINT`` names a file: while it exists, a handler stops between its work and the commit, and says so in a
file beside it that ends with ``.reached``.
"""

import os
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heating_ops.settings")
django.setup()

from heating_ops.celery import app  # noqa: E402 - needs the settings
from heating_ops.timers import clock  # noqa: E402
from heating_ops.timers.models import Deadline  # noqa: E402

__all__ = ["app"]
_FAILPOINT = Path(os.environ["FAILPOINT"]) if os.environ.get("FAILPOINT") else None
_busy: Any = SimpleNamespace(value=0)
_at_work = 0


def rang(rows: Sequence[Deadline], now: datetime) -> None:
    """Write down that these rang, one row each and with no constraint: a second time would be seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_rang (deadline_id, pid) SELECT unnest(%s::bigint[]), %s",
            [[row.pk for row in rows], os.getpid()],
        )
    _busy.value = _at_work
    while _FAILPOINT is not None and _FAILPOINT.exists():
        _FAILPOINT.with_suffix(".reached").touch()
        time.sleep(0.01)


def tell_when_busy(byte: Any, at_work: int) -> None:
    """Set a byte that others can read to this value once a batch is between its claim and its commit."""
    global _busy, _at_work
    _busy, _at_work = byte, at_work


clock.register_batch("bench.ring", rang)
