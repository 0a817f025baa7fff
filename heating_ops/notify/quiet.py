"""Quiet hours: what is not urgent waits until they end."""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta

from django.utils import timezone

from .inbox.models import Wish
from .standards import QUIET_FROM, QUIET_UNTIL


def ends_of_quiet(users: Collection[int], *, house: Mapping[str, int], now: datetime) -> dict[int, datetime]:
    """Of those who have quiet hours now: when they end. A person's own hours go before the house's."""
    own = {
        wish.user_id: (wish.quiet_from, wish.quiet_until)
        for wish in Wish.objects.filter(user__in=users, quiet_from__isnull=False)
    }
    usual = (time(house[QUIET_FROM] % 24), time(house[QUIET_UNTIL] % 24))
    ends = {}
    for user in users:
        begin, end = own.get(user, usual)
        if begin is not None and end is not None and (until := _end(begin, end, now)) is not None:
            ends[user] = until
    return ends


def _end(begin: time, end: time, now: datetime) -> datetime | None:
    """The end of the hours ``now`` lies in; hours that begin and end together are none."""
    here = timezone.localtime(now)
    moment = here.time()
    over_midnight = begin > end
    inside = (moment >= begin or moment < end) if over_midnight else begin <= moment < end
    if not inside:
        return None
    day = here.date() + timedelta(days=1 if over_midnight and moment >= begin else 0)
    return datetime.combine(day, end, tzinfo=here.tzinfo)
