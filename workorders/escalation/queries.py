"""Every read of escalations worth a name: what went upward and is not over, and how one order went."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter, may

from .. import rules
from ..catalogue import OPEN_STATUSES, Category
from ..models import WorkOrder
from ..queries import cards_of
from .alarm_cards import cards_of as alarm_cards_of
from .community import KIND_OF
from .lines import (
    AlarmLine,
    Card,
    ChasedOrder,
    EscalatedOrder,
    Gap,
    Overview,
    SupervisedOrder,
    TellingLine,
    Upward,
)
from .models import Chase, CommunityAlarm, Escalation, Stage, Supervision, Telling
from .rule_models import LEVELS

_LISTED: Final = 200
_ORDERS_OF_AN_ALARM: Final = 20
_LOOKED_AT: Final = 500
_TIMES: Final = 5
_GAPS_OF: Final = timedelta(hours=24)


def overview(user: User, *, now: datetime) -> Overview:
    """Read the list for a person: of their branches; ten queries, however much there is."""
    reach = _branches(user, "work_order__branch_id")
    escalations = list(_open_escalations(reach))
    supervisions = list(
        Supervision.objects.filter(reach, ended_at__isnull=True).select_related("leader").order_by("due_at")[:_LISTED]
    )
    chases = list(
        Chase.objects.filter(reach, ended_at__isnull=True).select_related("asked_by").order_by("due_at")[:_LISTED]
    )
    alarms = list(
        alarms_visible_to(user)
        .filter(ended_at__isnull=True)
        .select_related("acknowledged_by")
        .prefetch_related(_tellings())
        .order_by("-raised_at")[:_LISTED]
    )
    of_alarms = _orders_of(alarms)
    ids = {row.work_order_id for row in escalations} | {row.work_order_id for row in supervisions}
    ids |= {row.work_order_id for row in chases}
    cards = cards_of(sorted(ids.union(*of_alarms.values())))
    alarm_cards = alarm_cards_of([one.pk for one in alarms])
    rows = [_escalated(row, cards[row.work_order_id], user) for row in escalations]
    return Overview(
        waiting=sorted((row for row in rows if row.stage != Stage.ACKNOWLEDGED), key=_first_things_first),
        taken=[row for row in rows if row.stage == Stage.ACKNOWLEDGED],
        alarms=[_alarm(one, of_alarms[one.pk], cards, alarm_cards[one.pk], user) for one in alarms],
        supervised=[
            SupervisedOrder(cards[s.work_order_id], _name(s.leader), s.reason, s.due_at, s.passed_at is not None)
            for s in supervisions
        ],
        chased=[
            ChasedOrder(cards[c.work_order_id], _name(c.asked_by), c.words, c.due_at, c.passed_at is not None)
            for c in chases
        ],
        gaps=gaps(user, now=now),
    )


def as_json(seen: Overview) -> dict[str, Any]:
    """The same as the API says it."""
    return asdict(seen)


def waiting_count(user: User) -> int:
    """Count what waits for somebody's word in the branches of a person."""
    reach = _branches(user, "work_order__branch_id")
    return Escalation.objects.filter(reach, ended_at__isnull=True).exclude(stage=Stage.ACKNOWLEDGED).count()


def alarms_visible_to(user: User, action: Action = Action.ESCALATION_VIEW) -> QuerySet[CommunityAlarm]:
    """The alarms the user may see (or act on, with another action)."""
    if not may(user, action):
        return CommunityAlarm.objects.none()
    return CommunityAlarm.objects.filter(_branches(user, "branch_id", action))


def gaps(user: User, *, now: datetime) -> list[Gap]:
    """Read the levels nobody was on duty at within a day, the newest first."""
    name = "escalation__work_order__branch__name"
    reach = _branches(user, "escalation__work_order__branch_id")
    rows = Telling.objects.filter(reach, user__isnull=True, escalation__isnull=False, at__gt=now - _GAPS_OF)
    found = rows.values("level", name).annotate(times=Count("pk"), last_at=Max("at")).order_by("-last_at")
    return [Gap(row["level"], row[name] or "", row["times"], row["last_at"]) for row in found]


