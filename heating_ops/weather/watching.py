"""What time alone changes: a cold wave draws near or is over, a declaration ends, forecasts grow old."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from heating_ops.journal.actor import Actor
from heating_ops.timers.jobs import claim

from .cold_waves.looking import look
from .default_rules import FORECAST_KEPT
from .models import Forecast
from .queries import standards

ACTOR: Final = Actor.system("weather")
_EVERY: Final = timedelta(minutes=5)


def watch() -> int:
    """Look at the levels every five minutes, and delete forecasts nobody needs any more every hour.

    :returns: 0: nothing is left to be done at once
    """
    now = timezone.now()
    with transaction.atomic():
        if claim("cold_waves", every=_EVERY, now=now):
            look(actor=ACTOR, now=now)
    with transaction.atomic():
        if claim("old_forecasts", every=timedelta(hours=1), now=now):
            kept = timedelta(days=standards()[FORECAST_KEPT])
            Forecast.objects.filter(hour__lt=now - kept).delete()
    return 0
