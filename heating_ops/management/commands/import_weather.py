"""``manage.py import_weather``: hourly observations and forecasts from a CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.refusal import InvalidInput
from heating_ops.weather.commands import take_values
from heating_ops.weather.files import MOST_BYTES, read_table
from heating_ops.weather.models import Source


class Command(BaseCommand):
    """Load hourly values, all or nothing; the same file again changes nothing."""

    help = (
        "Load hourly temperatures from a CSV file with the columns at, temperature_c and, where known, wind_m_s and "
        "issued_at (when a forecast was issued; a row without it is an observation). All or nothing; loading the "
        "same file again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        """Read, check, write, and say what was new.

        :raises CommandError: the file cannot be read, or a row of it cannot be taken
        """
        now = timezone.now()
        try:
            with file.open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
            table = read_table(content, now=now, zone=ZoneInfo(settings.TIME_ZONE))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        except InvalidInput as wrong:
            raise CommandError(wrong.message) from None
        if table.problems:
            lines = [
                _("line %(line)s, %(column)s: %(message)s")
                % {"line": each.line, "column": each.column, "message": each.message}
                for each in table.problems
            ]
            raise CommandError(_("Nothing was imported.") + "\n" + "\n".join(lines))
        taken = take_values(table.values, source=Source.CSV, actor=Actor.system("import_weather"), now=now)
        figures = {"new": f"{taken.new:,}", "changed": f"{taken.changed:,}", "known": f"{taken.known:,}"}
        self.stdout.write(_("%(new)s new, %(changed)s corrected, %(known)s known hourly values.") % figures)
