"""``manage.py sample_calls``: a day of calls for the city in the database."""

import csv
import gzip
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.network.sample_calls import COLUMNS, NoNetwork, draw_calls

_MOST_CALLS = 100_000


class Command(BaseCommand):
    """Write an invented call log that ``replay`` can send."""

    help = "Write an invented day of calls about the places in the database, in the columns that replay reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many calls, of which day, and where to write them."""
        parser.add_argument("--calls", type=int, default=300, help="how many (default 300)")
        parser.add_argument("--seed", type=int, default=1, help="another number draws other calls (default 1)")
        parser.add_argument("--date", type=_day, help="the day they come in, YYYY-MM-DD (default yesterday)")
        parser.add_argument("--output", type=Path, help="file to write, gzip if it ends with .gz (default: print)")

    def handle(self, *, calls: int, seed: int, output: Path | None, **options: Any) -> None:
        """Draw and write the calls.

        :raises CommandError: an impossible number, an empty network, or a file that cannot be written
        """
        if not 1 <= calls <= _MOST_CALLS:
            raise CommandError(_("From 1 to %(most)s calls can be drawn.") % {"most": f"{_MOST_CALLS:,}"})
        day = options["date"] or timezone.localdate() - timedelta(days=1)
        try:
            drawn = draw_calls(calls=calls, seed=seed, day=day)
        except NoNetwork:
            raise CommandError(_("There is no network to call about: run seed_city or import_network first.")) from None
        try:
            with _opened(output) as file:
                table = csv.writer(file, lineterminator="\n")
                table.writerow(COLUMNS)
                table.writerows(drawn)
        except OSError as trouble:
            raise CommandError(f"{output}: {trouble.strerror}") from None
        if output:
            figures = {"count": f"{len(drawn):,}", "day": day.isoformat(), "file": output}
            self.stdout.write(_("Wrote %(count)s calls of %(day)s to %(file)s.") % figures)


@contextmanager
def _opened(output: Path | None) -> Iterator[IO[str]]:
    if output is None:
        yield sys.stdout
    elif output.name.endswith(".gz"):
        with gzip.open(output, "wt", encoding="utf-8", newline="") as packed:
            yield packed
    else:
        with output.open("w", encoding="utf-8", newline="") as plain:
            yield plain


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("%(text)s is not a date like 2026-01-31") % {"text": text}) from None
