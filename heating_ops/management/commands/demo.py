"""``manage.py demo``: play a few hours of a winter day in a city that has no calls yet."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from heating_ops.demo_day import play_day


class Command(BaseCommand):
    """Fill an empty demonstration city with calls, orders and one incident."""

    help = "Play a few hours of a winter day, through the real commands, in a city that has no calls yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Play, and say how many calls were taken."""
        taken = play_day(now=timezone.now())
        self.stdout.write(
            f"Played {taken} calls." if taken else "Nothing to play: the city has calls already, or nobody works in it."
        )
