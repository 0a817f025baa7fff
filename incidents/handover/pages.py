"""The hand-over: what is open now, the note that waits for a name, and those before."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter
from heating_ops.access.web import permits, signed_in
from heating_ops.crews.duty import frame

from . import queries
from .assembling import assemble
from .models import HandoverNote, NoteState

_LISTED = 14


@permits(Action.HANDOVER_VIEW)
def now(request: HttpRequest) -> HttpResponse:
    """What would be handed over now, by whom it was, and by whom it is to be signed."""
    user, moment = signed_in(request), timezone.now()
    at = _whose(request, user)
    notes = queries.visible_to(user).order_by("-written_at")
    notes = notes.filter(branch__isnull=True) if at.branch is None else notes.filter(branch=at.branch)
    listed = list(notes.defer("snapshot")[:_LISTED])
    writes = queries.reaches(user, at.branch_id, Action.HANDOVER_WRITE)
    context = {
        "tabs": frame.tabs("handover", user, moment, at=at),
        "at": at,
        "held": readable(assemble(at.branch_id, moment)),
        "waiting": [_can_sign(note, user, writes=writes) for note in listed if note.state == NoteState.WAITING],
        "notes": listed,
        "writes": writes,
        "now": moment,
    }
    return render(request, "incidents/handover/now.html", context)


@permits(Action.HANDOVER_VIEW)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One note as it was written."""
    user = signed_in(request)
    note = queries.visible_to(user).filter(pk=pk).first()
    if note is None:
        raise Http404
    writes = queries.reaches(user, note.branch_id, Action.HANDOVER_WRITE)
    context = {
        "tabs": frame.tabs("handover", user, timezone.now()),
        "note": note,
        "held": readable(note.snapshot) if note.snapshot else None,
        "may_sign": note.state == NoteState.WAITING and _can_sign(note, user, writes=writes)["may_sign"],
    }
    return render(request, "incidents/handover/detail.html", context)


def _can_sign(note: HandoverNote, user: User, *, writes: bool) -> dict[str, Any]:
    return {"note": note, "may_sign": writes and note.written_by_id != user.pk}


def _whose(request: HttpRequest, user: User) -> frame.Whose:
    """As on the roster, but only branches within reach; the group only for whom all is."""
    at = frame.whose(request, user)
    branches = branch_filter(user, Action.HANDOVER_VIEW)
    if branches is None:
        return at
    own = [branch for branch in at.branches if branch.pk in branches]
    chosen = at.branch if at.branch in own else next(iter(own), None)
    if chosen is None:
        raise Http404
    return frame.Whose(chosen, own)


def readable(value: Any) -> Any:
    """A snapshot for a template: its moments, which are stored as ISO 8601, as moments."""
    if isinstance(value, dict):
        return {name: _moment(name, one) for name, one in value.items()}
    return [readable(one) for one in value] if isinstance(value, list) else value


def _moment(name: str, value: Any) -> Any:
    if name in ("at", "since", "from", "until", "next_update") and isinstance(value, str):
        return parse_datetime(value) or value
    return readable(value)