def story_of(order: WorkOrder) -> Upward:
    """Read how an order went upward, the newest first; what never happened to it is not asked for."""
    rows: list[EscalatedOrder] = []
    if order.escalation_level:
        found = Escalation.objects.filter(work_order=order).select_related("acknowledged_by", "work_order")
        newest = found.prefetch_related(_tellings()).order_by("-pk")[:_TIMES]
        rows = [_escalated(row, {}, None) for row in newest]
    watched = None
    if order.supervision_due_at is not None:
        open_ones = Supervision.objects.filter(work_order=order, ended_at__isnull=True)
        watched = open_ones.select_related("leader").first()
    asked: list[Chase] = []
    if order.chase_count:
        people = Chase.objects.filter(work_order=order).select_related("asked_by", "answered_by")
        asked = list(people.order_by("-pk")[:_TIMES])
    return Upward(rows, watched, asked)


def _branches(user: User, column: str, action: Action = Action.ESCALATION_VIEW) -> Q:
    ids = branch_filter(user, action)
    return Q() if ids is None else Q(**{f"{column}__in": ids})


def _tellings() -> "Prefetch[Any, Any, Any]":
    return Prefetch("tellings", queryset=Telling.objects.select_related("user").order_by("pk"))


def _open_escalations(reach: Q) -> QuerySet[Escalation]:
    rows = Escalation.objects.filter(reach, ended_at__isnull=True).select_related("acknowledged_by", "work_order")
    return rows.prefetch_related(_tellings()).order_by("told_at")[:_LISTED]


def _escalated(row: Escalation, card: Card, user: User | None) -> EscalatedOrder:
    told = _lines(row.tellings.all())
    patience = rules.patience().get(row.work_order.priority)
    quiet_since = max(filter(None, (row.told_at, row.acknowledged_at, row.last_move_at)))
    has_it = row.stage == Stage.ACKNOWLEDGED
    return EscalatedOrder(
        work_order=card,
        stage=row.stage if row.ended_at is None else "",
        cause=row.cause,
        level=LEVELS[row.rank - 1],
        mine=not has_it and _is_for(user, told),
        since=row.breach_at,
        told_at=row.told_at,
        repeats=row.repeats,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=_name(row.acknowledged_by) if row.acknowledged_by else "",
        back_at=quiet_since + timedelta(minutes=patience.silence_minutes) if patience and has_it else None,
        ended_because=row.ended_because,
        told=told,
    )


def _is_for(user: User | None, told: Sequence[TellingLine]) -> bool:
    """Whether the user is among those told last."""
    if user is None or not told:
        return False
    last = [line for line in told if line.at == told[-1].at and line.level == told[-1].level]
    return any(line.user == user.pk for line in last)


def _first_things_first(row: EscalatedOrder) -> tuple[bool, str, datetime]:
    return not row.mine, row.work_order["priority"], row.since


def _lines(tellings: Iterable[Telling]) -> list[TellingLine]:
    return [
        TellingLine(one.level, one.user_id, _name(one.user) if one.user else "", one.because, one.at)
        for one in tellings
    ]


def _alarm(alarm: CommunityAlarm, ids: Sequence[int], cards: Mapping[int, Card], card: Card, user: User) -> AlarmLine:
    told = _lines(alarm.tellings.all())
    return AlarmLine(
        alarm=card,
        mine=alarm.acknowledged_at is None and _is_for(user, told),
        acknowledged_by=_name(alarm.acknowledged_by) if alarm.acknowledged_by else "",
        orders=[cards[pk] for pk in ids],
        told=told,
    )


def _orders_of(alarms: Sequence[CommunityAlarm]) -> dict[int, list[int]]:
    """The open orders behind each alarm, the newest first."""
    found: dict[int, list[int]] = {alarm.pk: [] for alarm in alarms}
    if not alarms:
        return found
    here = Q(building__in=[one.building_id for one in alarms if one.building_id])
    here |= Q(building__community__in=[one.community_id for one in alarms if one.community_id])
    rows = WorkOrder.objects.filter(here, category__in=list(KIND_OF), status__in=OPEN_STATUSES).order_by("-pk")
    for pk, category, building, community in rows.values_list("pk", "category", "building", "building__community")[
        :500
    ]:
        for alarm in alarms:
            same = building == alarm.building_id if alarm.building_id else community == alarm.community_id
            if same and KIND_OF[Category(category)] == alarm.kind and len(found[alarm.pk]) < _ORDERS_OF_AN_ALARM:
                found[alarm.pk].append(pk)
    return found


def _name(user: User) -> str:
    return user.get_full_name() or user.username
