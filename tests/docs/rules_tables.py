"""The tables of ``docs/rules.md``, drawn from what the product ships."""

from collections.abc import Sequence
from typing import Any

from heating_ops.crews.duty.defaults import RULES as ROSTER
from heating_ops.weather.default_rules import (
    COLD_WAVE_SOURCE,
    COLD_WAVES,
    POSTURE,
    POSTURE_SOURCE,
    SEASONS,
    STANDARDS,
)
from heating_ops.weather.models import ColdWaveLevel, SeasonMode, WeatherStandard
from incidents.default_levels import LEVELS
from incidents.default_levels import SOURCE as LEVEL_SOURCE
from workorders.catalogue import SuspendReason
from workorders.clock_rules.defaults import BEIJING, STRICT_STATUTE, Profile
from workorders.default_rules import COMMUNITY, ESCALATION, ESCALATION_SOURCE, PATIENCE, TRIAGE
from workorders.models import Step


def triage_table() -> str:
    """Every triage rule: when, then, why."""
    rows = [
        [
            f"`{rule['id']}`",
            _condition(rule["when"]),
            rule["then"].get("priority", ""),
            "yes" if rule["then"].get("urgent") else "",
            rule["then"].get("handling", "").replace("_", " "),
            ", ".join(code.replace("_", " ") for code in rule["then"].get("protection", ())),
            f"{rule['reason']['en']}<br>{rule['reason']['zh-hans']}",
            rule["source"],
            _yes(rule["confirmed"]),
        ]
        for rule in TRIAGE["rules"]
    ]
    head = [
        "Rule",
        "When",
        "Priority",
        "Urgent",
        "Handling",
        "Protection",
        "Reason shown",
        "Source",
        "Confirmed locally",
    ]
    return _table(head, rows)


def beijing_table() -> str:
    """Every clock of the profile in force: from when, how long at each priority."""
    return _clock_table(BEIJING)


def strict_statute_table() -> str:
    """The same of the stricter profile."""
    return _clock_table(STRICT_STATUTE)


def _clock_table(profile: Profile) -> str:
    anchors = {"logged": "registration", "dispatched": "dispatch", "done": "completion"}
    rows = [
        [
            f"{Step(row.step).label}, days {row.days[0]}–{row.days[1]} of the season"
            if row.days
            else Step(row.step).label,
            anchors[row.anchor],
            *(_length(each) for each in row.minutes),
            row.source,
            "no",
        ]
        for row in profile.rows
    ]
    return _table(["Step", "Counted from", "P1", "P2", "P3", "P4", "Source", "Confirmed locally"], rows)


def suspension_table() -> str:
    """Every reason to suspend: what stands still in each profile, and how long it may last."""
    names = {"contact": "first contact", "on_site": "on site", "restored": "restored", "escalate": "escalation"}
    rows = [
        [
            SuspendReason(one.reason).label,
            *(
                cell
                for stop in (one, strict)
                for cell in (", ".join(names[name] for name in stop.stops) or "nothing", _length(stop.longest))
            ),
            one.source,
            "no",
        ]
        for one, strict in zip(BEIJING.stops, STRICT_STATUTE.stops, strict=True)
    ]
    head = ["Reason", "`beijing`: stands still", "Reported after", "`strict_statute`: stands still", "Reported after"]
    return _table([*head, "Source", "Confirmed locally"], rows)


def escalation_table() -> str:
    """Every level and how long after the breach it is told."""
    rows = [
        [f"`{level}`", *(f"+{_length(each)}" if each is not None else "–" for each in minutes), ESCALATION_SOURCE, "no"]
        for level, minutes in ESCALATION
    ]
    return _table(["Level", "P1", "P2", "P3", "P4", "Source", "Confirmed locally"], rows)


def patience_table() -> str:
    """How long an escalated order may stay silent, and how often it comes back."""
    rows = [[priority, _length(minutes), repeats, source, "no"] for priority, minutes, repeats, source in PATIENCE]
    return _table(["Priority", "Silence", "Comes back at the most", "Source", "Confirmed locally"], rows)


def community_table() -> str:
    """How many reports of one community wake whom."""
    rows = [
        [
            f"`{kind}`",
            f"`{where}`",
            f"first {days} days" if days else "all season",
            reports,
            minutes,
            f"`{level}`",
            source,
            "no",
        ]
        for kind, where, days, reports, minutes, level, source in COMMUNITY
    ]
    head = ["Kind", "Where", "When", "Reports", "Within minutes", "Told", "Source", "Confirmed locally"]
    return _table(head, rows)


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


def weather_table() -> str:
    """Every number the weather is read by."""
    rows = [[WeatherStandard.Code(code).label, value, source, "no"] for code, value, source in STANDARDS]
    return _table(["Measure", "Value", "Source", "Confirmed locally"], rows)


def season_table() -> str:
    """The days of every kind of heating."""
    rows = [[SeasonMode(mode).label, first, last, source, "no"] for first, last, mode, source in SEASONS]
    return _table(["Season", "First day", "Last day", "Source", "Confirmed locally"], rows)


def cold_wave_table() -> str:
    """Every level and the fall it is reached by."""
    rows = [
        [ColdWaveLevel(level).label, f"{fall} °C", f"{hours} h", f"{low} °C", COLD_WAVE_SOURCE, "no"]
        for level, fall, hours, low in COLD_WAVES
    ]
    return _table(["Level", "Daily minimum falls by", "Within", "To at most", "Source", "Confirmed locally"], rows)


def posture_table() -> str:
    """What stands by at each level."""
    rows = [
        [ColdWaveLevel(level).label, f"{english}<br>{chinese}", POSTURE_SOURCE, "no"]
        for level, _place, chinese, english in POSTURE
    ]
    return _table(["Level", "Stand-by", "Source", "Confirmed locally"], rows)


def _condition(when: dict[str, Any]) -> str:
    words = {
        "indoor_below_c": "indoors below {} °C",
        "outdoor_below_c": "outdoors below {} °C",
        "forecast_below_c": "forecast below {} °C",
        "hours_without_heat_at_least": "{} h or longer without heat",
        "season_day_from": "from day {} of the season, or the day not known",
        "season_day_to": "until day {} of the season",
        "open_orders_near_at_least": "{} or more open orders of its kind near by",
        "key_site": "at a key site",
        "vulnerable": "somebody vulnerable",
        "controlled_area": "in a controlled area",
    }
    parts = []
    for name, wanted in when.items():
        if name in words:
            parts.append(words[name].format(wanted))
        else:
            parts.append(f"{name.replace('_', ' ')} {' or '.join(f'`{one}`' for one in wanted)}")
    return " and ".join(parts)


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
