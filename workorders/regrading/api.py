"""What the weather would lower, over the API: list, accept, leave."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in

from ..queries import cards_of
from .commands import NoSuchProposal, accept_proposal, leave_proposal
from .models import RegradeProposal
from .queries import listed, proposals_for


class RegradingReasonShape(serializers.Serializer[dict[str, Any]]):
    """Why, where there is more to say than the weather."""

    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class RegradingList(APIView):
    """Orders that would be less urgent in today's weather."""

    action = Action.ORDER_DISPATCH

    @extend_schema(operation_id="regrading_list", responses={200: dict})
    def get(self, request: Request) -> Response:
        """The open proposals about orders the caller dispatches, oldest first, the first hundred."""
        return Response({"results": [as_json(each) for each in listed(signed_in(request))]})


class RegradingAccepted(APIView):
    """The lowering of one order."""

    action = Action.ORDER_DISPATCH

    @extend_schema(operation_id="regrading_accept", request=RegradingReasonShape, responses={200: dict})
    def post(self, request: Request, pk: int) -> Response:
        """Lower the order as proposed; answers with its card."""
        shape = RegradingReasonShape(data=request.data)
        shape.is_valid(raise_exception=True)
        user = signed_in(request)
        if not proposals_for(user).filter(pk=pk).exists():
            raise NoSuchProposal
        reason = shape.validated_data.get("reason", "")
        order = accept_proposal(proposal_id=pk, reason=reason, user=user, now=timezone.now())
        return Response(cards_of([order.pk])[order.pk])


class RegradingLeft(APIView):
    """The leaving of one order as it is."""

    action = Action.ORDER_DISPATCH

    @extend_schema(operation_id="regrading_leave", request=None, responses={200: dict})
    def post(self, request: Request, pk: int) -> Response:
        """Leave the order as urgent as it is; the same is not proposed again."""
        serializers.Serializer(data=request.data).is_valid(raise_exception=True)
        user = signed_in(request)
        proposal = proposals_for(user).filter(pk=pk).first()
        if proposal is None:
            raise NoSuchProposal
        leave_proposal(proposal_id=pk, user=user, now=timezone.now())
        return Response(cards_of([proposal.order_id])[proposal.order_id])


def as_json(proposal: RegradeProposal) -> dict[str, Any]:
    """A proposal as the API tells it."""
    return {
        "id": proposal.pk,
        "work_order": proposal.order_id,
        "number": proposal.order.number,
        "before": proposal.before,
        "after": proposal.after,
        "made_at": proposal.made_at,
        "rules": [each["rule"] for each in proposal.decision["reasons"]],
    }
