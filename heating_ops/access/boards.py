"""Which live boards a person may follow.

Boards are named ``branch-3``, ``incident-4`` and ``group``. Each app that has boards
registers who may follow them; the rules per board hold on the live stream too.
"""

from collections.abc import Callable, Iterable, Sequence

from .models import User
from .permissions import Action, branch_filter, may

GROUP = "group"
Audience = Callable[[User, Sequence[int]], Iterable[int]]
_audiences: dict[str, Audience] = {}


def register(kind: str, audience: Audience) -> None:
    """Say which of the boards ``kind-<id>`` a user may follow; called in ``AppConfig.ready()``."""
    _audiences[kind] = audience


def followable(user: User, slugs: Iterable[str]) -> set[str]:
    """Answer those of the boards that the user may follow; unknown ones are not among them."""
    if not may(user, Action.BOARD_VIEW):
        return set()
    wanted: dict[str, list[int]] = {}
    allowed: set[str] = set()
    for slug in slugs:
        kind, _, ident = slug.rpartition("-")
        if slug == GROUP and branch_filter(user, Action.BOARD_VIEW) is None:
            allowed.add(GROUP)
        elif kind in _audiences and ident.isascii() and ident.isdigit() and len(ident) < 18:
            wanted.setdefault(kind, []).append(int(ident))
    for kind, ids in wanted.items():
        allowed |= {f"{kind}-{ident}" for ident in _audiences[kind](user, ids)}
    return allowed
