"""A file is looked at, confirmed or dropped; then its rows are taken one by one, each once by its number."""

from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, command, record
from hotline.telephony.models import HOTLINE_BOARD

from ..models import CallFile, FileRow, ImportState, IntakeSource, RowState, Ticket
from ..refusals import FileNotWaiting, NoSuchFile
from ..standards import MOST_ROWS, standard
from .columns import check_row, places_of
from .tables import rows_of

IMPORT: Final = Actor.system("import")


def look_at(
    *, source: IntakeSource, name: str, content: bytes, may_backdate: bool, now: datetime
) -> tuple[list[FileRow], int]:
    """Check every row of a file without keeping anything.

    :returns: the rows, not saved, and how many have errors
    :raises InvalidInput: the file as a whole cannot be read
    """
    (_first, heading), *lines = rows_of(name, content, most_rows=standard(MOST_ROWS))
    places = places_of(heading)
    allowed = may_backdate or source.may_backdate
    rows: list[FileRow] = []
    numbers: set[str] = set()
    bad = 0
    for line, row in lines:
        checked = check_row(row, places, may_backdate=allowed, now=now)
        errors = list(checked.errors)
        number = checked.data.get("number", "")
        if number and number in numbers:
            errors.append({"column": "number", "message": _twice(number)})
        numbers.add(number)
        bad += bool(errors)
        state = RowState.BAD if errors else RowState.WAITING
        rows.append(FileRow(line=line, state=state, data=dict(checked.data) if not errors else {}, errors=errors))
    known = set(Ticket.objects.filter(source=source, number__in=numbers - {""}).values_list("number", flat=True))
    for row_ in rows:
        if row_.state == RowState.WAITING and row_.data["number"] in known:
            row_.state = RowState.KNOWN
    return rows, bad


def _twice(number: str) -> str:
    return _("The number %(number)s stands in the file twice.") % {"number": number}


@command
def upload(
    *, source: IntakeSource, name: str, content: bytes, user: User | None, may_backdate: bool, now: datetime
) -> CallFile:
    """Keep a file's rows to be looked at; no call is made of them before somebody confirms.

    :raises InvalidInput: the file as a whole cannot be read
    """
    rows, bad = look_at(source=source, name=name, content=content, may_backdate=may_backdate, now=now)
    file = CallFile.objects.create(
        source=source, name=name[:200], uploaded_by=user, uploaded_at=now, rows=len(rows), bad_rows=bad
    )
    for row in rows:
        row.file = file
    FileRow.objects.bulk_create(rows, batch_size=1000)
    _told(file, "uploaded", user, now=now, data={"rows": file.rows, "bad": bad})
    return file


@command
def confirm(*, file_id: int, user: User | None, now: datetime) -> CallFile:
    """Let the rows without errors be taken; the workers do it.

    :raises FileNotWaiting: it was confirmed or dropped before
    """
    file = _waiting(file_id)
    file.state, file.confirmed_at = ImportState.RUNNING, now
    file.save(update_fields=["state", "confirmed_at"])
    _told(file, "confirmed", user, now=now, data={"rows": file.rows - file.bad_rows})
    return file


@command
def drop(*, file_id: int, user: User | None, now: datetime) -> CallFile:
    """Forget a file that was looked at; its rows are deleted.

    :raises FileNotWaiting: it was confirmed or dropped before
    """
    file = _waiting(file_id)
    file.state, file.finished_at = ImportState.DROPPED, now
    file.save(update_fields=["state", "finished_at"])
    file.lines.all().delete()
    _told(file, "dropped", user, now=now)
    return file


def _waiting(file_id: int) -> CallFile:
    file = CallFile.objects.select_for_update(of=("self",)).filter(pk=file_id).first()
    if file is None:
        raise NoSuchFile
    if file.state != ImportState.PREVIEW:
        raise FileNotWaiting
    return file


def _told(file: CallFile, what: str, user: User | None, *, now: datetime, data: dict[str, Any] | None = None) -> None:
    actor = Actor.user(user) if user else IMPORT
    record(Fact(f"call_file.{what}", f"call_file:{file.pk}", [HOTLINE_BOARD], actor, now, data=data or {}))
