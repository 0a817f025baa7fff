"""The table a replay ends with."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from heating_ops.management.columns import padded, width_of


def table_lines(figures: Mapping[str, Any]) -> Iterator[str]:
    """Write the figures of ``Tally.as_json`` for people, a line each."""
    groups = _groups()
    width = max(width_of(words) for group in groups for words in group.values())
    for group in groups:
        for name, words in group.items():
            yield f"{padded(words, width)}  {_number(figures[name]):>9}"
        yield ""
    yield from _reasons(_("Refused because"), figures["refusals"])
    yield from _reasons(_("Lost because"), figures["losses"])


def _groups() -> list[dict[str, str]]:
    return [
        {
            "sent": _("Sent"),
            "stored": _("  stored now (201)"),
            "already_there": _("  already there (200)"),
            "already_there_of_another_operator": _("  already there, from another operator"),
            "refused": _("  refused"),
            "lost": _("  lost, no answer"),
            "not_sent": _("Not sent"),
            "sent_again": _("Sent again after a lost answer"),
        },
        {
            "work_orders": _("Work orders opened"),
            "joined_order": _("Joined an open work order"),
            "joined_incident": _("Joined an incident"),
            "answered": _("Answered, nobody has to go"),
            "not_ours": _("Not our customer"),
        },
        {"urgent": _("Urgent"), "non_urgent": _("Non-urgent")},
        {
            "place_exact": _("Place found"),
            "place_ambiguous": _("Place fits several buildings"),
            "place_unmatched": _("Place not found"),
        },
        {
            "p50_ms": _("Answer time p50, ms"),
            "p95_ms": _("Answer time p95, ms"),
            "p99_ms": _("Answer time p99, ms"),
            "calls_per_second": _("Calls per second"),
            "seconds": _("Seconds"),
        },
    ]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,}"


def _reasons(heading: str, counts: Mapping[str, int]) -> Iterator[str]:
    if counts:
        yield heading
        for words, count in counts.items():
            yield f"  {count:>7,}  {words}"
        yield ""
