"""Which level the thresholds propose. Pure functions of sizes and rules; a person sets the level."""

from collections.abc import Sequence
from dataclasses import dataclass

from .models import IncidentLevel, LevelRule

_GRAVEST_FIRST = [str(level) for level in IncidentLevel]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the thresholds say of a size; ``level`` is empty below all of them."""

    level: str
    confirmed_locally: bool


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """A level to choose, with the threshold that proposes it, if there is one."""

    level: str
    label: str
    rule: LevelRule | None


def propose(*, households: int, area_m2: int, rules: Sequence[LevelRule]) -> Proposal:
    """Answer the gravest level whose threshold of households or heated area is reached."""
    for rule in sorted(rules, key=lambda rule: _GRAVEST_FIRST.index(rule.level)):
        by_households = rule.households_from is not None and households >= rule.households_from
        by_area = rule.area_from_m2 is not None and area_m2 >= rule.area_from_m2
        if by_households or by_area:
            return Proposal(rule.level, rule.confirmed_locally)
    return Proposal("", all(rule.confirmed_locally for rule in rules))


def level_choices(rules: Sequence[LevelRule]) -> list[LevelChoice]:
    """List the levels with their thresholds, gravest first."""
    by_level = {rule.level: rule for rule in rules}
    return [LevelChoice(level, str(label), by_level.get(level)) for level, label in IncidentLevel.choices]
