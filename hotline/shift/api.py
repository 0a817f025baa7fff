"""The shift over the API: its line, everybody in it, and what people do with their seat."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api import digest_of
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once

from . import commands, figures
from . import operators as people
from . import serializers as shapes
from .asked import ShiftQuery, asked_by
from .line import line_of
from .models import SeatSession
from .queries import Seat
from .targets import promises


class ShiftLine(APIView):
    """The shift in one line."""

    action = Action.SEAT_TAKE

    @extend_schema(responses=shapes.LineShape)
    def get(self, request: Request) -> Response:
        """Read how the desk keeps up, and the asker's own figures. Asking does not count as being there."""
        return Response(shapes.line_shown(line_of(signed_in(request), now=timezone.now())))


class ShiftOperators(APIView):
    """The shift person by person."""

    action = Action.SHIFT_VIEW

    @extend_schema(
        parameters=[
            OpenApiParameter("date", str, description="ISO date; today if not said."),
            OpenApiParameter("since", int, description="First hour of the day, 0 to 23; 0 if not said."),
            OpenApiParameter("until", int, description="The hour it ends with, 1 to 24; 24 if not said."),
        ],
        responses=shapes.OperatorsShape,
    )
    def get(self, request: Request) -> Response:
        """Count a day, or some hours of it, by operator and by hour."""
        query = ShiftQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked, wanted, now = asked_by(query.validated_data), promises(), timezone.now()
        found = people.operators(asked.begins, asked.ends, now=now, wanted=wanted)
        desk = figures.together(figures.rings_by_holder(asked.begins, asked.ends, wanted).values())
        hours = people.hours(asked.begins, asked.ends, asked.hours)
        return Response(
            shapes.promises_shown(wanted)
            | {
                "since": asked.begins,
                "until": asked.ends,
                "desk": shapes.handled_shown(desk),
                "operators": [shapes.operator_shown(one) for one in found],
                "hours": [shapes.hour_shown(one) for one in hours],
            }
        )


class SeatAct(APIView):
    """An act on the own seat: parse, one command, answer with the seat as it is then."""

    action = Action.SEAT_TAKE
    shape: ClassVar[type[serializers.Serializer[Any]]] = shapes.SeatActShape
    verb: ClassVar[Callable[..., SeatSession]]

    def post(self, request: Request) -> Response:
        """Act."""
        shape = self.shape(data=request.data)
        shape.is_valid(raise_exception=True)
        said: dict[str, Any] = dict(shape.validated_data)
        request_id, user = said.pop("request_id", None), signed_in(request)

        def do() -> None:
            type(self).verb(user=user, now=timezone.now(), **said)

        answer = once(request_id, actor=Actor.user(user), do=do, digest=digest_of(request), subject_type="seat")
        session = SeatSession.objects.get(pk=int(answer.subject.partition(":")[2]))
        over = session.ended_at is not None
        seat = Seat(session, "off" if over else session.state, session.ended_at or session.state_since)
        return Response(shapes.seat_shown(seat))


@extend_schema(request=shapes.SignOnShape, responses=shapes.SeatShape)
class SeatSignOn(SeatAct):
    """Begin to take calls at a seat; who comes second is told who sits there (409)."""

    shape = shapes.SignOnShape
    verb = staticmethod(commands.sign_on)


@extend_schema(request=shapes.BreakShape, responses=shapes.SeatShape)
class SeatBreak(SeatAct):
    """Take a break."""

    shape = shapes.BreakShape
    verb = staticmethod(commands.take_break)


@extend_schema(request=shapes.SeatActShape, responses=shapes.SeatShape)
class SeatReturn(SeatAct):
    """Come back from a break."""

    verb = staticmethod(commands.come_back)


@extend_schema(request=shapes.SeatActShape, responses=shapes.SeatShape)
class SeatSignOff(SeatAct):
    """Leave the seat."""

    verb = staticmethod(commands.sign_off)
