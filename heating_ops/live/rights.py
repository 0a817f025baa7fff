"""Whether open sockets may stay open: one look for all screens of a process, every few seconds.

Signing out, a changed password, role or branch, and an account that was closed
all end a socket; nothing else would, since it signed in when it opened.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Final

from asgiref.sync import sync_to_async
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from heating_ops.access.boards import followable
from heating_ops.access.models import User

log = logging.getLogger(__name__)
RECHECK_SECONDS: Final = 3.0


@dataclass(frozen=True, eq=False, slots=True)
class Guest:
    """A socket that is open, whose it is, and how it is closed."""

    session_key: str
    user_id: int
    slugs: frozenset[str]
    close: Callable[[], Awaitable[None]]


class Doorkeeper:
    """Looks after the open sockets of one process."""

    def __init__(self) -> None:
        self._guests: set[Guest] = set()
        self._task: asyncio.Task[None] | None = None

    def admit(self, guest: Guest) -> None:
        """Look after a socket from now on."""
        self._guests.add(guest)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._look_for_ever())

    def dismiss(self, guest: Guest) -> None:
        """Forget a socket that is closed."""
        self._guests.discard(guest)

    async def _look_for_ever(self) -> None:
        while True:
            await asyncio.sleep(RECHECK_SECONDS)
            guests = list(self._guests)
            try:
                for guest in await sync_to_async(unwelcome)(guests):
                    self.dismiss(guest)
                    with contextlib.suppress(OSError, RuntimeError):  # it left by itself meanwhile
                        await guest.close()
            except Exception:
                log.exception("the rights of open sockets could not be checked; trying again")


def unwelcome(guests: Iterable[Guest]) -> list[Guest]:
    """Answer the sockets that may not stay open, in a handful of queries for all of them."""
    close_old_connections()
    guests = list(guests)
    users = User.objects.in_bulk({guest.user_id for guest in guests})
    alive = Session.objects.filter(pk__in={guest.session_key for guest in guests}, expire_date__gt=timezone.now())
    sessions = {session.pk: session.get_decoded() for session in alive}
    answered: dict[tuple[object, ...], bool] = {}

    def is_welcome(guest: Guest) -> bool:
        user, session = users.get(guest.user_id), sessions.get(guest.session_key)
        if user is None or not user.is_active or session is None:
            return False
        if session.get(SESSION_KEY) != str(user.pk) or BACKEND_SESSION_KEY not in session:
            return False
        if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
            return False
        # Screens of one role and scope that follow the same boards get the same answer.
        asked = (user.role, tuple(user.branch_ids), guest.slugs)
        if asked not in answered:
            answered[asked] = followable(user, guest.slugs) == guest.slugs
        return answered[asked]

    return [guest for guest in guests if not is_welcome(guest)]


_doorkeepers: dict[int, Doorkeeper] = {}


def doorkeeper() -> Doorkeeper:
    """The doorkeeper of this process's event loop."""
    key = id(asyncio.get_running_loop())
    if key not in _doorkeepers:
        _doorkeepers[key] = Doorkeeper()
    return _doorkeepers[key]
