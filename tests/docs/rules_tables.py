"""The tables of ``docs/rules.md``, drawn from what the product ships."""

from collections.abc import Sequence
from typing import Any

from heating_ops.crews.duty.defaults import RULES as ROSTER
from incidents.default_levels import LEVELS
from incidents.default_levels import SOURCE as LEVEL_SOURCE
from workorders.default_rules import CLOCKS, ESCALATION, ESCALATION_SOURCE, TRIAGE
from workorders.models import Step


def triage_table() -> str:
    """Every triage rule: when, then, why."""
    rows = [
        [
            f"`{rule['id']}`",
            _condition(rule["when"]),
            rule["then"]["priority"],
            "yes" if rule["then"].get("urgent") else "",
            rule["then"].get("handling", "").replace("_", " "),
            f"{rule['reason']['en']}<br>{rule['reason']['zh-hans']}",
            rule["source"],
            _yes(rule["confirmed"]),
        ]
        for rule in TRIAGE["rules"]
    ]
    head = ["Rule", "When", "Priority", "Urgent", "Handling", "Reason shown", "Source", "Confirmed locally"]
    return _table(head, rows)


def clock_table() -> str:
    """Every clock: from when, how long at each priority."""
    anchors = {"logged": "registration", "dispatched": "dispatch", "done": "completion"}
    rows = [
        [Step(step).label, anchors[anchor], *(_length(each) for each in minutes), source, "no"]
        for step, anchor, source, minutes in CLOCKS
    ]
    return _table(["Step", "Counted from", "P1", "P2", "P3", "P4", "Source", "Confirmed locally"], rows)


def escalation_table() -> str:
    """Every level and how long after the breach it is told."""
    rows = [
        [f"`{level}`", *(f"+{_length(each)}" if each is not None else "–" for each in minutes), ESCALATION_SOURCE, "no"]
        for level, minutes in ESCALATION
    ]
    return _table(["Level", "P1", "P2", "P3", "P4", "Source", "Confirmed locally"], rows)


def level_table() -> str:
    """Every incident level and the size it is proposed from."""
    rows = [
        [level, f"{households:,}", f"{area:,}" if area else "–", LEVEL_SOURCE, "no"]
        for level, households, area in LEVELS
    ]
    return _table(["Level", "Households from", "Heated area from, m²", "Source", "Confirmed locally"], rows)


def roster_table() -> str:
    """Every number of the duty roster."""
    rows = [[f"`{code}`", value, source, "no"] for code, value, source in ROSTER]
    return _table(["Number", "Value", "Source", "Confirmed locally"], rows)


def _condition(when: dict[str, Any]) -> str:
    words = []
    for name, wanted in when.items():
        if name == "indoor_below_c":
            words.append(f"indoors below {wanted} °C")
        elif name == "key_site":
            words.append("at a key site")
        else:
            words.append(f"{name} {' or '.join(f'`{one}`' for one in wanted)}")
    return " and ".join(words)


def _length(minutes: int) -> str:
    if minutes == 0:
        return "–"
    if minutes % 1440 == 0 and minutes > 1440:
        return f"{minutes // 1440} d"
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
