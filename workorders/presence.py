"""Who is on duty, as telling people asks it (``heating_ops/notify/presence.py``)."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from heating_ops.prepared import Prepared

# Who stands on no roster (a manager, an administrator) is never off duty, but for leave.
_ON_DUTY: Final = Prepared(
    """
SELECT u.id FROM unnest($1) AS u(id)
WHERE NOT EXISTS (SELECT FROM crews_leave l WHERE l.user_id = u.id AND l.state = 'granted' AND l.hours @> $2)
AND (
    EXISTS (SELECT FROM crews_dutypost p WHERE p.user_id = u.id AND p.hours @> $2 AND p.cancelled_at IS NULL)
    OR EXISTS (SELECT FROM crews_member m JOIN crews_crewshift s ON s.crew_id = m.crew_id
               WHERE m.user_id = u.id AND s.hours @> $2)
    OR NOT EXISTS (SELECT FROM crews_dutypost p WHERE p.user_id = u.id)
    AND NOT EXISTS (SELECT FROM crews_member m WHERE m.user_id = u.id)
)""",
    *("bigint[]", "timestamptz"),
)


def on_duty(users: Collection[int], now: datetime) -> list[int]:
    """Those of the people who are on duty at a moment, at a post or with their crew, or on no roster at all."""
    return [user for (user,) in _ON_DUTY.rows(list(users), now)]
