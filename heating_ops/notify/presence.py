"""The door through which this layer asks who is on duty, without knowing rosters."""

from collections.abc import Callable, Collection
from datetime import datetime

Asked = Callable[[Collection[int], datetime], Collection[int]]
_asked: list[Asked] = []


def register(on_duty: Asked) -> None:
    """Say who is on duty; called once, in ``AppConfig.ready()`` of an app that knows the roster.

    :param on_duty: gets ids of users and a moment, answers those of them who are on duty then
    """
    _asked[:] = [on_duty]


def off_duty(users: Collection[int], now: datetime) -> set[int]:
    """Those of the users who are off duty; nobody, while no roster was registered."""
    if not _asked or not users:
        return set()
    return set(users) - set(_asked[0](users, now))
