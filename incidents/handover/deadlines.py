"""A shift that has changed without a hand-over: nobody signed, or nobody wrote. The leader of the branch is told."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from heating_ops.crews.duty.defaults import SIGN_MINUTES
from heating_ops.crews.duty.rules import rule
from heating_ops.crews.duty.telling import leaders_of
from heating_ops.crews.models import DutyPost, Level
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.notify.telling import tell
from heating_ops.timers.models import Deadline

from . import events
from .models import HandoverNote, NoteState

# A note written this long before the change is this change's.
_BELONGS: Final = timedelta(hours=3)
_LOOKS_BACK: Final = timedelta(hours=2)


@command
def note_unsigned(deadline: Deadline, now: datetime) -> None:
    """Tell that the shift has changed and nobody signed; one that was signed or written anew is not late."""
    note_id = int(deadline.subject.partition(":")[2])
    waiting = HandoverNote.objects.select_for_update(of=("self",), nowait=True).filter(state=NoteState.WAITING)
    note = waiting.select_related("branch").filter(pk=note_id).first()
    if note is None:
        return
    note.late_at = now
    note.save(update_fields=["late_at"])
    events.unsigned(note, actor=Actor.timer(deadline), now=now)
    _tell(note, "handover_unsigned", now=now)


def find_missing(*, now: datetime) -> list[HandoverNote]:
    """Find the changes of shift at a branch's dispatch that nobody handed over; each is told once.

    :returns: the changes found now
    """
    minutes = rule(SIGN_MINUTES)
    if not minutes:
        return []
    late = now - timedelta(minutes=minutes)
    ended = DutyPost.objects.filter(
        level=Level.BRANCH_DISPATCHER,
        branch__isnull=False,
        cancelled_at__isnull=True,
        hours__endswith__gt=late - _LOOKS_BACK,
        hours__endswith__lte=late,
    )
    changes = sorted({(duty.branch_id, duty.hours.upper) for duty in ended if duty.branch_id and duty.hours.upper})
    found = [_missing(branch_id, change_at, now=now) for branch_id, change_at in changes]
    return [note for note in found if note is not None]


@command
def _missing(branch_id: int, change_at: datetime, *, now: datetime) -> HandoverNote | None:
    notes = HandoverNote.objects.filter(branch_id=branch_id)
    if notes.filter(written_at__gte=change_at - _BELONGS, written_at__lte=now).exists():
        return None
    with transaction.atomic():
        note, made = HandoverNote.objects.get_or_create(
            branch_id=branch_id,
            change_at=change_at,
            state=NoteState.MISSING,
            defaults={"written_at": now, "late_at": now},
        )
    if not made:
        return None
    events.missing(note, actor=Actor.system("roster"), now=now)
    _tell(note, "handover_missing", now=now)
    return note


def _tell(note: HandoverNote, topic: str, *, now: datetime) -> None:
    leaders = [leader for leader in leaders_of(note.branch_id, now) if leader != note.written_by_id]
    tell(
        users=leaders,
        topic=topic,
        subject=note.subject,
        link=f"/handover/{note.pk}/",
        params={"branch": note.branch.name if note.branch else "", "change": note.change_at.isoformat()},
        urgent=True,
        key=f"{topic}:{note.pk}",
        now=now,
    )
