"""``manage.py import_calls``: a file of calls from the command line, with all its errors first."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.journal.refusal import Refusal
from heating_ops.management.progress import progress_bar
from hotline.channels.files import commands, queries
from hotline.channels.files.columns import COLUMNS
from hotline.channels.files.taking import take_rows
from hotline.channels.models import CallFile, FileRow, ImportState, RowState
from hotline.channels.queries import active_source


class Command(BaseCommand):
    """Check a file of calls and take its rows, each once by its number."""

    help = "Check a CSV or Excel file of calls row by row and take its rows, each once by its number."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and whose tickets are in it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="12345", help="code of the source the tickets are of (default 12345)")
        parser.add_argument("--dry-run", action="store_true", help="print the errors and store nothing")
        parser.add_argument("--backdate", action="store_true", help="the times of the file may lie in the past")

    def handle(self, *, file: Path, source: str, dry_run: bool, backdate: bool, **options: Any) -> None:
        """Print the errors; without ``--dry-run`` take the other rows.

        :raises CommandError: the file cannot be read, or the source is unknown
        """
        now = timezone.now()
        try:
            content, found = file.read_bytes(), active_source(source)
            if dry_run:
                rows, bad = commands.look_at(
                    source=found, name=file.name, content=content, may_backdate=backdate, now=now
                )
                self._errors(rows)
                known = sum(row.state == RowState.KNOWN for row in rows)
                said = {"rows": len(rows), "bad": bad, "known": known}
                self.stdout.write(_("%(rows)s rows, %(bad)s with errors, %(known)s taken before.") % said)
                return
            kept = commands.upload(
                source=found, name=file.name, content=content, user=None, may_backdate=backdate, now=now
            )
        except OSError as trouble:
            raise CommandError(f"{file}: {trouble.strerror}") from None
        except Refusal as refused:
            raise CommandError(refused.message) from refused
        self._errors(queries.rows_with_errors(kept))
        commands.confirm(file_id=kept.pk, user=None, now=now)
        self._see_through(kept)

    def _see_through(self, file: CallFile) -> None:
        total = queries.progress_of(file).waiting
        with progress_bar(_("Taking calls"), total) as advance:
            before = 0
            while True:
                take_rows()
                done = queries.progress_of(file)
                advance(done.taken + done.refused - before)
                before = done.taken + done.refused
                file.refresh_from_db()
                if file.state == ImportState.FINISHED:
                    break
        said = {"taken": done.taken, "known": done.known, "bad": done.bad, "refused": done.refused}
        self.stdout.write(
            _("%(taken)s taken, %(known)s taken before, %(refused)s refused, %(bad)s with errors.") % said
        )

    def _errors(self, rows: list[FileRow]) -> None:
        headings = {column.code: str(column.heading) for column in COLUMNS}
        for row in rows:
            for error in row.errors:
                where = {"line": row.line, "column": headings.get(error["column"], error["column"])}
                self.stdout.write(_("Line %(line)s, %(column)s:") % where + f" {error['message']}")
