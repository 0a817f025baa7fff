"""The clock inside every Celery worker: a thread that sweeps due deadlines.

It needs no broker: with Redis gone at start, or killed later, it goes on
ticking. N workers are N clocks and none is the leader (SKIP LOCKED).
"""

import logging
import threading
from typing import Any, Final

from celery import bootsteps
from django.conf import settings
from django.db import close_old_connections, connection

log = logging.getLogger(__name__)
_LEAST_REST_SECONDS: Final = 0.02


class SweepStep(bootsteps.StartStopStep):
    """Starts the sweep once the pool has forked, so that no child shares its connection."""

    requires = ("celery.worker.components:Pool",)

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, parent: Any) -> None:
        """Begin sweeping, in a thread with a connection of its own."""
        self._thread = threading.Thread(target=self._sweep, name="timers-sweep", daemon=True)
        self._thread.start()

    def stop(self, parent: Any) -> None:
        """Finish the batches at hand and stop."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    terminate = stop

    def _sweep(self) -> None:
        from .sweep import fire_due, seconds_to_next  # the app registry is ready only now

        while not self._stopped.is_set():
            rest = settings.TIMERS_SWEEP_SECONDS
            try:
                close_old_connections()
                if fire_due():
                    continue
                # On the dot rather than at the next look; what others hold is not asked for without end.
                rest = min(rest, max(seconds_to_next(), _LEAST_REST_SECONDS))
            except Exception:
                log.exception("the timers' sweep failed; it goes on")
                connection.close()
            self._stopped.wait(rest)
        connection.close()
