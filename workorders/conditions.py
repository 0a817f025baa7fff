"""What a triage rule may ask of the facts: a closed vocabulary, each word with its kind and how it is tested.

A fact that is not known never meets a condition, with one exception that is named where it stands:
whoever does not know the day of the season is not in its first days.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heating_ops.weather.models import ColdWaveLevel

from .catalogue import Category, Danger, Extent

if TYPE_CHECKING:
    from .triage import Facts


class Kind(StrEnum):
    """What a condition compares with."""

    CODES = "codes"
    YES_NO = "yes_no"
    DEGREES = "degrees"
    HOURS = "hours"
    DAY = "day"
    COUNT = "count"


# The least and the most each kind of number may be.
LIMITS: Final[Mapping[Kind, tuple[float, float]]] = {
    Kind.DEGREES: (-40, 60),
    Kind.HOURS: (0, 720),
    Kind.DAY: (1, 300),
    Kind.COUNT: (1, 1000),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One word of the vocabulary: what people read, what it compares with, and the test itself.

    ``fact`` is the field of ``Facts`` it looks at; ``choices`` are the codes it may name.
    """

    label: str | Promise
    kind: Kind
    fact: str
    holds: Callable[[Facts, Any], bool]
    choices: type[models.TextChoices] | None = None


def _below(fact: str) -> Callable[[Facts, Any], bool]:
    def holds(facts: Facts, wanted: Any) -> bool:
        value = getattr(facts, fact)
        return value is not None and value < wanted

    return holds


def _at_least(fact: str) -> Callable[[Facts, Any], bool]:
    def holds(facts: Facts, wanted: Any) -> bool:
        value = getattr(facts, fact)
        return value is not None and value >= wanted

    return holds


CONDITIONS: Final[Mapping[str, Condition]] = {
    "category": Condition(
        _("Category"), Kind.CODES, "category", lambda facts, wanted: facts.category in wanted, Category
    ),
    "danger": Condition(
        _("Danger answered with yes"),
        Kind.CODES,
        "dangers",
        lambda facts, wanted: any(danger in wanted for danger in facts.dangers),
        Danger,
    ),
    "extent": Condition(_("Extent"), Kind.CODES, "extent", lambda facts, wanted: facts.extent in wanted, Extent),
    "key_site": Condition(
        _("At a key site"), Kind.YES_NO, "key_site", lambda facts, wanted: bool(facts.key_site) is wanted
    ),
    "vulnerable": Condition(
        _("Somebody vulnerable lives there"),
        Kind.YES_NO,
        "vulnerable_household",
        # Known from the contract, or said by the caller.
        lambda facts, wanted: (facts.vulnerable_household or Danger.VULNERABLE_PERSON in facts.dangers) is wanted,
    ),
    "controlled_area": Condition(
        _("In a controlled area"),
        Kind.YES_NO,
        "controlled_area",
        lambda facts, wanted: facts.controlled_area is wanted,
    ),
    "indoor_below_c": Condition(_("Indoors below"), Kind.DEGREES, "indoor_temp_c", _below("indoor_temp_c")),
    "outdoor_below_c": Condition(_("Outdoors below"), Kind.DEGREES, "outdoor_c", _below("outdoor_c")),
    "forecast_below_c": Condition(_("Forecast falls below"), Kind.DEGREES, "forecast_low_c", _below("forecast_low_c")),
    "cold_wave": Condition(
        _("Cold wave in force"), Kind.CODES, "cold_wave", lambda facts, wanted: facts.cold_wave in wanted, ColdWaveLevel
    ),
    "hours_without_heat_at_least": Condition(
        _("Without heat for at least"), Kind.HOURS, "hours_without_heat", _at_least("hours_without_heat")
    ),
    "season_day_from": Condition(
        _("From this day of the season"),
        Kind.DAY,
        "season_day",
        # Whoever does not know the day is not in the first days.
        lambda facts, wanted: facts.season_day is None or facts.season_day >= wanted,
    ),
    "season_day_to": Condition(
        _("Until this day of the season"),
        Kind.DAY,
        "season_day",
        lambda facts, wanted: facts.season_day is not None and facts.season_day <= wanted,
    ),
    "open_orders_near_at_least": Condition(
        _("Open orders of its kind near by, at least"),
        Kind.COUNT,
        "open_orders_near",
        _at_least("open_orders_near"),
    ),
}
