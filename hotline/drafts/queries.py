"""A person's own unfinished calls."""

from uuid import UUID

from django.db.models import QuerySet

from heating_ops.access.models import User

from .models import CallDraft, DraftState
from .refusals import NoSuchDraft


def unfinished(user: User) -> QuerySet[CallDraft]:
    """What this person has not finished, the oldest first. Nobody else's is ever in it."""
    return CallDraft.objects.filter(user=user).exclude(state=DraftState.DONE).order_by("began_at", "pk")


def own(user: User, key: UUID) -> CallDraft:
    """One of this person's drafts, also one that is done.

    :raises NoSuchDraft: this person has none of this key
    """
    draft = CallDraft.objects.filter(user=user, key=key).first()
    if draft is None:
        raise NoSuchDraft
    return draft
