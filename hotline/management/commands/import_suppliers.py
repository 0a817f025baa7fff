"""``manage.py import_suppliers``: the other heating suppliers of the city, and what they serve."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from hotline.suppliers.importing import MOST_BYTES, UnreadableSuppliers, import_suppliers


class Command(BaseCommand):
    """Load suppliers from a table, one line for each area they serve."""

    help = (
        "Load other heating suppliers from a CSV file with the columns supplier_zh, supplier_en, phone, address, "
        "hours, note, kind, area. All or nothing; loading the same file again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        """Read, check, write, and say what has changed.

        :raises CommandError: the file has problems; every one is named, up to twenty
        """
        try:
            with file.open("rb") as raw:
                content = raw.read(MOST_BYTES + 1)
        except OSError as trouble:
            why = {"file": file, "trouble": trouble.strerror}
            raise CommandError(_("%(file)s cannot be read: %(trouble)s.") % why) from None
        try:
            imported = import_suppliers(content)
        except UnreadableSuppliers as unreadable:
            raise CommandError(_("Nothing was imported.") + "\n" + "\n".join(unreadable.problems)) from None
        self.stdout.write(imported.in_words())
