"""``manage.py receipt_secret``: the secret a gateway signs its delivery receipts with."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from heating_ops.notify.channels.models import Channel
from heating_ops.notify.channels.secrets import receipt_secret


class Command(BaseCommand):
    """Print the secret of a channel's receipts."""

    help = "Print the secret that a gateway signs its delivery receipts with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the channel's code."""
        parser.add_argument("code")

    def handle(self, *, code: str, **options: Any) -> None:
        """Print it.

        :raises CommandError: no channel has this code
        """
        if not Channel.objects.filter(code=code).exists():
            raise CommandError(_("There is no channel with the code %(code)s.") % {"code": code})
        self.stdout.write(receipt_secret(code))
