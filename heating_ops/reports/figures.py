"""The report as people read it: named figures in sections. The page and the file are both made of these."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from heating_ops.ui.wording import word_for

from .daily import STAGES

Report = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole: its name, how many, and how much of the whole, in percent."""

    name: str
    count: int
    percent: float
    code: str = ""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole and its parts."""

    title: str
    total: int
    shares: list[Share]


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with its numerator and denominator; ``met`` says whether it reaches the target."""

    name: str
    part: int
    whole: int
    percent: float | None
    met: bool | None
    notes: list[str] = field(default_factory=list)


def breakdowns(report: Report) -> list[Breakdown]:
    """Calls by channel, category, outcome and urgency."""
    calls = report["calls"]
    return [
        _breakdown(title, kind, calls[f"by_{name}"], calls["total"])
        for title, kind, name in (
            (_("Calls by category"), "category", "category"),
            (_("Calls by what became of them"), "call_outcome", "outcome"),
            (_("Calls by channel"), "channel", "channel"),
            (_("Calls by urgency"), "urgency", "urgency"),
        )
    ]


def _breakdown(title: str, kind: str, counts: Mapping[str, int], total: int) -> Breakdown:
    shares = [
        Share(word_for(kind, code), count, round(100 * count / total, 1) if total else 0.0, code)
        for code, count in counts.items()
    ]
    return Breakdown(title, total, shares)


def supplier_rows(report: Report) -> list[dict[str, Any]]:
    """Calls that were another supplier's, by supplier; the last row is the sum. Empty when there were none."""
    whole = report["not_ours"]
    if not whole["total"]:
        return []
    chinese = (get_language() or "").startswith("zh")
    rows = [
        {
            "name": (row["name_zh_hans"] if chinese else row["name_en"]) or _("No supplier named"),
            "calls": row["calls"],
            "told": row["told"],
        }
        for row in whole["by_supplier"]
    ]
    return [*rows, {"name": "", "calls": whole["total"], "told": whole["told"]}]


def stage_word(stage: str) -> str:
    """The word for how far an order is."""
    words = {
        "waiting": pgettext("stage", "To dispatch"),
        "in_the_field": pgettext("stage", "With a crew"),
        "suspended": pgettext("stage", "Suspended"),
        "to_call_back": pgettext("stage", "To call back"),
        "closed": pgettext("stage", "Closed"),
        "merged": pgettext("stage", "Merged"),
        "cancelled": pgettext("stage", "Cancelled"),
    }
    return words[stage]


def stage_table(report: Report) -> list[dict[str, Any]]:
    """Orders by priority (rows) and stage (columns), with the sums; the last row is the whole."""
    orders = report["work_orders"]
    rows = [
        {"priority": priority, "cells": [cells[stage] for stage in STAGES], "total": sum(cells.values())}
        for priority, cells in orders["by_priority_and_stage"].items()
    ]
    whole = {"priority": "", "cells": [orders[stage] for stage in STAGES], "total": orders["total"]}
    return [*rows, whole]


def rates(report: Report) -> list[Rate]:
    """The rates of the service, each with what it is made of."""
    orders = report["work_orders"]
    measures = {row["code"]: row["value"] for row in report["standards"]}
    target = measures["target_percent"]
    timely, warm, called = (orders[name] for name in ("repair_timeliness", "room_temperature_pass", "call_back_rate"))
    notes = {
        "running": _("%(count)s still have time") % {"count": orders["running"]},
        "void": _("%(count)s merged or cancelled") % {"count": orders["void"]},
        "not_reached": _("%(count)s tried without an answer") % {"count": orders["not_reached"]},
    }
    said = {name: text for name, text in notes.items() if orders[name]}
    net = orders["repair_timeliness_net"]
    if net != timely and net["percent"] is not None:
        said["net"] = _("%(percent)s %% without the time they were suspended") % {"percent": net["percent"]}
    hours = {"hours": _plain(measures["handled_within_hours"])}
    degrees = {"degrees": _plain(measures["room_temperature_c"])}
    return [
        _rate(_("Handled within %(hours)s h") % hours, timely, target, _of(said, "net", "running", "void")),
        _rate(_("Rooms at %(degrees)s °C or more") % degrees, warm, target, []),
        _rate(_("Called back"), called, target, _of(said, "not_reached")),
        # What can be helped by telephone depends on what people call about: there is nothing to aim at.
        _rate(_("Guided and solved by telephone"), orders["telephone_rate"], None, []),
    ]


def _of(said: Mapping[str, str], *names: str) -> list[str]:
    return [said[name] for name in names if name in said]


def _rate(name: str, rate: Mapping[str, Any], target: float | None, notes: Iterable[str]) -> Rate:
    met = None if rate["percent"] is None or target is None else rate["percent"] >= target
    return Rate(name, rate["of"], rate["all"], rate["percent"], met, list(notes))


def _plain(value: Any) -> str:
    """A measure without zeros behind the point."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else str(value)
