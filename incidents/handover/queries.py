"""Every read of hand-overs worth a name."""

from typing import Any

from django.db.models import Q, QuerySet

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter, may

from .assembling import counts
from .models import HandoverNote, WatchItem


def reaches(user: User, branch_id: int | None, action: Action) -> bool:
    """Whether a person's right reaches a branch (``None``: the group)."""
    if not may(user, action):
        return False
    branches = branch_filter(user, action)
    return branches is None or branch_id in branches


def visible_to(user: User, action: Action = Action.HANDOVER_VIEW) -> QuerySet[HandoverNote]:
    """The notes a person may see (or act on, with another action)."""
    return HandoverNote.objects.filter(_within(user, action)).select_related("branch", "written_by", "signed_by")


def items_of(user: User, action: Action = Action.HANDOVER_VIEW) -> QuerySet[WatchItem]:
    """The watch items a person may see (or act on)."""
    return WatchItem.objects.filter(_within(user, action)).select_related("branch", "added_by")


def _within(user: User, action: Action) -> Q:
    if not may(user, action):
        return Q(pk__in=[])
    branches = branch_filter(user, action)
    return Q() if branches is None else Q(branch_id__in=branches)


def note_card(note: HandoverNote) -> dict[str, Any]:
    """A note as programs read it, without what it holds."""
    return {
        "id": note.pk,
        "branch": note.branch_id,
        "state": note.state,
        "change_at": note.change_at,
        "written_by": note.written_by_id,
        "written_at": note.written_at,
        "signed_by": note.signed_by_id,
        "signed_at": note.signed_at,
        "late": note.late_at is not None,
        "counts": counts(note.snapshot) if note.snapshot else {},
    }


def item_card(item: WatchItem) -> dict[str, Any]:
    """A watch item."""
    return {
        "id": item.pk,
        "branch": item.branch_id,
        "text": item.text,
        "added_by": item.added_by_id,
        "added_at": item.added_at,
        "struck_at": item.struck_at,
    }
