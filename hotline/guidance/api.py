"""Guidance by telephone over the API."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api import digest_of
from heating_ops.api_fields import RequestIdField
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from workorders.catalogue import GuidanceOutcome
from workorders.commands.refusals import NoSuchWorkOrder
from workorders.queries import cards_of, may_act_on
from workorders.serializers import WorkOrderCard

from ..catalogue.queries import find_item
from . import commands, queries
from .shapes import OutcomeShape


class FiledShape(OutcomeShape):
    """The same, filed by an operator of the list."""

    request_id = RequestIdField(required=False)


class GuidanceClaimShape(serializers.Serializer[dict[str, Any]]):
    """Taking an order in hand."""

    request_id = RequestIdField(required=False)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


def guided_from(said: dict[str, Any]) -> commands.Guided:
    """The checked words of what guidance came to."""
    item = find_item(said["item"]) if said.get("item") else None
    return commands.Guided(GuidanceOutcome(said["outcome"]), item, tuple(said.get("steps", ())))


class GuidanceList(APIView):
    """The orders that wait for guidance."""

    action = Action.ORDER_GUIDE

    @extend_schema(responses=WorkOrderCard(many=True))
    def get(self, request: Request) -> Response:
        """List the cards of orders whose customers wait to be guided, the nearest limit first."""
        ids = [order.pk for order in queries.queue(signed_in(request))]
        cards = cards_of(ids) if ids else {}
        return Response({"results": [cards[pk] for pk in ids]})


class GuidanceClaim(APIView):
    """Who guides."""

    action = Action.ORDER_GUIDE

    @extend_schema(request=GuidanceClaimShape, responses=WorkOrderCard)
    def post(self, request: Request, pk: int) -> Response:
        """Take an order in hand; another operator's is taken over only with a reason (else 409, with who has it)."""
        shape = GuidanceClaimShape(data=request.data)
        shape.is_valid(raise_exception=True)
        said, user = shape.validated_data, signed_in(request)
        _check_reach(request, pk)

        def do() -> None:
            commands.claim(work_order_id=pk, reason=said["reason"], user=user, now=timezone.now())

        once(said.get("request_id"), actor=Actor.user(user), do=do, digest=digest_of(request))
        return Response(cards_of([pk])[pk])


class GuidanceOutcomeFiled(APIView):
    """What it came to."""

    action = Action.ORDER_GUIDE

    @extend_schema(request=FiledShape, responses=WorkOrderCard)
    def post(self, request: Request, pk: int) -> Response:
        """File what a guidance came to: solved by telephone, a visit is needed, or not reached."""
        shape = FiledShape(data=request.data)
        shape.is_valid(raise_exception=True)
        said, user = shape.validated_data, signed_in(request)
        _check_reach(request, pk)

        def do() -> None:
            commands.file(work_order_id=pk, guided=guided_from(said), user=user, now=timezone.now())

        once(said.get("request_id"), actor=Actor.user(user), do=do, digest=digest_of(request))
        return Response(cards_of([pk])[pk])


def _check_reach(request: Request, pk: int) -> None:
    if not may_act_on(signed_in(request), Action.ORDER_GUIDE, pk):
        raise NoSuchWorkOrder
