"""How far a file of calls is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from heating_ops.access.models import User

from ..models import CallFile, FileRow, RowState

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """The rows of a file, counted by what became of them."""

    bad: int = 0
    waiting: int = 0
    taken: int = 0
    known: int = 0
    refused: int = 0

    @property
    def done(self) -> int:
        """Rows that need nothing more."""
        return self.taken + self.known + self.refused

    @property
    def total(self) -> int:
        """Rows that are taken, were, or were refused; those with errors are not among them."""
        return self.done + self.waiting


def progress_of(file: CallFile) -> Progress:
    """Count a file's rows."""
    rows = file.lines.values("state").annotate(count=Count("pk")).order_by()
    return Progress(**{row["state"]: row["count"] for row in rows})


def rows_with_errors(file: CallFile, *, limit: int = _SHOWN) -> list[FileRow]:
    """Read the first rows that have errors or were refused, in the order of the file."""
    bad = file.lines.filter(state__in=[RowState.BAD, RowState.REFUSED])
    return list(bad.order_by("line")[:limit])


def last_files(*, limit: int) -> list[CallFile]:
    """Read the newest files."""
    return list(CallFile.objects.select_related("source", "uploaded_by").order_by("-pk")[:limit])


def may_backdate(user: User | None) -> bool:
    """Whether this person's files may tell of the past."""
    return user is not None and user.may_backdate


def shown(file: CallFile) -> dict[str, Any]:
    """A file as the API tells of it."""
    counted = progress_of(file)
    bad = rows_with_errors(file)
    return {
        "id": file.pk,
        "name": file.name,
        "source": file.source.code,
        "state": file.state,
        "rows": file.rows,
        "bad_rows": file.bad_rows,
        "waiting": counted.waiting,
        "taken": counted.taken,
        "known": counted.known,
        "refused": counted.refused,
        "errors": [{"line": row.line, **error} for row in bad for error in row.errors],
    }
