"""Gathering the facts triage decides on: what the caller says, and what the house knows beside it.

The weather is kept for half a minute by each process; the place is one statement.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from heating_ops.network.models import Building
from heating_ops.prepared import Prepared
from heating_ops.weather.conditions import conditions

from .catalogue import HEAT_COMPLAINTS, OPEN_STATUSES, Category, OrderType
from .triage import Facts

_OPEN: Final = "(" + ", ".join(f"'{status}'" for status in OPEN_STATUSES) + ")"
_HEAT: Final = "(" + ", ".join(f"'{kind}'" for kind in sorted(HEAT_COMPLAINTS)) + ")"
_HEAT_CATEGORIES: Final = frozenset({Category.NO_HEAT, Category.LOW_TEMPERATURE, Category.UNEVEN})
_WATER_CATEGORIES: Final = frozenset({Category.LEAK, Category.BURST})

# Near is the community, or the loop where a building belongs to none. An order under an incident
# is counted there, not here. A crew's claim that it is done does not make the neighbours warm.
_PLACE: Final = Prepared(
    f"""
SELECT coalesce(c.controlled, false),
    EXISTS (
        SELECT FROM network_household h WHERE h.building_id = d.id AND h.vulnerable AND $2 <> ''
        AND lower($2) IN (lower(h.room), lower(concat_ws('-', nullif(h.unit, ''), h.room)))
    ),
    near.cold, near.wet, near.since
FROM network_building d
LEFT JOIN network_community c ON c.id = d.community_id
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE w.order_type IN {_HEAT}) AS cold,
        count(*) FILTER (WHERE w.order_type = '{OrderType.LEAK}') AS wet,
        min(w.reported_at) FILTER (WHERE w.order_type = '{OrderType.NO_HEAT}' AND w.building_id = d.id) AS since
    FROM (
        SELECT n.id FROM network_building n WHERE d.community_id IS NOT NULL AND n.community_id = d.community_id
        UNION ALL
        SELECT n.id FROM network_building n WHERE d.community_id IS NULL AND n.loop_id = d.loop_id
    ) b
    JOIN workorders_workorder w ON w.building_id = b.id
    WHERE w.status IN {_OPEN} AND w.incident_number = '' AND w.id <> $3
) near
WHERE d.id = $1""",  # noqa: S608 - ours
    "bigint",
    "text",
    "bigint",
)


def gather(
    *,
    category: str,
    dangers: Sequence[str] = (),
    extent: str = "",
    indoor_temp_c: float | None = None,
    building: Building | None = None,
    key_site: str | None = None,
    flat: str = "",
    without_order: int = 0,
    now: datetime,
) -> Facts:
    """Put what was said beside what is known of the place and of the weather.

    :param key_site: its name, if the caller of this knows it already; else it is read off the building
    :param without_order: the order the decision is about, which is not near itself
    :param now: the moment of the decision: weather, day of the season and hours count to it
    """
    outside = conditions(now)
    controlled, vulnerable, cold, wet, since = False, False, 0, 0, None
    if building is not None and (known := _PLACE.row(building.pk, flat, without_order)):
        controlled, vulnerable, cold, wet, since = known
    near = cold if category in _HEAT_CATEGORIES else wet if category in _WATER_CATEGORIES else 0
    hours = (now - since).total_seconds() / 3600 if since and category == Category.NO_HEAT else None
    return Facts(
        category=category,
        dangers=list(dangers),
        extent=extent,
        key_site=getattr(building, "key_site_name", "") or "" if key_site is None else key_site,
        indoor_temp_c=indoor_temp_c,
        vulnerable_household=vulnerable,
        controlled_area=controlled,
        outdoor_c=outside.outdoor_c,
        forecast_low_c=outside.forecast_low_c,
        cold_wave=outside.cold_wave,
        hours_without_heat=None if hours is None else round(max(hours, 0.0), 1),
        season_day=outside.season_day,
        open_orders_near=near,
    )
