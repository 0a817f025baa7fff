"""The knock on the door after a commit: "board moved to n", by a plain Redis PUBLISH.

Redis carries no truth here. When it is away the boards' one-second poll finds
the rows, and no user waits: after a failure hints are skipped for a while.
"""

import logging
import threading
import time

import redis
from django.conf import settings

log = logging.getLogger(__name__)
CHANNEL = "journal:heads"
_RETRY_SECONDS = 2.0


class _Publisher:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._client: redis.Redis | None = None
        self._silent_until = 0.0

    def _connected(self) -> redis.Redis:
        with self._lock:
            if self._client is None:
                self._client = redis.Redis.from_url(
                    settings.REDIS_URL, socket_connect_timeout=0.2, socket_timeout=0.2, retry=None
                )
            return self._client

    def publish(self, heads: dict[str, int]) -> None:
        if not heads or time.monotonic() < self._silent_until:
            return
        message = " ".join(f"{slug}={seq}" for slug, seq in heads.items())
        try:
            self._connected().publish(CHANNEL, message)
        except (redis.RedisError, OSError) as error:
            self._silent_until = time.monotonic() + _RETRY_SECONDS
            log.warning("hint not published, boards fall back to polling: %s", error)


_publisher = _Publisher()


def publish(heads: dict[str, int]) -> None:
    """Tell every web process how far these boards have moved; never raises, never waits long."""
    _publisher.publish(heads)
