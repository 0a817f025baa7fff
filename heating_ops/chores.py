"""What every Celery worker does besides its tasks: chores, each in a thread and with a connection of its own.

Like the timers' sweep they need no broker, and N workers do them N times beside each other: a chore
claims its rows with SKIP LOCKED or works under a lock of its own. It knows none of our apps.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any, Final

from celery import bootsteps
from django.conf import settings
from django.db import close_old_connections, connection

log = logging.getLogger(__name__)

Chore = Callable[[], int]
_chores: dict[str, Chore] = {}
_LONGEST_GOODBYE_SECONDS: Final = 5


def register(name: str, chore: Chore) -> None:
    """Name something to be done again and again; called in ``AppConfig.ready()``.

    :param chore: does a little and answers how much; 0 lets it rest a moment
    """
    _chores[name] = chore


class ChoresStep(bootsteps.StartStopStep):
    """Starts the chores once the pool has forked, so that no child shares their connections."""

    requires = ("celery.worker.components:Pool",)

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self, parent: Any) -> None:
        """Begin, each chore in a thread."""
        for name, chore in _chores.items():
            thread = threading.Thread(target=self._work, args=(name, chore), name=f"chore-{name}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self, parent: Any) -> None:
        """Finish what is at hand and stop."""
        self._stopped.set()
        for thread in self._threads:
            thread.join(timeout=_LONGEST_GOODBYE_SECONDS)

    terminate = stop

    def _work(self, name: str, chore: Chore) -> None:
        while not self._stopped.is_set():
            done = 0
            try:
                close_old_connections()
                done = chore()
            except Exception:
                log.exception("the chore %s failed; it goes on", name)
                connection.close()
            if not done:
                self._stopped.wait(settings.TIMERS_SWEEP_SECONDS)
        connection.close()
