"""The community rule: many reports of one place in a short time wake the branch's leader at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from heating_ops.access.models import User
from heating_ops.inserting import insert
from heating_ops.journal.actor import Actor
from heating_ops.prepared import Prepared
from heating_ops.timers import clock
from heating_ops.weather.conditions import conditions

from .. import rules
from ..catalogue import Category
from ..models import WorkOrder
from . import alarm_events as events
from . import messages
from .current import or_nobody
from .models import Because, CommunityAlarm, Telling
from .rule_models import LEVELS, AlarmKind, CommunityRule, rank_of
from .upward import Duty

UNANSWERED: Final = "community_alarm.unanswered"
QUIET: Final = "community_alarm.quiet"
KIND_OF: Final = {
    Category.NO_HEAT: AlarmKind.NO_HEAT,
    Category.LEAK: AlarmKind.LEAK,
    Category.BURST: AlarmKind.LEAK,
}
# More than this of one place are never counted: an alarm was raised long before.
_KEPT: Final = 100
# The row is locked from here to the end of the transaction: of two reports at once the second counts the first.
_COUNT: Final = """
INSERT INTO workorders_communitytally AS t (place, kind, recent)
SELECT {place}, $2, ARRAY[$3]
FROM network_building b LEFT JOIN network_community c ON c.id = b.community_id WHERE b.id = $1 AND {known}
ON CONFLICT (place, kind) DO UPDATE SET recent = ARRAY(
    SELECT x FROM unnest(t.recent || EXCLUDED.recent) x WHERE x > $3 - $4 ORDER BY x DESC LIMIT {kept}
)
RETURNING recent, {answer}
"""
_TYPES: Final = ("bigint", "varchar", "timestamptz", "interval")
_IN_COMMUNITY: Final = Prepared(
    _COUNT.format(
        place="'community:' || c.id",
        known="c.id IS NOT NULL",
        kept=_KEPT,
        answer="split_part(place, ':', 2)::bigint,"
        " (SELECT controlled FROM network_community WHERE id = split_part(t.place, ':', 2)::bigint)",
    ),
    *_TYPES,
)
_AT_KEY_SITE: Final = Prepared(
    _COUNT.format(place="'building:' || b.id", known="true", kept=_KEPT, answer="$1, false"), *_TYPES
)


def reported(order: WorkOrder, category: str, *, actor: Actor, now: datetime) -> None:
    """Count a report of no heat or of a leak, and raise the alarm where a rule is met.

    One statement, for these reports only; a key site is counted as a place of its own besides.
    """
    kind = KIND_OF.get(Category(category))
    if kind is None or order.building_id is None:
        return
    standing = [rule for rule in rules.community_rules() if rule.kind == kind]
    if not standing:
        return
    longest = timedelta(minutes=max(rule.minutes for rule in standing))
    if counted := _IN_COMMUNITY.row(order.building_id, kind, now, longest):
        recent, community, controlled = counted
        places = {CommunityRule.Where.ANYWHERE} | ({CommunityRule.Where.CONTROLLED} if controlled else set())
        if met := _met(standing, places, recent, now=now):
            _raise(order, kind, met, len(recent), community_id=community, actor=actor, now=now)
    if order.key_site_name:
        recent, *_rest = _AT_KEY_SITE.row(order.building_id, kind, now, longest) or ([],)
        if met := _met(standing, {CommunityRule.Where.KEY_SITE}, recent, now=now):
            _raise(order, kind, met, len(recent), building_id=order.building_id, actor=actor, now=now)


def _met(
    standing: Sequence[CommunityRule], places: set[CommunityRule.Where], recent: Sequence[datetime], *, now: datetime
) -> CommunityRule | None:
    """The rule that is met; the day of the season is asked for only where it decides."""
    for rule in standing:
        many = sum(at > now - timedelta(minutes=rule.minutes) for at in recent) >= rule.reports
        if rule.where in places and many and _is_in_force(rule, standing, now=now):
            return rule
    return None


def _is_in_force(rule: CommunityRule, standing: Sequence[CommunityRule], *, now: datetime) -> bool:
    """Of two rules for the same place the one of these days of the season counts."""
    of_days = [other for other in standing if other.where == rule.where and other.season_days_to is not None]
    if not of_days:
        return True
    day = conditions(now).season_day
    today = [other for other in of_days if day is not None and day <= (other.season_days_to or 0)]
    return rule in today if today else rule.season_days_to is None


def _raise(
    order: WorkOrder,
    kind: AlarmKind,
    rule: CommunityRule,
    reports: int,
    *,
    community_id: int | None = None,
    building_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Raise the alarm, once while it lasts, and tell everybody on duty at the rule's level."""
    alarm = CommunityAlarm(
        place=f"community:{community_id}" if community_id else f"building:{building_id}",
        community_id=community_id,
        building_id=building_id,
        branch_id=order.branch_id,
        kind=kind,
        where=rule.where,
        reports=reports,
        minutes=rule.minutes,
        rank=rank_of(rule.level),
        raised_at=now,
    )
    if not insert(alarm, unless_taken=True):
        return
    events.raised(alarm, actor=actor, now=now)
    tell(alarm, above=rank_of(rule.level) - 1, actor=actor, now=now)
    quiet_at = now + timedelta(minutes=rule.minutes)
    clock.arm(alarm.subject, [clock.Due(QUIET, now, quiet_at)], generation=alarm.version)


def tell(alarm: CommunityAlarm, *, above: int, actor: Actor, now: datetime) -> None:
    """Tell the next level of an alarm; nobody on duty there → that is kept, and one further at once."""
    duty = Duty(now)
    people: list[User] = []
    for level in LEVELS[above:]:
        people = duty.at(level, alarm.branch_id)
        alarm.rank = rank_of(level)
        Telling.objects.bulk_create(
            Telling(alarm=alarm, level=level, user=user, because=Because.COMMUNITY, at=now)
            for user in or_nobody(people)
        )
        if people:
            events.told(alarm, level=level, people=[user.pk for user in people], actor=actor, now=now)
            break
        events.nobody_on_duty(alarm, level=level, actor=actor, now=now)
    alarm.save(update_fields=["rank"])
    if people:
        messages.alarmed(alarm, people, now=now)
    arm_unanswered(alarm, now=now)


def arm_unanswered(alarm: CommunityAlarm, *, now: datetime) -> None:
    """Let the level above hear of it when nobody says that they have it; a community alarm is as grave as a P1."""
    patience = rules.patience().get("P1")
    if patience is not None and alarm.rank < len(LEVELS):
        due_at = now + timedelta(minutes=patience.silence_minutes)
        clock.arm(alarm.subject, [clock.Due(UNANSWERED, now, due_at)], generation=alarm.version)
