"""``manage.py check_journal``: prove that nothing that happened was changed, and that it tells what is."""

import sys
from dataclasses import dataclass
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from heating_ops.journal import anchors
from heating_ops.journal.chain import BoardHead, Break, ChainWalk, board_heads, still_picture
from heating_ops.journal.replay import differences, last_told
from heating_ops.management.columns import padded, width_of
from heating_ops.management.progress import progress_bar

_SHOWN = 5


@dataclass(slots=True)
class _Verdict:
    """What was found on one board."""

    head: BoardHead
    broken: Break | None
    differences: list[str]

    @property
    def sound(self) -> bool:
        return self.broken is None and not self.differences


class Command(BaseCommand):
    """Check every board's chain of events, and that replaying them gives what the boards show."""

    help = (
        "Check every board's chain of events row by row, and that playing them from zero gives what the boards show. "
        "Works on one snapshot while the system runs. Exit code 1 if anything is wrong; -v 2 shows every board."
    )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        """Check and print; exits with 1 if anything is wrong."""
        with still_picture():
            heads = board_heads()
            with progress_bar(_("Events"), sum(head.seq for head in heads), shown=verbosity > 0) as advance:
                verdicts = [self._check(head, advance, verbosity) for head in heads]
            lost = anchors.missing()
        self._print_summary(verdicts, lost)
        if lost or not all(verdict.sound for verdict in verdicts):
            sys.exit(1)

    def _check(self, head: BoardHead, advance: Any, verbosity: int) -> _Verdict:
        walk = ChainWalk(head)
        for rows in walk.steps():
            advance(rows)
        verdict = _Verdict(head, walk.found, differences(head.slug, told=last_told(head.slug)))
        if verbosity > 1:
            state = _("sound") if verdict.sound else _("BROKEN")
            self.stdout.write(f"{head.slug:<16} {head.seq:>9}  {head.hash[:12]:<12}  {state}")
        return verdict

    def _print_summary(self, verdicts: list[_Verdict], lost: list[str]) -> None:
        broken = [verdict.broken for verdict in verdicts if verdict.broken]
        astray = [verdict for verdict in verdicts if verdict.differences]
        lines = [
            (_("Boards"), len(verdicts)),
            (_("Events"), sum(verdict.head.seq for verdict in verdicts)),
            (_("Boards whose chain is broken"), len(broken)),
            (_("Boards that replay to something else than they show"), len(astray)),
            (_("Heads written outside the database that it does not hold"), len(lost)),
        ]
        width = max(width_of(words) for words, _figure in lines)
        for words, figure in lines:
            self.stdout.write(f"{padded(words, width)}  {figure:>9,}")
        for one in broken:
            self.stderr.write(self.style.ERROR(f"{one.board}: {one.why}"))
        for verdict in astray:
            self._print_first([f"{verdict.head.slug}: {line}" for line in verdict.differences])
        self._print_first(lost)
        if not broken and not astray and not lost:
            self.stdout.write(self.style.SUCCESS(_("The journal is whole, unchanged, and tells what is.")))

    def _print_first(self, lines: list[str]) -> None:
        for line in lines[:_SHOWN]:
            self.stderr.write(self.style.ERROR(line))
        if (more := len(lines) - _SHOWN) > 0:
            self.stderr.write(self.style.ERROR(_("… and %(more)s more") % {"more": more}))
