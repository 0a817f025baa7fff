"""``manage.py new_epoch``: say that this database was restored from a backup."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from heating_ops.journal.epochs import begin_epoch


class Command(BaseCommand):
    """Begin a new history of the boards after a restore, so that every screen starts afresh."""

    help = (
        "Begin a new history of the boards. To be run after a restore, before the web processes start: "
        "screens then fetch their boards whole instead of following on from events that no longer exist."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Begin it and print its name."""
        epoch = begin_epoch()
        self.stdout.write(_("A new history begins: %(name)s") % {"name": epoch.name})
        self.stdout.write(_("Start the web processes now, or restart them if they run: they keep the name in memory."))
