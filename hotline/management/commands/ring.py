"""``manage.py ring``: a telephone exchange that is none, for tests and demonstrations."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from hotline.telephony.exchange import Exchange, ExchangeRefused, Habits, Line


class Command(BaseCommand):
    """Ring the desk over the public HTTP API, signed as a real exchange signs."""

    help = "Ring the desk: --calls N, one --every S seconds, through the signed public API. Needs TELEPHONY_SECRET."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many calls, how often, and how patient the callers are."""
        parser.add_argument("--calls", type=int, default=5)
        parser.add_argument("--every", type=float, default=5.0, help="seconds between two callers")
        parser.add_argument("--patience", type=float, default=30.0, help="seconds until a caller hangs up")
        parser.add_argument("--talk", type=float, default=60.0, help="seconds from the answer to the end")
        parser.add_argument("--number", action="append", help="a caller's number; may be given several times")
        parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the system answers")

    def handle(self, *, calls: int, every: float, patience: float, talk: float, **options: Any) -> None:
        """Ring, and say for every call what became of it.

        :raises CommandError: no secret, no server, or an event that was refused
        """
        if not settings.TELEPHONY_SECRET:
            raise CommandError(_("Set TELEPHONY_SECRET to the same text for the system and for this command."))
        logging.getLogger("httpx").setLevel(logging.WARNING)
        line = Line(url=options["url"], secret=settings.TELEPHONY_SECRET)
        habits = Habits(every=every, patience=patience, talk=talk, numbers=tuple(options["number"] or ()))
        exchange = Exchange(line.tell, habits, say=self.stdout.write)
        try:
            exchange.ring(calls)
        except ExchangeRefused as refused:
            raise CommandError(str(refused)) from refused
        for outcome, count in exchange.outcomes.items():
            self.stdout.write(f"{outcome:10} {count}")
