"""``manage.py score_messages``: how well the rules read messages somebody labelled by hand."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from hotline.proposals.scoring import NotLabelled, as_markdown, score_file
from workorders.default_rules import TRIAGE


class Command(BaseCommand):
    """File every message of a labelled CSV file with the shipped rules and print the hits as Markdown."""

    help = "File every message of a labelled CSV file with the shipped rules and print the hits as Markdown."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file: columns id, text, label_ours, min_temp_c, vulnerable."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        """Print the tables of docs/triage.md.

        :raises CommandError: the file cannot be read, or has no such columns
        """
        try:
            scored = score_file(file, triage=TRIAGE)
        except NotLabelled as missing:
            raise CommandError(
                _("%(file)s has no column %(columns)s.") % {"file": file, "columns": missing}
            ) from missing
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(_("%(file)s cannot be read: %(error)s") % {"file": file, "error": error}) from error
        for line in as_markdown(scored):
            self.stdout.write(line)
