"""The numbers of one profile, read whole, to be asked without the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from .models import ClockProfile, ClockRule, SuspensionRule, WarnShare


@dataclass(frozen=True, slots=True)
class Book:
    """A profile's numbers; who asks keeps it, as rules are kept, for half a minute."""

    profile: str
    clocks: Mapping[tuple[str, str], tuple[ClockRule, ...]]
    # Percent of a clock's time → whether who has the order is told.
    warnings: Mapping[int, bool]
    suspensions: Mapping[str, SuspensionRule]

    def knows_days(self, step: str, priority: str) -> bool:
        """Answer whether the day of the season matters for this clock."""
        return len(self.clocks.get((step, priority), ())) > 1

    def allowed(self, step: str, priority: str, season_day: int | None = None) -> timedelta | None:
        """Answer the time a step has at a priority; ``None`` when no clock runs for it.

        :param season_day: the day of the season on which its clock begins, from 1
        """
        for rule in self.clocks.get((step, priority), ()):
            if rule.holds_on(season_day):
                return timedelta(minutes=rule.minutes) if rule.minutes else None
        return None


def read_book(profile: ClockProfile | None = None) -> Book:
    """Read a profile's numbers; the one in force, if none is given."""
    whose = {"profile": profile} if profile is not None else {"profile__active": True}
    found = ClockRule.objects.filter(**whose).select_related("profile")
    clocks: dict[tuple[str, str], tuple[ClockRule, ...]] = {}
    # A rule for some days goes before the one for all of them.
    for rule in sorted(found, key=lambda rule: rule.season_day_from is None):
        clocks[rule.step, rule.priority] = (*clocks.get((rule.step, rule.priority), ()), rule)
    if not clocks:
        raise RuntimeError("no clock profile in force; run migrate")
    return Book(
        profile=next(iter(found)).profile.name,
        clocks=clocks,
        warnings=dict(WarnShare.objects.filter(**whose).order_by("percent").values_list("percent", "tells")),
        suspensions={rule.reason: rule for rule in SuspensionRule.objects.filter(**whose)},
    )
