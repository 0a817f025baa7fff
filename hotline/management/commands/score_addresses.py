"""``manage.py score_addresses``: how well free-text addresses find their building, in many spellings."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from heating_ops.network.address_scoring import Tally, homes, score
from hotline.channels.standards import CLEAR_DISTANCE, SURE_SCORE, standard


class Command(BaseCommand):
    """Match addresses of the city in the database and print the rates as a table."""

    help = "Match generated free-text addresses of the city in the database and print the rates as Markdown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many flats are drawn."""
        parser.add_argument("--flats", type=int, default=200, help="how many flats, each in every spelling (200)")
        parser.add_argument("--seed", type=int, default=1, help="another number draws other flats (default 1)")

    def handle(self, *, flats: int, seed: int, **options: Any) -> None:
        """Print one row a spelling, and every address that would have been taken wrongly.

        :raises CommandError: the network has no flats in communities
        """
        drawn = homes(max(1, flats), seed=seed)
        if not drawn:
            raise CommandError(_("There is no network to call about: run seed_city or import_network first."))
        threshold, distance = standard(SURE_SCORE), standard(CLEAR_DISTANCE)
        self.stdout.write(f"{len(drawn)} × , ≥ {threshold}, + {distance}\n")
        self.stdout.write(
            "| spelling | right first | in five | taken | taken wrongly | p95 ms |\n|---|---|---|---|---|---|"
        )
        tallies = []
        for tally in score(drawn, threshold=threshold, distance=distance, seed=seed):
            tallies.append(tally)
            self.stdout.write(_row(tally))
        for line in [line for tally in tallies for line in tally.wrong][:20]:
            self.stdout.write(line)
        milliseconds = Tally("all", ours=True, milliseconds=[ms for tally in tallies for ms in tally.milliseconds])
        wrong = sum(tally.taken_wrongly for tally in tallies)
        self.stdout.write(f"\nall: taken wrongly {wrong}, p95 {milliseconds.p95_ms:.1f} ms")


def _row(tally: Tally) -> str:
    def rate(part: int) -> str:
        return f"{100 * part / tally.count:.1f} %" if tally.ours else "–"

    taken = f"{100 * tally.taken / tally.count:.1f} %"
    return (
        f"| {tally.name} | {rate(tally.first)} | {rate(tally.among_five)} | {taken} |"
        f" {tally.taken_wrongly} | {tally.p95_ms:.1f} |"
    )
