"""The profiles side by side, as the page and the API show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..catalogue import Priority
from .models import ClockProfile, ClockRule, Step, SuspensionRule, WarnShare


@dataclass(frozen=True, slots=True)
class Cell:
    """One number; ``differs`` from the profile in force."""

    rule: ClockRule
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One step of a profile, perhaps for some days of the season only: a number for each priority."""

    step: Step
    days: tuple[int, int] | None
    anchor: str
    cells: Sequence[Cell | None]
    sources: Sequence[str]
    confirmed: int

    @property
    def whole(self) -> int:
        """How many numbers the row has."""
        return sum(cell is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Shown:
    """A profile with everything that belongs to it."""

    profile: ClockProfile
    rows: Sequence[Row]
    warnings: Sequence[WarnShare]
    suspensions: Sequence[SuspensionRule]


def profiles_shown() -> list[Shown]:
    """Read every profile, the one in force first; four queries."""
    profiles = list(ClockProfile.objects.order_by("-active", "name"))
    rules, shares, stops = (
        _by_profile(model.objects.order_by("pk")) for model in (ClockRule, WarnShare, SuspensionRule)
    )
    in_force = {_key(rule): rule.minutes for rule in rules.get(profiles[0].pk, ())}
    return [
        Shown(one, _rows(rules.get(one.pk, ()), in_force), shares.get(one.pk, ()), stops.get(one.pk, ()))
        for one in profiles
    ]


def told(shown: Sequence[Shown]) -> list[dict[str, Any]]:
    """The profiles as the API tells them."""
    return [
        {
            "name": one.profile.name,
            "title_en": one.profile.title_en,
            "title_zh_hans": one.profile.title_zh_hans,
            "in_force": one.profile.active,
            "source": one.profile.source,
            "rules": [_told(cell.rule) for row in one.rows for cell in row.cells if cell is not None],
            "warnings": [
                {"percent": share.percent, "tells": share.tells, **_standing(share)} for share in one.warnings
            ],
            "suspensions": [
                {"reason": rule.reason, "stops": rule.stops, "longest_minutes": rule.longest_minutes, **_standing(rule)}
                for rule in one.suspensions
            ],
        }
        for one in shown
    ]


def _told(rule: ClockRule) -> dict[str, Any]:
    names = ("id", "step", "priority", "anchor", "season_day_from", "season_day_to", "minutes")
    return {name: getattr(rule, name) for name in names} | _standing(rule)


def _standing(row: ClockRule | WarnShare | SuspensionRule) -> dict[str, Any]:
    return {"source": row.source, "confirmed_locally": row.confirmed_locally}


def _by_profile(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.profile_id, []).append(row)
    return found


def _key(rule: ClockRule) -> tuple[str, str, int | None]:
    return rule.step, rule.priority, rule.season_day_from


def _rows(rules: Sequence[ClockRule], in_force: dict[tuple[str, str, int | None], int]) -> list[Row]:
    """Steps in the order they happen; a row for some days stands below the one for all of them."""
    steps: dict[tuple[str, int | None], dict[str, ClockRule]] = {}
    for rule in rules:
        steps.setdefault((rule.step, rule.season_day_from), {})[rule.priority] = rule
    rows = []
    for step in Step:
        for (name, first), found in sorted(steps.items(), key=lambda item: item[0][1] or 0):
            if name != step:
                continue
            one = next(iter(found.values()))
            cells = [
                Cell(found[priority], in_force.get(_key(found[priority])) != found[priority].minutes)
                if priority in found
                else None
                for priority in Priority.values
            ]
            days = (first, one.season_day_to) if first is not None and one.season_day_to is not None else None
            confirmed = sum(rule.confirmed_locally for rule in found.values())
            sources = list(dict.fromkeys(rule.source for rule in found.values()))
            rows.append(Row(step, days, one.get_anchor_display(), cells, sources, confirmed))
    return rows
