"""The telephone over the API: what the exchange posts, and what operators do."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api import digest_of
from heating_ops.api_fields import MomentField
from heating_ops.api_signed import signed_parameters
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import InvalidInput
from hotline.queries import start_of_day

from . import commands, queries
from . import serializers as shapes
from .hearing import Heard, hear
from .models import ExchangeKind, Ring
from .refusals import NoSuchRing, NoTelephone
from .signing import SIGNATURE_HEADER, TIME_HEADER, VALID_SECONDS, verify

_CLOCKS_MAY_DIFFER = timedelta(seconds=VALID_SECONDS)
_LONGEST_STRETCH = timedelta(days=366)


class ExchangeEvents(APIView):
    """The webhook of the telephone exchange: nobody signs in, every event is signed."""

    authentication_classes = []
    permission_classes = []

    @extend_schema(
        request=shapes.ExchangeEventShape,
        responses=shapes.ExchangeAnswerShape,
        auth=[],
        parameters=signed_parameters(TIME_HEADER, SIGNATURE_HEADER),
    )
    def post(self, request: Request) -> Response:
        """Take one event: ringing, answered, ended or missed. In any order, any number of times."""
        if not settings.TELEPHONY_SECRET:
            raise NoTelephone
        now = timezone.now()
        verify(
            secret=settings.TELEPHONY_SECRET,
            timestamp=request.headers.get(TIME_HEADER, ""),
            claimed=request.headers.get(SIGNATURE_HEADER, ""),
            body=request._request.body,
            now=now.timestamp(),
        )
        shape = shapes.ExchangeEventShape(data=request.data)
        shape.is_valid(raise_exception=True)
        said = dict(shape.validated_data)
        if said["at"] - now > _CLOCKS_MAY_DIFFER:
            raise InvalidInput("at", _("This lies in the future. Check the clock of the telephone system."))
        taken = hear(heard=Heard(**said | {"kind": ExchangeKind(said["kind"])}), now=now)
        return Response({"ring": taken.ring.pk, "state": str(taken.ring.state), "repeated": taken.repeated})


def form_of(ring_id: int) -> str:
    """The call form with the caller's number filled in."""
    return f"{reverse('hotline:new_call')}?ring={ring_id}"


def _whole(ring_id: int) -> dict[str, Any]:
    ring = Ring.objects.select_related("answered_by", "taken_by", "called_by").filter(pk=ring_id).first()
    if ring is None:
        raise NoSuchRing
    return shapes.shown(ring, form=form_of(ring.pk))


class RingList(APIView):
    """The rings of the strip."""

    action = Action.RING_ANSWER

    @extend_schema(responses=shapes.RingShape(many=True))
    def get(self, request: Request) -> Response:
        """Open rings, the longest waiting first: ringing, answered and not ended, missed and not called back."""
        return Response({"results": [shapes.shown(ring, form=form_of(ring.pk)) for ring in queries.strip_rings()]})


class RingAct(APIView):
    """An act on a ring: parse, one command, answer with the ring as it is then."""

    action = Action.RING_ANSWER
    shape: ClassVar[type[serializers.Serializer[Any]]] = shapes.PlainActShape
    verb: ClassVar[Callable[..., Ring]]

    def post(self, request: Request, pk: int) -> Response:
        """Act."""
        shape = self.shape(data=request.data)
        shape.is_valid(raise_exception=True)
        said: dict[str, Any] = dict(shape.validated_data)
        request_id, user = said.pop("request_id", None), signed_in(request)

        def do() -> None:
            type(self).verb(ring_id=pk, user=user, now=timezone.now(), **said)

        once(request_id, actor=Actor.user(user), do=do, digest=digest_of(request))
        return Response(_whole(pk))


@extend_schema(request=shapes.PlainActShape, responses=shapes.RingShape)
class RingAnswer(RingAct):
    """Answer a ringing call; who comes second is told who was first (409)."""

    verb = staticmethod(commands.answer)


@extend_schema(request=shapes.ActWithReasonShape, responses=shapes.RingShape)
class RingTake(RingAct):
    """Take over an answered call: freely in its first seconds, later with a reason (else 409 `reason_needed`)."""

    shape = shapes.ActWithReasonShape
    verb = staticmethod(commands.take)


@extend_schema(request=shapes.PlainActShape, responses=shapes.RingShape)
class RingEnd(RingAct):
    """End an own call by hand."""

    verb = staticmethod(commands.end)


@extend_schema(request=shapes.ActWithReasonShape, responses=shapes.RingShape)
class RingCallBack(RingAct):
    """Claim the call-back of a missed caller."""

    shape = shapes.ActWithReasonShape
    verb = staticmethod(commands.call_back)


@extend_schema(request=shapes.CallBackResultShape, responses=shapes.RingShape)
class RingCallBackResult(RingAct):
    """Say how a call-back went; a caller who was not reached stays on the list."""

    shape = shapes.CallBackResultShape
    verb = staticmethod(commands.called_back)


class _Stretch(serializers.Serializer[dict[str, Any]]):
    since = MomentField(required=False)
    until = MomentField(required=False)


class RingFigures(APIView):
    """How well the telephone is answered."""

    action = Action.RING_ANSWER

    @extend_schema(
        parameters=[
            OpenApiParameter("since", str, description="ISO time; midnight if not said."),
            OpenApiParameter("until", str, description="ISO time; now if not said."),
        ],
        responses=shapes.AnsweringShape,
    )
    def get(self, request: Request) -> Response:
        """Count the calls that rang in a stretch of time, a year at the most."""
        asked = _Stretch(data=request.query_params)
        asked.is_valid(raise_exception=True)
        now = timezone.now()
        since = asked.validated_data.get("since", start_of_day(now))
        until = asked.validated_data.get("until", now)
        if not timedelta(0) <= until - since <= _LONGEST_STRETCH:
            raise InvalidInput("until", _("Ask for a stretch of time of a year at the most."))
        found = queries.answering(since, until)
        shares = {"share_good": found.share_good, "share_late": found.share_late}
        return Response({"since": since, "until": until, **asdict(found), **shares})
