"""The daily report as a file a spreadsheet opens: the same numbers as the page, one figure a line."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heating_ops.csv_text import csv_bytes
from heating_ops.ui.wording import word_for

from . import three_rates
from .daily import STAGES
from .figures import Report, breakdowns, rates, stage_table, stage_word, supplier_rows

Line = tuple[Any, ...]


def csv_of(report: Report) -> bytes:
    """Write the report as a file."""
    return csv_bytes([[_("Section"), _("Figure"), _("Number"), _("Of"), _("Percent")], *_lines(report)])


def _lines(report: Report) -> Iterator[Line]:
    yield _("Day"), report["date"].isoformat(), "", "", ""
    yield _("Day"), report["time_zone"], "", "", ""
    yield from _weather_lines(report)
    yield from _duty_lines(report)
    yield _("Calls"), _("Total"), report["calls"]["total"], "", ""
    for breakdown in breakdowns(report):
        for share in breakdown.shares:
            yield breakdown.title, share.name, share.count, breakdown.total, share.percent
    for hour in report["by_hour"]:
        again = _("again")
        name = f"{hour['hour']:02d}:00" + (f" ({again})" if hour["again"] else "")
        yield _("Calls by hour"), name, hour["calls"], report["calls"]["total"], ""
    yield from _order_lines(report)
    yield from _branch_lines(report)
    for row in supplier_rows(report):
        name = row["name"] or _("Sum")
        yield _("Not our customers"), name, row["calls"], report["calls"]["total"], ""
        yield _("Not our customers, told whom to call"), name, row["told"], row["calls"], ""
    for incident in report["incidents"]:
        name = f"{incident['number']} {incident['title']}"
        yield _("Incidents declared"), name, incident["households"], "", word_for("level", incident["level"])


def _weather_lines(report: Report) -> Iterator[Line]:
    section, seen = _("Outside"), report["weather"]
    for name, value in ((_("Mean, °C"), seen["mean_c"]), (_("Lowest, °C"), seen["low_c"])):
        yield section, name, "" if value is None else value, seen["hours"], ""


def _duty_lines(report: Report) -> Iterator[Line]:
    section = pgettext("report", "On duty")
    for row in report["duty"]:
        name = row["name"] or _("Group")
        for word, people in ((_("Leader on duty"), row["leaders"]), (_("Dispatch on duty"), row["dispatch"])):
            for one in people:
                yield section, f"{name}: {word}", one["name"], _span(one), ""
        for gap in row["gaps"]:
            yield section, f"{name}: {_('Nobody on duty')}", word_for("duty_level", gap["level"]), _span(gap), ""


def _span(hours: dict[str, Any]) -> str:
    return f"{hours['from']:%m-%d %H:%M}–{hours['until']:%m-%d %H:%M}"


def _order_lines(report: Report) -> Iterator[Line]:
    orders = report["work_orders"]
    section, total = _("Work orders"), orders["total"]
    yield section, _("Total"), total, "", ""
    for code, name in (
        ("urgent", word_for("urgency", "urgent")),
        ("non_urgent", word_for("urgency", "non_urgent")),
        ("escalated", _("Escalated")),
        ("supervised", _("Supervised")),
        ("supervised_in_time", _("Supervised, done in time")),
        ("chased", _("Chased")),
        ("overridden", _("Graded otherwise than triage")),
        ("overridden_up", _("Graded higher than triage")),
        ("overridden_down", _("Graded lower than triage")),
        ("returned", _("Returned")),
        ("missed_a_deadline", _("Missed a deadline")),
        ("in_incidents", _("Part of an incident")),
    ):
        yield section, name, orders[code], total, ""
    for rate in rates(report):
        yield _("Rates"), rate.name, rate.part, rate.whole, "" if rate.percent is None else rate.percent
    for line in three_rates.lines(report):
        section_of = _("Rates of 12345") if line.city_line else _("Rates of all calls")
        yield section_of, line.name, line.part, line.whole, "" if line.percent is None else line.percent
    for row in stage_table(report):
        for stage, count in zip(STAGES, row["cells"], strict=True):
            yield (
                _("Orders by priority and stage"),
                f"{row['priority'] or _('All')} {stage_word(stage)}",
                count,
                total,
                "",
            )


def _branch_lines(report: Report) -> Iterator[Line]:
    for row in report["by_branch"]:
        name = row["name"] or _("No branch")
        for code, word in branch_columns():
            yield _("By branch"), f"{name}: {word}", row[code], "", ""


def branch_columns() -> list[tuple[str, str]]:
    """The columns of the table by branch."""
    return [
        ("calls", _("Calls")),
        ("orders", _("Orders")),
        ("urgent", word_for("urgency", "urgent")),
        ("done", _("Done")),
        ("in_time", _("In time")),
        ("closed", _("Closed")),
        ("escalated", _("Escalated")),
        ("returned", _("Returned")),
    ]
