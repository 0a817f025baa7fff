"""Incidents over the API: list, declare, one, and one noun per move."""

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
from .models import Phase

_LISTED = 200


class IncidentList(APIView):
    """Incidents, and the declaring of one."""

    actions: ClassVar[dict[str, Action]] = {"GET": Action.INCIDENT_VIEW, "POST": Action.ORDER_PROMOTE}

    @extend_schema(operation_id="incidents_list", responses={200: dict})
    def get(self, request: Request) -> Response:
        """The incidents the caller may see, open ones first; `?open=1` leaves out closed ones."""
        open_only = request.query_params.get("open") in ("1", "true")
        return Response({"results": queries.newest_cards(signed_in(request), open_only=open_only, limit=_LISTED)})

    @extend_schema(request=shapes.DeclareShape, responses={201: dict})
    def post(self, request: Request) -> Response:
        """Declare an incident, from an order, at a building or in words."""
        shape = shapes.DeclareShape(data=request.data)
        shape.is_valid(raise_exception=True)
        said = shape.validated_data
        user = signed_in(request)
        answer = once(
            said.get("request_id"),
            actor=Actor.user(user),
            do=lambda: intake.declare_from(said, user=user, now=timezone.now()),
            digest=digest_of(request),
            subject_type="incident",
        )
        return Response(answer.card, status=status.HTTP_200_OK if answer.repeated else status.HTTP_201_CREATED)


class IncidentDetail(APIView):
    """One incident."""

    action = Action.INCIDENT_VIEW

    @extend_schema(responses={200: dict})
    def get(self, request: Request, pk: int) -> Response:
        """The card, the orders gathered and the log."""
        if not queries.visible_to(signed_in(request)).filter(pk=pk).exists():
            raise commands.NoSuchIncident
        return Response(queries.whole(pk))


class _Move(Move):
    """A move on an incident."""

    action: ClassVar[Action] = Action.INCIDENT_COMMAND
    subject_type = "incident"

    def check_reach(self, user: User, pk: int) -> None:
        """Those of the branches in reach."""
        if not queries.visible_to(user, self.action).filter(pk=pk).exists():
            raise commands.NoSuchIncident


@extend_schema(request=shapes.PhaseShape, responses={200: dict})
class PhaseMove(_Move):
    """Move the incident to another phase."""

    shape = shapes.PhaseShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Contain, restore, close, go back."""
        commands.move_to_phase(
            incident_id=pk,
            version=said.get("version"),
            phase=Phase(said["phase"]),
            reason=said.get("reason", ""),
            actor=Actor.user(user),
            now=timezone.now(),
        )


@extend_schema(request=shapes.LevelShape, responses={200: dict})
class LevelMove(_Move):
    """Grade the incident anew."""

    shape = shapes.LevelShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Set the level, with the reason."""
        commands.set_level(
            incident_id=pk,
            version=said.get("version"),
            level=said["level"],
            reason=said["reason"],
            actor=Actor.user(user),
            now=timezone.now(),
        )


@extend_schema(request=shapes.ReachShape, responses={200: dict})
class ReachMove(_Move):
    """Draw the reach anew."""

    shape = shapes.ReachShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Set the loops within the scope, with the reason."""
        intake.set_reach_from(said, incident_id=pk, user=user, now=timezone.now())


@extend_schema(request=shapes.NextUpdateShape, responses={200: dict})
class NextUpdate(_Move):
    """Promise callers the next update."""

    shape = shapes.NextUpdateShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Set when callers hear more, and the words for them."""
        now = timezone.now()
        commands.promise_update(
            incident_id=pk,
            version=said.get("version"),
            next_update_at=said.get("next_update_at") or now + timedelta(minutes=said["minutes"]),
            public_note=said.get("public_note", ""),
            actor=Actor.user(user),
            now=now,
        )


@extend_schema(request=shapes.CommandShape, responses={200: dict})
class CommandMove(_Move):
    """Take command."""

    shape = shapes.CommandShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Put the caller at the head of the incident."""
        commands.take_command(
            incident_id=pk,
            version=said.get("version"),
            commander_id=user.pk,
            actor=Actor.user(user),
            now=timezone.now(),
        )


@extend_schema(request=shapes.GatherShape, responses={200: dict})
class Gathering(_Move):
    """Bring an order under the incident."""

    action = Action.ORDER_PROMOTE
    shape = shapes.GatherShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Gather one order."""
        intake.order_for(user, said["work_order"])
        commands.gather(incident_id=pk, work_order_id=said["work_order"], actor=Actor.user(user), now=timezone.now())


@extend_schema(request=shapes.ReleaseShape, responses={200: dict})
class Releasing(_Move):
    """Take an order out of the incident."""

    action = Action.ORDER_PROMOTE
    shape = shapes.ReleaseShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Release one order, with the reason."""
        intake.order_for(user, said["work_order"])
        commands.release(
            incident_id=pk,
            work_order_id=said["work_order"],
            reason=said["reason"],
            actor=Actor.user(user),
            now=timezone.now(),
        )


@extend_schema(request=shapes.NoteShape, responses={200: dict})
class LogLine(_Move):
    """Write a line into the log."""

    action = Action.INCIDENT_NOTE
    shape = shapes.NoteShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Write a line; the author is who sends it."""
        commands.note(incident_id=pk, text=said["text"], author_id=user.pk, actor=Actor.user(user), now=timezone.now())
