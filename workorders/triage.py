"""Triage: a pure function of facts and rules. No clock, no database.

Rules are data (``TriageRules``). Each names what must be true of the facts and
what it asks for; the strictest priority wins, and every rule that matched says
why. The decision keeps the facts it was made of and the version of the rules,
and every screen shows the stored decision, never a new one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .catalogue import Category, Handling, OrderType, Priority, Urgency


@dataclass(frozen=True, slots=True)
class Facts:
    """What triage may know.

    ``dangers`` are the codes of ``catalogue.Danger`` answered with yes;
    ``indoor_temp_c`` is what the caller's thermometer says, in °C.
    """

    category: str
    dangers: Sequence[str] = ()
    extent: str = ""
    key_site: str = ""
    indoor_temp_c: float | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What triage says, and why. ``order_type`` is ``None`` when no field work follows."""

    urgency: str
    priority: str
    handling: str
    order_type: str | None
    rule_version: str
    reasons: list[dict[str, str]]
    inputs: dict[str, Any]

    def stored(self) -> dict[str, Any]:
        """The decision as it is kept with the order."""
        return {name: getattr(self, name) for name in self.__slots__}


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
_HANDLING_STRICTEST_FIRST = [Handling.IMMEDIATE, Handling.VISIT, Handling.REMOTE_FIRST]


def decide(facts: Facts, rules: Mapping[str, Any]) -> Decision:
    """Decide urgency, priority and handling from the facts.

    :param rules: ``{"version": str, "rules": [{"id", "when", "then", "reason", "source", "confirmed"}]}``
    :raises ValueError: no rule matched: a rule set must end in a rule that always matches
    """
    matched = [rule for rule in rules["rules"] if _matches(facts, rule["when"])]
    if not matched:
        raise ValueError(f"triage rules {rules['version']} have no rule for {facts}")
    priority = min((rule["then"]["priority"] for rule in matched), key=_STRICTEST_FIRST.index)
    urgent = any(rule["then"].get("urgent", False) for rule in matched)
    asked = [rule["then"]["handling"] for rule in matched if "handling" in rule["then"]]
    handling = min(asked or [Handling.VISIT], key=_HANDLING_STRICTEST_FIRST.index)
    order_type = _ORDER_TYPES.get(facts.category)
    if order_type is None and priority == Priority.P1:
        # Whatever the caller called it: a danger is gone to.
        order_type = OrderType.LEAK
    return Decision(
        urgency=Urgency.URGENT if urgent else Urgency.NON_URGENT,
        priority=priority,
        handling=handling,
        order_type=order_type,
        rule_version=rules["version"],
        reasons=[{"rule": rule["id"], **rule["reason"]} for rule in matched],
        inputs=asdict(facts),
    )


def _matches(facts: Facts, when: Mapping[str, Any]) -> bool:
    """All named conditions hold. An unknown condition is an error, not a match."""
    for name, wanted in when.items():
        if name == "category":
            held = facts.category in wanted
        elif name == "danger":
            held = any(danger in wanted for danger in facts.dangers)
        elif name == "extent":
            held = facts.extent in wanted
        elif name == "key_site":
            held = bool(facts.key_site) is wanted
        elif name == "indoor_below_c":
            held = facts.indoor_temp_c is not None and facts.indoor_temp_c < wanted
        else:
            raise ValueError(f"unknown condition {name!r} in the triage rules")
        if not held:
            return False
    return True


def is_stricter(one: str, other: str) -> bool:
    """Answer whether the first priority is stricter than the second."""
    return _STRICTEST_FIRST.index(Priority(one)) < _STRICTEST_FIRST.index(Priority(other))
