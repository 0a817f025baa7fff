"""Saving and forgetting a view. No event: a view says how somebody looks at the board, not what happened on it."""

from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from heating_ops.journal.refusal import InvalidInput, Refusal

from .models import LONGEST_QUERY, BoardView

# What a view may hold: the filters of the board, and how it is drawn.
NAMES: Final = frozenset(
    {"branch", "urgency", "stage", "type", "crew", "incident", "source", "key", "attention", "view"}
)


class NoSuchView(Refusal):
    """There is none of this id, or it is somebody else's."""

    code = "no_such_view"
    sentence = _("There is no such view.")
    status = 404


def save(*, owner: User, name: str, query: str, shared_with: str, now: datetime) -> BoardView:
    """Save a view under a name; the owner's view of that name is replaced.

    :param query: as it stands in the address, with or without the question mark; what is no filter is left out
    :raises InvalidInput: the query names no filter, or the person may share nothing
    """
    if shared_with and not may(owner, Action.BOARD_SHARE):
        raise InvalidInput("shared_with", _("Your role keeps views for itself; ask a duty leader to share one."))
    kept = urlencode([(key, value) for key, value in parse_qsl(query.removeprefix("?")) if key in NAMES])
    if not kept:
        raise InvalidInput("query", _("Choose a filter first: a view without one is the board itself."))
    if len(kept) > LONGEST_QUERY:
        raise InvalidInput("query", _("These are more filters than a view holds."))
    with transaction.atomic():
        view, _is_new = BoardView.objects.update_or_create(
            owner=owner, name=name, defaults={"query": kept, "shared_with": shared_with, "saved_at": now}
        )
    return view


def forget(*, owner: User, view_id: int) -> None:
    """Delete a view of one's own.

    :raises NoSuchView: there is none, or it is somebody else's
    """
    deleted, _rows = BoardView.objects.filter(pk=view_id, owner=owner).delete()
    if not deleted:
        raise NoSuchView
