"""The rules in force, read from their tables and kept for half a minute per process."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

from heating_ops.weather.conditions import conditions, local_day

from .clock_rules.book import read_book
from .escalation.rule_models import CommunityRule, EscalationRule, PatienceRule, rank_of
from .models import TriageRules

T = TypeVar("T")
_KEPT_SECONDS = 30.0


class _Kept(Generic[T]):
    """A value read from the database at most every half minute, by whichever thread comes first."""

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._value: T | None = None
        self._until = 0.0

    def __call__(self) -> T:
        with self._lock:
            if self._value is None or time.monotonic() > self._until:
                self._value = self._read()
                self._until = time.monotonic() + _KEPT_SECONDS
            return self._value

    def forget(self) -> None:
        with self._lock:
            self._value = None


def _read_triage() -> Mapping[str, Any]:
    row = TriageRules.objects.filter(active=True).order_by("-id").first()
    if row is None:
        raise RuntimeError("no active triage rules; run migrate")
    return {"version": row.version, "rules": row.rules}


def _read_escalation() -> dict[str, list[EscalationRule]]:
    chains: dict[str, list[EscalationRule]] = {}
    for rule in sorted(EscalationRule.objects.all(), key=lambda rule: rank_of(rule.level)):
        chains.setdefault(rule.priority, []).append(rule)
    return chains


def _read_patience() -> dict[str, PatienceRule]:
    return {rule.priority: rule for rule in PatienceRule.objects.all()}


def _read_community() -> list[CommunityRule]:
    return list(CommunityRule.objects.all())


triage_rules = _Kept(_read_triage)
clock_book = _Kept(read_book)
_season_days: _Kept[dict[date, int | None]] = _Kept(dict)
escalation_chains = _Kept(_read_escalation)
patience = _Kept(_read_patience)
community_rules = _Kept(_read_community)


def forget() -> None:
    """Read the rules anew at the next use: after an edit, and between tests."""
    for kept in (triage_rules, clock_book, escalation_chains, _season_days, patience, community_rules):
        kept.forget()


def allowed(step: str, priority: str, *, now: datetime) -> timedelta | None:
    """Answer the time a step has at a priority; ``None`` when no clock runs for it.

    :param now: the moment its clock begins to count
    """
    book = clock_book()
    return book.allowed(step, priority, season_day(now) if book.knows_days(step, priority) else None)


def season_day(moment: datetime) -> int | None:
    """The day of the season a moment lies in, from 1; ``None`` while there is no heating."""
    known, day = _season_days(), local_day(moment)
    if day not in known:
        known[day] = conditions(moment).season_day
    return known[day]
