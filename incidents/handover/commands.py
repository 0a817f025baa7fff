"""Every write of a hand-over, one function each."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from heating_ops.crews.duty.defaults import SIGN_MINUTES
from heating_ops.crews.duty.presence import at
from heating_ops.crews.duty.rules import rule
from heating_ops.crews.hours import Hours
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput
from heating_ops.timers import clock

from . import events
from .assembling import assemble, counts
from .models import HandoverNote, NoteState, WatchItem
from .refusals import HandoverSettled, NoSuchHandover, SignedByAnother, WatchItemStruck

SIGN: Final = "handover.sign"
# Written this long before one's duty ends, a note belongs to that change; else to one that happens now.
_BEFORE_THE_END: Final = timedelta(hours=2)
_LONGEST_REMARKS: Final = 4_000


@command
def write_note(*, branch_id: int | None, remarks: str = "", actor: Actor, now: datetime) -> HandoverNote:
    """Hand over: keep what is open now, with one's own remarks, for the next person to sign.

    A note that still waits is written anew by this one. So many minutes after the change of shift
    as the rule says, an unsigned note is told to the branch's leader.

    :raises InvalidInput: the remarks are longer than anybody reads
    """
    if len(remarks := remarks.strip()) > _LONGEST_REMARKS:
        raise InvalidInput("remarks", _("That is longer than anybody reads at a change of shift."))
    earlier = list(_waiting(branch_id).select_for_update(of=("self",)))
    for before in earlier:
        before.state = NoteState.REPLACED
        before.save(update_fields=["state"])
        clock.settle(before.subject, now=now)
    snapshot = assemble(branch_id, now)
    note = HandoverNote.objects.create(
        branch_id=branch_id,
        change_at=_change_of(actor, now),
        written_by_id=actor.user_id,
        written_at=now,
        snapshot=snapshot,
        remarks=remarks,
    )
    minutes = rule(SIGN_MINUTES)
    if minutes:
        due_at = note.change_at + timedelta(minutes=minutes)
        clock.arm(note.subject, [clock.Due(SIGN, note.change_at, due_at)], generation=1)
    # The note that was written is what the sender is answered with: it is told first.
    events.written(note, counts=counts(snapshot), actor=actor, now=now)
    for before in earlier:
        events.replaced(before, actor=actor, now=now)
    return note


def _waiting(branch_id: int | None) -> QuerySet[HandoverNote]:
    notes = HandoverNote.objects.filter(state=NoteState.WAITING)
    return notes.filter(branch__isnull=True) if branch_id is None else notes.filter(branch_id=branch_id)


def _change_of(actor: Actor, now: datetime) -> datetime:
    """When the shift changes: when the writer's duty ends, if that is soon; else now."""
    duty = at(now).filter(user_id=actor.user_id or 0).first()
    end = Hours.of_range(duty.hours).end if duty else now
    return end if end <= now + _BEFORE_THE_END else now


@command
def sign_note(*, note_id: int, actor: Actor, now: datetime) -> HandoverNote:
    """Take over: one's own name under what was handed over.

    :raises NoSuchHandover: the id is unknown
    :raises HandoverSettled: it was signed, or written anew
    :raises SignedByAnother: who wrote it does not sign it
    """
    note = HandoverNote.objects.select_for_update(of=("self",)).filter(pk=note_id).first()
    if note is None:
        raise NoSuchHandover
    if note.state != NoteState.WAITING:
        raise HandoverSettled(state=note.get_state_display())
    if note.written_by_id == actor.user_id:
        raise SignedByAnother
    note.state, note.signed_by_id, note.signed_at = NoteState.SIGNED, actor.user_id, now
    note.save(update_fields=["state", "signed_by", "signed_at"])
    clock.settle(note.subject, now=now)
    events.signed(note, actor=actor, now=now)
    return note


@command
def add_watch_item(*, branch_id: int | None, text: str, added_by_id: int, actor: Actor, now: datetime) -> WatchItem:
    """Write down a line to keep an eye on; every hand-over carries it until it is struck off.

    :raises InvalidInput: there is nothing written
    """
    if not (text := " ".join(text.split())):
        raise InvalidInput("text", _("Write what to keep an eye on."))
    item = WatchItem.objects.create(branch_id=branch_id, text=text, added_by_id=added_by_id, added_at=now)
    events.item_added(item, actor=actor, now=now)
    return item


@command
def strike_watch_item(*, item_id: int, actor: Actor, now: datetime) -> WatchItem:
    """Strike a line off.

    :raises NoSuchHandover: there is no such line
    :raises WatchItemStruck: it is struck off already
    """
    item = WatchItem.objects.select_for_update(of=("self",)).filter(pk=item_id).first()
    if item is None:
        raise NoSuchHandover
    if item.struck_at is not None:
        raise WatchItemStruck
    item.struck_at, item.struck_by_id = now, actor.user_id
    item.save(update_fields=["struck_at", "struck_by"])
    events.item_struck(item, actor=actor, now=now)
    return item
