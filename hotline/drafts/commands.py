"""Keeping an unfinished call, letting it go, and forgetting what nobody came back for.

Nothing here is told to the journal: what somebody is still typing has not happened yet.
"""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from heating_ops.access.models import User
from heating_ops.journal.recording import command
from hotline.telephony.standards import DRAFT_KEPT, standard

from .models import CallDraft, DraftState
from .refusals import DraftChanged, DraftDone, TooManyDrafts

# A guard against a browser gone wrong, far above what a person has at hand.
_MOST_AT_HAND: Final = 50


@command
def keep(
    *, user: User, key: UUID, content: dict[str, Any], version: int, parked: bool = False, now: datetime
) -> CallDraft:
    """Keep what was typed, if it builds on what was kept last.

    :param version: what it was typed on; 0 for a call that was never kept
    :raises DraftChanged: another window kept something since
    :raises DraftDone: the call was filed or let go since, or is long forgotten
    :raises TooManyDrafts: no more are kept for one person
    """
    draft = CallDraft.objects.select_for_update().filter(user=user, key=key).first()
    if draft is None:
        if version:
            raise DraftDone
        at_hand = CallDraft.objects.filter(user=user).exclude(state=DraftState.DONE).count()
        if at_hand >= _MOST_AT_HAND:
            raise TooManyDrafts(count=at_hand)
        new = {"content": content, "version": 0, "began_at": now, "updated_at": now}
        # Two windows may begin with the same key at once; the second one then meets the first one's row.
        draft, _made = CallDraft.objects.select_for_update().get_or_create(user=user, key=key, defaults=new)
    if draft.state == DraftState.DONE:
        raise DraftDone
    if draft.version != version:
        if draft.content == content and parked == (draft.state == DraftState.PARKED):
            return draft  # the same again, whose answer was lost on the way
        raise DraftChanged
    draft.content, draft.version, draft.updated_at = content, version + 1, now
    draft.state = DraftState.PARKED if parked else DraftState.OPEN
    draft.parked_at = (draft.parked_at or now) if parked else None
    draft.save(update_fields=["content", "version", "updated_at", "state", "parked_at"])
    return draft


@command
def settle(*, user: User, key: UUID, now: datetime) -> None:
    """The call was filed, or its operator lets it go: the words are gone now, also for copies that come late."""
    empty: dict[str, Any] = {
        "state": DraftState.DONE,
        "content": {},
        "parked_at": None,
        "updated_at": now,
    }
    CallDraft.objects.update_or_create(user=user, key=key, defaults=empty, create_defaults=empty | {"began_at": now})


@command
def forget_old(*, now: datetime) -> int:
    """Delete what nobody touched for as long as unfinished calls are kept; answer how many it were."""
    old = CallDraft.objects.filter(updated_at__lt=now - standard(DRAFT_KEPT))
    return old.delete()[0]
