"""Escalations over the API: the list, the nouns of an order, and the word on a community's alarm."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api import digest_of
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once

from ..api import Move, move_view
from ..models import WorkOrder
from ..serializers import MoveShape
from . import alarms, chasing, commands, queries, shapes, supervising
from .refusals import NoSuchAlarm


def _until(verb: Callable[..., WorkOrder]) -> Callable[..., WorkOrder]:
    """Let a verb with a due time be asked for in minutes."""

    def run(*, now: datetime, minutes: int | None = None, **rest: Any) -> WorkOrder:
        due = {} if minutes is None else {"due_at": now + timedelta(minutes=minutes)}
        return verb(now=now, **rest, **due)

    run.__doc__ = verb.__doc__
    return run


NOUNS: dict[str, type[Move]] = {
    "acknowledgement": move_view("Acknowledgement", commands.acknowledge, action=Action.ESCALATION_ACKNOWLEDGE),
    "escalations": move_view(
        "Escalating", commands.escalate, action=Action.ESCALATION_ESCALATE, shape=shapes.EscalateShape
    ),
    "chases": move_view("Chasing", _until(chasing.chase), action=Action.ORDER_CHASE, shape=shapes.ChaseShape),
    "chase-answer": move_view(
        "ChaseAnswer", chasing.answer_chase, action=Action.ORDER_WORK, shape=shapes.ChaseAnswerShape, by_crew=True
    ),
    "supervision": move_view(
        "Supervising", _until(supervising.supervise), action=Action.ORDER_SUPERVISE, shape=shapes.SuperviseShape
    ),
    "supervision-end": move_view("SupervisionEnd", supervising.end_supervision, action=Action.ORDER_SUPERVISE),
}


class Escalations(APIView):
    """What went upward and is not over."""

    action = Action.ESCALATION_VIEW

    @extend_schema(operation_id="escalations_list", responses=shapes.EscalationList)
    def get(self, request: Request) -> Response:
        """What waits for somebody, what somebody has, alarms, supervised and chased orders, and gaps of the roster."""
        return Response(queries.as_json(queries.overview(signed_in(request), now=timezone.now())))


class AlarmAcknowledgement(APIView):
    """The word on a community's alarm."""

    action = Action.ESCALATION_ACKNOWLEDGE

    @extend_schema(operation_id="community_alarm_acknowledgement", request=MoveShape, responses={200: dict})
    def post(self, request: Request, pk: int) -> Response:
        """Say "I have it"; the same `request_id` again is answered the same."""
        shape = MoveShape(data=request.data)
        shape.is_valid(raise_exception=True)
        user = signed_in(request)

        def do() -> None:
            if not queries.alarms_visible_to(user, self.action).filter(pk=pk).exists():
                raise NoSuchAlarm
            alarms.acknowledge_alarm(alarm_id=pk, actor=Actor.user(user), now=timezone.now())

        answer = once(
            shape.validated_data.get("request_id"),
            actor=Actor.user(user),
            do=do,
            digest=digest_of(request),
            subject_type="community_alarm",
        )
        return Response(answer.card)
