"""Incidents over the API: list, declare, one, and one noun per move."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api import request_id_of
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import InvalidInput
from heating_ops.network.addresses import building_by_id
from workorders.queries import visible_to as visible_orders

from django.utils.translation import gettext_lazy as _

from . import commands, queries
from . import serializers as shapes
from .models import Phase


class IncidentList(APIView):
    """Incidents, and the declaring of one."""

    actions: ClassVar[dict[str, Action]] = {"GET": Action.INCIDENT_VIEW, "POST": Action.ORDER_PROMOTE}

    @extend_schema(responses={200: dict})
    def get(self, request: Request) -> Response:
        """The incidents the caller may see, newest first; `?open=1` leaves out closed ones."""
        incidents = queries.visible_to(signed_in(request))
        if request.query_params.get("open") in ("1", "true"):
            incidents = incidents.exclude(phase=Phase.CLOSED)
        ids = list(incidents.order_by("-id").values_list("pk", flat=True)[:200])
        cards = queries.cards_of(ids)
        return Response({"results": [cards[pk] for pk in ids]})

    @extend_schema(request=shapes.DeclareShape, responses={201: dict})
    def post(self, request: Request) -> Response:
        """Declare an incident, from an order, at a building or in words."""
        shape = shapes.DeclareShape(data=request.data)
        shape.is_valid(raise_exception=True)
        said = shape.validated_data
        user = signed_in(request)
        actor = Actor.user(user)

        def do() -> None:
            order = said.get("work_order")
            if order and not visible_orders(user, Action.ORDER_PROMOTE).filter(pk=order).exists():
                raise InvalidInput("work_order", _("There is no such work order."))
            building = building_by_id(said["building"]) if said.get("building") else None
            if said.get("building") and building is None:
                raise InvalidInput("building", _("There is no building with the id %(id)s."), id=said["building"])
            commands.declare(
                kind=said["kind"],
                title=said["title"],
                level=said["level"],
                building=building,
                place_text=said.get("place_text", ""),
                work_order_id=order,
                actor=actor,
                now=timezone.now(),
            )

        answer = once(said.get("request_id"), actor=actor, do=do)
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


class _Move(APIView):
    """A move on an incident: parse, one command, answer with the card."""

    action: ClassVar[Action] = Action.INCIDENT_COMMAND
    shape: ClassVar[type[serializers.Serializer]]

    def verb(self, said: dict[str, Any], pk: int, actor: Actor) -> Callable[[], object]:
        """The command to run, as a call without arguments."""
        raise NotImplementedError

    def post(self, request: Request, pk: int) -> Response:
        """Make the move; the same `request_id` again is answered the same."""
        shape = self.shape(data=request.data)
        shape.is_valid(raise_exception=True)
        user = signed_in(request)
        actor = Actor.user(user)
        run = self.verb(dict(shape.validated_data), pk, actor)

        def do() -> None:
            if not queries.visible_to(user, self.action).filter(pk=pk).exists():
                raise commands.NoSuchIncident
            run()

        return Response(once(request_id_of(request.data), actor=actor, do=do).card)


@extend_schema(request=shapes.PhaseShape, responses={200: dict})
class PhaseMove(_Move):
    """Move the incident to another phase."""

    shape = shapes.PhaseShape

    def verb(self, said: dict[str, Any], pk: int, actor: Actor) -> Callable[[], object]:
        """Contain, restore, close."""
        return lambda: commands.move_to_phase(
            incident_id=pk,
            version=said.get("version"),
            phase=Phase(said["phase"]),
            reason=said.get("reason", ""),
            actor=actor,
            now=timezone.now(),
        )


@extend_schema(request=shapes.LevelShape, responses={200: dict})
class LevelMove(_Move):
    """Grade the incident anew."""

    shape = shapes.LevelShape

    def verb(self, said: dict[str, Any], pk: int, actor: Actor) -> Callable[[], object]:
        """Set the level, with the reason."""
        return lambda: commands.set_level(
            incident_id=pk,
            version=said.get("version"),
            level=said["level"],
            reason=said["reason"],
            actor=actor,
            now=timezone.now(),
        )


@extend_schema(request=shapes.GatherShape, responses={200: dict})
class Gathering(_Move):
    """Bring an order under the incident."""

    shape = shapes.GatherShape

    def verb(self, said: dict[str, Any], pk: int, actor: Actor) -> Callable[[], object]:
        """Gather one order."""
        return lambda: commands.gather(
            incident_id=pk, work_order_id=said["work_order"], actor=actor, now=timezone.now()
        )


@extend_schema(request=shapes.NoteShape, responses={200: dict})
class LogLine(_Move):
    """Write a line into the log."""

    shape = shapes.NoteShape

    def verb(self, said: dict[str, Any], pk: int, actor: Actor) -> Callable[[], object]:
        """Write a line; the author is who sends it."""
        return lambda: commands.note(
            incident_id=pk, text=said["text"], author_id=actor.user_id, actor=actor, now=timezone.now()
        )
