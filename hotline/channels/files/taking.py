"""The rows of confirmed files are taken one by one, each once by its number: a chore of every worker."""

import logging
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import Busy, Refusal

from ..models import CallFile, FileRow, ImportState, RowState
from ..serializers import TicketShape
from ..taking import take_ticket
from .commands import IMPORT

log = logging.getLogger(__name__)

_AT_ONCE: Final = 40
_SHAPE: Final = TicketShape()
# Files are taken in their order, by one worker at a time: the first report of a trouble opens its order.
_LOCK: Final = 960_690_124


def take_rows(limit: int = _AT_ONCE) -> int:
    """Take rows of confirmed files, each in its own transaction.

    :returns: how many rows were handled; 0 when none waits, or another worker is at it
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    try:
        return _take_some(limit)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _take_some(limit: int) -> int:
    handled = 0
    while handled < limit:
        row = _next_row()
        if row is None:
            break
        _take_or_refuse(row)
        handled += 1
    _finish(now=timezone.now())
    return handled


def _next_row() -> int | None:
    waiting = FileRow.objects.filter(state=RowState.WAITING, file__state=ImportState.RUNNING)
    return waiting.order_by("file_id", "line").values_list("pk", flat=True).first()


def _take_or_refuse(row_id: int) -> None:
    try:
        _take(row_id, now=timezone.now())
    except Busy:
        return
    except Refusal as refused:
        _refuse(row_id, refused.message)
    except Exception as error:
        log.exception("row %s of a file of calls failed", row_id)
        _refuse(row_id, type(error).__name__)


@command
def _take(row_id: int, *, now: datetime) -> None:
    row = FileRow.objects.select_for_update(of=("self",), skip_locked=True).select_related(
        "file__source", "file__uploaded_by"
    )
    found = row.filter(pk=row_id, state=RowState.WAITING).first()
    if found is None:
        return
    user = found.file.uploaded_by
    said = _SHAPE.run_validation(found.data)
    actor = Actor.user(user) if user else IMPORT
    # Whether its time is allowed was checked when the file was looked at.
    taken = take_ticket(source=found.file.source, said=said, may_backdate=True, actor=actor, now=now)
    found.state = RowState.KNOWN if taken.repeated else RowState.TAKEN
    found.ticket = taken.ticket
    # The words are in the ticket now: they are erased there.
    found.data = {"number": found.data["number"]}
    found.save(update_fields=["state", "ticket", "data"])


def _refuse(row_id: int, words: str) -> None:
    refused = FileRow.objects.filter(pk=row_id, state=RowState.WAITING)
    refused.update(state=RowState.REFUSED, errors=[{"column": "number", "message": words}])


def _finish(*, now: datetime) -> None:
    with transaction.atomic():
        running = CallFile.objects.select_for_update(skip_locked=True).filter(state=ImportState.RUNNING)
        for file in running.exclude(lines__state=RowState.WAITING):
            file.state, file.finished_at = ImportState.FINISHED, now
            file.save(update_fields=["state", "finished_at"])
