"""The cards of community alarms. Made here and nowhere else."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from .models import CommunityAlarm

Card = dict[str, Any]


def _cards(alarms: QuerySet[CommunityAlarm]) -> list[Card]:
    return [
        {
            "type": "community_alarm",
            "id": alarm.pk,
            "version": alarm.version,
            "open": alarm.ended_at is None,
            "kind": alarm.kind,
            "where": alarm.where,
            "place": {
                "label": alarm.name,
                "branch": alarm.board_slug if alarm.branch_id else None,
                "branch_name": alarm.branch.name if alarm.branch else "",
            },
            "reports": alarm.reports,
            "minutes": alarm.minutes,
            "told": alarm.rank,
            "raised_at": alarm.raised_at,
            "acknowledged_at": alarm.acknowledged_at,
        }
        for alarm in alarms.select_related("community", "building", "branch")
    ]


def cards_of(ids: Sequence[int]) -> dict[int, Card]:
    """Read the cards of these alarms, open or not."""
    return {card["id"]: card for card in _cards(CommunityAlarm.objects.filter(pk__in=ids))}


def open_cards_on(slugs: Sequence[str]) -> list[Card]:
    """Read the cards of open alarms on these boards."""
    branches = [int(slug.removeprefix("branch-")) for slug in slugs if slug.startswith("branch-")]
    here = Q(branch_id__in=branches)
    if "group" in slugs:
        here |= Q(branch__isnull=True)
    return _cards(CommunityAlarm.objects.filter(here, ended_at__isnull=True))
