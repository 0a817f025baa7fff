"""``manage.py replay``: send a log of calls through the API as so many operators."""

import json
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from heating_ops.access.models import Role, User
from heating_ops.local.data_folder import read_notes
from heating_ops.local.wishes import data_folder
from heating_ops.management.progress import progress_bar
from heating_ops.replaying.call_log import BadCallLog, LoggedCall, read_call_log
from heating_ops.replaying.sending import Pace, Replay, Unwelcome, check_welcome
from heating_ops.replaying.table import table_lines
from hotline.models import Channel
from workorders.catalogue import Category

_MOST_OPERATORS = 200
_PROBLEMS_SHOWN = 20


class Command(BaseCommand):
    """Send a log of calls through the API as signed-in operators, each call once however often it is run."""

    help = (
        "Send a log of calls (.csv or .csv.gz) through POST /api/calls/ as signed-in operators. Every call has the "
        "same request id at each replay, so a second one adds nothing. To be run where the server's database is "
        "reached: the operators' accounts (replay-1 …) are made there. Exit code 1 if a call was refused or lost."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the log, how fast, by how many, and where to."""
        parser.add_argument("file", type=Path, help="columns call, reported_at, caller_phone, channel, category, …")
        parser.add_argument("--speed", type=float, default=0.0, help="times real time; 0 (default): as fast as it goes")
        parser.add_argument("--operators", type=int, default=8, help="how many side by side (default 8)")
        parser.add_argument("--url", default=_here(), help="where the server is (default %(default)s)")
        parser.add_argument("--patience", type=float, default=120.0, help="seconds to wait for a server that is away")
        parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")

    def handle(self, *, file: Path, operators: int, url: str, verbosity: int, **options: Any) -> None:
        """Read, send, count.

        :raises CommandError: a bad log, or a server that does not take these operators' calls; nothing was sent then
        """
        if not 1 <= operators <= _MOST_OPERATORS or not options["speed"] >= 0:
            raise CommandError(_("From 1 to %(most)s operators, and a speed of 0 or more.") % {"most": _MOST_OPERATORS})
        calls = self._read(file)
        tokens = [_token_of(f"replay-{number}") for number in range(1, operators + 1)]
        try:
            check_welcome(url, tokens[0])
        except Unwelcome as unwelcome:
            raise CommandError(str(unwelcome)) from unwelcome
        replay = Replay(calls, url=url, tokens=tokens, pace=Pace(options["speed"], options["patience"]))
        with progress_bar(_("Calls"), len(calls), shown=verbosity > 0) as advance:
            took = replay.run(advance)
        if replay.unwelcome:
            raise CommandError(replay.unwelcome)
        figures = replay.tally.as_json(took=took)
        self.stdout.write(json.dumps(figures) if options["json"] else "\n".join(table_lines(figures)))
        if replay.interrupted:
            sys.exit(130)
        if figures["refused"] or figures["lost"] or figures["not_sent"]:
            sys.exit(1)

    def _read(self, file: Path) -> list[LoggedCall]:
        try:
            return read_call_log(file, channels=Channel.values, categories=Category.values)
        except BadCallLog as bad:
            lines = bad.problems[:_PROBLEMS_SHOWN]
            if (more := len(bad.problems) - len(lines)) > 0:
                lines.append(_("… and %(more)s more") % {"more": more})
            raise CommandError("\n".join([*lines, _("Nothing was sent.")])) from bad


def _here() -> str:
    """Where the server on this machine is: at PORT, else where the system of this data folder runs."""
    running = read_notes(data_folder(os.environ)).get("ADDRESS", "http://127.0.0.1:8000")
    return f"http://127.0.0.1:{os.environ['PORT']}" if os.environ.get("PORT") else running


def _token_of(username: str) -> str:
    """The token of an operator made for replays: nobody can sign in as them, and they may file the past."""
    unusable = make_password(None)
    user, _made = User.objects.get_or_create(
        username=username, defaults={"role": Role.OPERATOR, "may_backdate": True, "password": unusable}
    )
    if user.has_usable_password() or user.role != Role.OPERATOR or not (user.may_backdate and user.is_active):
        raise CommandError(_("The account %(name)s exists and is not one made for replays.") % {"name": username})
    token, _made = Token.objects.get_or_create(user=user)
    return str(token.key)
