"""``manage.py intake_secret``: the secret a source of tickets signs with."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from hotline.channels.models import IntakeSource
from hotline.channels.secrets import secret_of


class Command(BaseCommand):
    """Print the secret of a source; ``--new`` ends the old one first."""

    help = "Print the secret that a source of tickets signs with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the source's code."""
        parser.add_argument("code")
        parser.add_argument("--new", action="store_true", help="make a new secret; the old one ends at once")

    def handle(self, *, code: str, new: bool, **options: Any) -> None:
        """Print it.

        :raises CommandError: no source has this code
        """
        source = IntakeSource.objects.filter(code=code).first()
        if source is None:
            raise CommandError(_("There is no source of tickets with the code %(code)s.") % {"code": code})
        if new:
            source.secret_generation += 1
            source.save(update_fields=["secret_generation"])
        self.stdout.write(secret_of(source))
