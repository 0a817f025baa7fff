"""Planned stops over the API: list, plan, one, and one noun per move."""

from datetime import timedelta
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.models import User
from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api import digest_of
from heating_ops.api_moves import Move
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once

from . import commands, intake, queries
from . import serializers as shapes
from .refusals import NoSuchStop

_LISTED = 200


class PlannedStopList(APIView):
    """Planned stops, and the announcing of one."""

    actions: ClassVar[dict[str, Action]] = {"GET": Action.INCIDENT_VIEW, "POST": Action.STOP_PLAN}

    @extend_schema(operation_id="planned_stops_list", responses={200: dict})
    def get(self, request: Request) -> Response:
        """The planned stops the caller may see; `?open=1` leaves out those that are over."""
        open_only = request.query_params.get("open") in ("1", "true")
        found = queries.listed(signed_in(request), open_only=open_only, limit=_LISTED)
        cards = queries.cards_of([stop.pk for stop in found])
        return Response({"results": [cards[stop.pk] for stop in found]})

    @extend_schema(request=shapes.PlanShape, responses={201: dict})
    def post(self, request: Request) -> Response:
        """Announce a stop; the same `request_id` again is answered the same."""
        shape = shapes.PlanShape(data=request.data)
        shape.is_valid(raise_exception=True)
        said = dict(shape.validated_data)
        user = signed_in(request)
        answer = once(
            said.get("request_id"),
            actor=Actor.user(user),
            do=lambda: intake.plan_from(said, user=user, now=timezone.now()),
            digest=digest_of(request),
            subject_type="planned_stop",
        )
        return Response(answer.card, status=status.HTTP_200_OK if answer.repeated else status.HTTP_201_CREATED)


class PlannedStopDetail(APIView):
    """One planned stop."""

    action = Action.INCIDENT_VIEW

    @extend_schema(responses={200: dict})
    def get(self, request: Request, pk: int) -> Response:
        """The card and the words for the public."""
        stop = queries.visible_to(signed_in(request)).filter(pk=pk).first()
        if stop is None:
            raise NoSuchStop
        return Response(queries.cards_of([pk])[pk] | {"public_note": stop.public_note})


class _Move(Move):
    """A move on a planned stop."""

    action: ClassVar[Action] = Action.STOP_PLAN
    subject_type = "planned_stop"

    def check_reach(self, user: User, pk: int) -> None:
        """Those of the branches in reach."""
        if not queries.visible_to(user, self.action).filter(pk=pk).exists():
            raise NoSuchStop


@extend_schema(request=shapes.ExtendShape, responses={200: dict})
class Extension(_Move):
    """Expect another end."""

    shape = shapes.ExtendShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Move the end, with the reason."""
        commands.extend_stop(
            stop_id=pk,
            version=said.get("version"),
            ends_at=said["ends_at"],
            reason=said["reason"],
            actor=Actor.user(user),
            now=timezone.now(),
        )


@extend_schema(request=shapes.NextUpdateShape, responses={200: dict})
class StopNextUpdate(_Move):
    """Promise callers the next update."""

    shape = shapes.NextUpdateShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Set when callers hear more, and the words for them."""
        now = timezone.now()
        commands.promise_stop_update(
            stop_id=pk,
            version=said.get("version"),
            next_update_at=said.get("next_update_at") or now + timedelta(minutes=said["minutes"]),
            public_note=said.get("public_note", ""),
            actor=Actor.user(user),
            now=now,
        )


@extend_schema(request=shapes.EndShape, responses={200: dict})
class Ending(_Move):
    """The heat is back."""

    shape = shapes.EndShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """End the stop."""
        commands.end_stop(stop_id=pk, version=said.get("version"), actor=Actor.user(user), now=timezone.now())


@extend_schema(request=shapes.CancelShape, responses={200: dict})
class Cancellation(_Move):
    """Call a stop off."""

    shape = shapes.CancelShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Cancel it, with the reason."""
        commands.cancel_stop(
            stop_id=pk,
            version=said.get("version"),
            reason=said["reason"],
            actor=Actor.user(user),
            now=timezone.now(),
        )
