"""``manage.py seed_city``: an invented city to work in."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.demo import DEMO_SIGN_INS
from heating_ops.access.models import User
from heating_ops.crews.seeding import BranchToStaff, staff_city
from heating_ops.management.progress import progress_bar
from heating_ops.network.seeding.layout import FEWEST_HOUSEHOLDS, MOST_HOUSEHOLDS, plan_city
from heating_ops.network.seeding.writing import city_is_empty, write_city
from hotline.suppliers.seeding import seed_suppliers


class Command(BaseCommand):
    """Fill an empty system with an invented heating city, its crews and its sign-ins."""

    help = "Fill an empty system with an invented heating city: the same seed makes the same city."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the size, the seed and what to do when there is a city already."""
        parser.add_argument("--households", type=int, required=True, help="how many, from 500 to 2 100 000")
        parser.add_argument("--seed", type=int, default=1, help="another number draws another city (default 1)")
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing, instead of refusing, when there is one"
        )

    def handle(self, *, households: int, seed: int, if_empty: bool, **options: Any) -> None:
        """Seed the city in one transaction.

        :raises CommandError: an impossible size, or there is a network already
        """
        if not FEWEST_HOUSEHOLDS <= households <= MOST_HOUSEHOLDS:
            limits = {"fewest": f"{FEWEST_HOUSEHOLDS:,}", "most": f"{MOST_HOUSEHOLDS:,}"}
            raise CommandError(_("A city can have from %(fewest)s to %(most)s households.") % limits)
        if not city_is_empty():
            if if_empty:
                self.stdout.write(_("There is a network already; nothing was changed."))
                return
            raise CommandError(_("There is a network already. A demo city is made only in an empty system."))
        if taken := User.objects.filter(username__in=[one.username for one in DEMO_SIGN_INS]).first():
            raise CommandError(
                _("There is an account named %(name)s already; the demo city needs that name.")
                % {"name": taken.username}
            )
        began = time.monotonic()
        city = plan_city(households=households, seed=seed)
        shown = int(options["verbosity"]) > 0
        with transaction.atomic(), progress_bar(_("Households"), households, shown=shown) as advance:
            write_city(city, seed=seed, progress=advance)
            staffed = [BranchToStaff(b.id, b.code, b.households, b.latitude, b.longitude) for b in city.branches]
            staff_city(staffed, seed=seed, now=timezone.now())
            seed_suppliers()
        figures = {
            "households": f"{households:,}",
            "buildings": f"{len(city.buildings):,}",
            "communities": f"{len(city.communities):,}",
            "stations": f"{len(city.stations):,}",
            "branches": len(city.branches),
            "seconds": f"{time.monotonic() - began:.1f}",
        }
        self.stdout.write(
            _(
                "Seeded %(households)s households in %(buildings)s buildings, %(communities)s communities, "
                "%(stations)s stations and %(branches)s branches in %(seconds)s s."
            )
            % figures
        )
