"""``manage.py import_network``: a utility's own network, from a list of addresses."""

import time
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Avg
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.crews.models import Crew
from heating_ops.crews.seeding import BranchToStaff, staff_branches
from heating_ops.management.progress import progress_bar
from heating_ops.network.importing import import_network
from heating_ops.network.models import Branch, Station
from heating_ops.network.network_file import UnreadableNetwork, read_addresses


class Command(BaseCommand):
    """Load a network from a table with the columns branch, station, latitude, longitude, street, building, flats."""

    help = (
        "Load a network from a CSV file, plain or gzip, with the columns branch, station, latitude, longitude, "
        "street, building, flats. All or nothing; loading the same file again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and how many demonstration crews its branches need."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--with-crews",
            type=int,
            default=0,
            metavar="N",
            help="give every branch of the file that has no crews N invented ones, with people on duty and sign-ins",
        )

    def handle(self, *, file: Path, with_crews: int, **options: Any) -> None:
        """Read, check, write, and say what has changed.

        :raises CommandError: the file has problems; every one is named, up to twenty
        """
        if not 0 <= with_crews <= 99:
            raise CommandError(_("A branch can be given from 0 to 99 crews."))
        began = time.monotonic()
        size = file.stat().st_size if file.is_file() else None
        try:
            with progress_bar(_("Reading"), size, shown=int(options["verbosity"]) > 0) as advance:
                addresses = read_addresses(file, advance)
        except UnreadableNetwork as unreadable:
            problems = "\n".join(unreadable.problems)
            raise CommandError(_("Nothing was imported.") + "\n" + problems) from None
        with transaction.atomic():
            imported = import_network(addresses)
            staffed = self._staff(imported.branches, with_crews) if with_crews else 0
        figures = {
            "new": f"{imported.new:,}",
            "changed": f"{imported.changed:,}",
            "unchanged": f"{imported.unchanged:,}",
            "stations": f"{imported.stations:,}",
            "branches": len(imported.branches),
            "seconds": f"{time.monotonic() - began:.1f}",
        }
        self.stdout.write(
            _(
                "%(new)s new, %(changed)s changed, %(unchanged)s unchanged addresses "
                "of %(stations)s stations in %(branches)s branches; %(seconds)s s."
            )
            % figures
        )
        if with_crews:
            self.stdout.write(_("%(count)s branches were given crews.") % {"count": staffed})

    def _staff(self, branches: Iterable[Branch], crews_each: int) -> int:
        """Give crews to the branches that have none; answer how many those were."""
        needy = [branch for branch in branches if not Crew.objects.filter(branch=branch).exists()]
        places = [self._middle_of(branch) for branch in needy]
        staff_branches(places, crews_each=crews_each, seed=1, now=timezone.now())
        return len(needy)

    def _middle_of(self, branch: Branch) -> BranchToStaff:
        middle = Station.objects.filter(branch=branch).aggregate(latitude=Avg("latitude"), longitude=Avg("longitude"))
        return BranchToStaff(branch.pk, branch.code, 0, middle["latitude"], middle["longitude"])
