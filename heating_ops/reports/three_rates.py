"""The city line's three rates (12345 三率) of a day: as the API answers them, and as people read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from heating_ops.days import Day
from hotline.call_backs.models import CallBackRule
from hotline.call_backs.rates import NAMES, three_rates
from hotline.call_backs.rules import ANSWERED_WITHIN, RESOLVED, RESPONSE, SATISFIED, SHIPPED

_TARGETS: Final = {"response": RESPONSE, "resolved": RESOLVED, "satisfied": SATISFIED}


@dataclass(frozen=True, slots=True)
class Line:
    """One rate of one kind of call, with what it is made of; ``met`` is ``None`` where nothing could be counted."""

    name: str
    part: int
    whole: int
    percent: float | None
    target: int
    met: bool | None
    city_line: bool


def counted(day: Day, *, now: datetime, branch_ids: Sequence[int] | None) -> dict[str, Any]:
    """Count the rates of a day, with their targets and where those come from."""
    codes = [ANSWERED_WITHIN, *_TARGETS.values()]
    rows = {row.code: row for row in CallBackRule.objects.filter(code__in=codes)}
    shipped = {code: CallBackRule(code=code, value=value, source=source) for code, (value, source) in SHIPPED.items()}
    rules = [rows.get(code, shipped[code]) for code in codes]
    within = timedelta(minutes=rules[0].value)
    return {
        **three_rates(day.begins, day.ends, now=now, within=within, branch_ids=branch_ids),
        "standards": [
            {"code": row.code, "value": row.value, "source": row.source, "confirmed_locally": row.confirmed_locally}
            for row in rules
        ],
    }


def lines(report: Mapping[str, Any]) -> list[Line]:
    """The rates of the city line's tickets, then those of all calls."""
    rates = report["three_rates"]
    targets = {row["code"]: row["value"] for row in rates["standards"]}
    words = {"response": _("Response rate"), "resolved": _("Resolved rate"), "satisfied": _("Satisfied rate")}
    return [
        Line(
            name=words[name],
            part=rate["of"],
            whole=rate["all"],
            percent=rate["percent"],
            target=targets[_TARGETS[name]],
            met=None if rate["percent"] is None else rate["percent"] >= targets[_TARGETS[name]],
            city_line=kind == "city_line",
        )
        for kind in ("city_line", "all")
        for name in NAMES
        for rate in [rates[kind][name]]
    ]
