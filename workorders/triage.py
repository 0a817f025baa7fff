"""Triage: a pure function of facts and rules. No clock, no database.

Rules are data (``TriageRules``). Each names what must be true of the facts and
what it asks for; the strictest priority wins, and every rule that matched says
why. The decision keeps the facts it was made of and the version of the rules,
and every screen shows the stored decision, never a new one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

from .catalogue import Category, Handling, OrderType, Priority, Protection, Urgency
from .conditions import CONDITIONS


@dataclass(frozen=True, slots=True)
class Facts:
    """What triage may know.

    ``dangers`` are the codes of ``catalogue.Danger`` answered with yes; temperatures are in °C.
    ``open_orders_near`` counts open orders about the same kind of trouble near by, this one not among
    them; ``season_day`` counts from 1. ``None`` is not known, never nought.
    """

    category: str
    dangers: Sequence[str] = ()
    extent: str = ""
    key_site: str = ""
    indoor_temp_c: float | None = None
    vulnerable_household: bool = False
    controlled_area: bool = False
    outdoor_c: float | None = None
    forecast_low_c: float | None = None
    cold_wave: str = ""
    hours_without_heat: float | None = None
    season_day: int | None = None
    open_orders_near: int = 0

    @classmethod
    def from_stored(cls, inputs: Mapping[str, Any]) -> "Facts":
        """The facts a stored decision was made of; what an earlier version did not ask for is not known."""
        return cls(**{name: value for name, value in inputs.items() if name in _FACTS})


_FACTS: Final = frozenset(one.name for one in fields(Facts))


@dataclass(frozen=True, slots=True)
class Decision:
    """What triage says, and why. ``order_type`` is ``None`` when no field work follows.

    ``protection`` are the codes of ``catalogue.Protection`` that whoever goes must heed.
    """

    urgency: str
    priority: str
    handling: str
    order_type: str | None
    rule_version: str
    reasons: list[dict[str, str]]
    inputs: dict[str, Any]
    protection: list[str] = field(default_factory=list)

    def stored(self) -> dict[str, Any]:
        """The decision as it is kept with the order."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_stored(cls, kept: Mapping[str, Any]) -> "Decision":
        """A decision as it was kept, also by an earlier version."""
        return cls(**{name: kept[name] for name in cls.__slots__ if name in kept})


_ORDER_TYPES: Mapping[str, OrderType] = {
    Category.NO_HEAT: OrderType.NO_HEAT,
    Category.LOW_TEMPERATURE: OrderType.LOW_TEMPERATURE,
    Category.UNEVEN: OrderType.LOW_TEMPERATURE,
    Category.LEAK: OrderType.LEAK,
    Category.BURST: OrderType.LEAK,
    Category.NOISE: OrderType.NOISE,
    Category.STATION_FAULT: OrderType.STATION,
    Category.EQUIPMENT: OrderType.EQUIPMENT,
}
_STRICTEST_FIRST = [Priority.P1, Priority.P2, Priority.P3, Priority.P4]
HANDLING_STRICTEST_FIRST: Final = [
    Handling.INCIDENT_CANDIDATE,
    Handling.IMMEDIATE,
    Handling.VISIT,
    Handling.REMOTE_FIRST,
]


def decide(facts: Facts, rules: Mapping[str, Any]) -> Decision:
    """Decide urgency, priority, handling and protection from the facts.

    :param rules: ``{"version": str, "rules": [{"id", "when", "then", "reason", "source", "confirmed"}]}``
    :raises ValueError: no rule gave a priority: a rule set must end in one that always matches
    """
    matched = [rule for rule in rules["rules"] if matches(facts, rule["when"])]
    asked = [rule["then"] for rule in matched]
    priorities = [then["priority"] for then in asked if "priority" in then]
    if not priorities:
        raise ValueError(f"triage rules {rules['version']} have no rule for {facts}")
    priority = min(priorities, key=_STRICTEST_FIRST.index)
    urgent = any(then.get("urgent", False) for then in asked)
    handlings = [then["handling"] for then in asked if "handling" in then]
    order_type = _ORDER_TYPES.get(facts.category)
    if order_type is None and priority == Priority.P1:
        # Whatever the caller called it: a danger is gone to.
        order_type = OrderType.LEAK
    return Decision(
        urgency=Urgency.URGENT if urgent else Urgency.NON_URGENT,
        priority=priority,
        handling=min(handlings or [Handling.VISIT], key=HANDLING_STRICTEST_FIRST.index),
        order_type=order_type,
        rule_version=rules["version"],
        reasons=[{"rule": rule["id"], **rule["reason"]} for rule in matched],
        inputs=asdict(facts),
        protection=_in_order(code for then in asked for code in then.get("protection", ())),
    )


def _in_order(codes: Iterable[str]) -> list[str]:
    """Each code once, in the order of the catalogue."""
    found = set(codes)
    return [code for code in Protection.values if code in found]


def matches(facts: Facts, when: Mapping[str, Any]) -> bool:
    """All named conditions hold. An unknown condition is an error, not a match."""
    return not any(True for _name in failing(facts, when))


def failing(facts: Facts, when: Mapping[str, Any]) -> Iterable[str]:
    """Name the conditions that do not hold, in their order.

    :raises ValueError: there is no such condition
    """
    for name, wanted in when.items():
        condition = CONDITIONS.get(name)
        if condition is None:
            raise ValueError(f"unknown condition {name!r} in the triage rules")
        if not condition.holds(facts, wanted):
            yield name


def is_stricter(one: str, other: str) -> bool:
    """Answer whether the first priority is stricter than the second."""
    return _STRICTEST_FIRST.index(Priority(one)) < _STRICTEST_FIRST.index(Priority(other))
