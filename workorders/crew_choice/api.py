"""Crews for an order over the API: best first, each with its reasons and what speaks against it."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action, branch_filter
from heating_ops.access.web import signed_in
from heating_ops.api_fields import NumberField
from heating_ops.crews.models import Skill

from ..catalogue import Status
from ..commands.refusals import NoSuchWorkOrder
from ..models import order_number
from ..queries import visible_to
from . import queries
from .models import Doing
from .scoring import Choice, Said
from .words import in_words

_SHOWN = 40


class CrewsAsked(serializers.Serializer[dict[str, Any]]):
    """Which of the crews."""

    search = serializers.CharField(
        max_length=40, required=False, allow_blank=True, default="", help_text="Part of a name, a branch or a vehicle."
    )
    limit = NumberField(default=_SHOWN, min_value=1, max_value=200)


class CrewSaidShape(serializers.Serializer[dict[str, Any]]):
    """One reason or doubt."""

    code = serializers.CharField()
    words = serializers.CharField(help_text="In the language of the request.")


class CrewChoiceShape(serializers.Serializer[dict[str, Any]]):
    """A crew, how well it suits the order, and why."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    branch = serializers.CharField(help_text="The board of its branch.")
    branch_name = serializers.CharField()
    vehicle = serializers.CharField()
    doing = serializers.ChoiceField(
        choices=Doing.choices, help_text="What it is on now; `sent` has orders in hand and is out for none."
    )
    doing_name = serializers.CharField()
    in_hand = serializers.IntegerField()
    out_on = serializers.CharField(allow_null=True, help_text="The number of the order it is out for.")
    distance_km = serializers.FloatField(allow_null=True, help_text="As the crow flies, from its last position.")
    position_at = serializers.DateTimeField(allow_null=True)
    on_duty_until = serializers.DateTimeField(allow_null=True)
    score = serializers.IntegerField(help_text="100 points less what speaks against it.")
    may_be_sent = serializers.BooleanField()
    proposed = serializers.BooleanField(help_text="The one to send, if nobody knows better.")
    reasons = CrewSaidShape(many=True)
    doubts = CrewSaidShape(many=True)


class CrewChoicesShape(serializers.Serializer[dict[str, Any]]):
    """The crews for an order."""

    order = serializers.DictField(help_text="Its id, its number and the skills it needs, in words.")
    total = serializers.IntegerField()
    results = CrewChoiceShape(many=True)


class CrewsForOrder(APIView):
    """The crews that could be sent to an order."""

    action = Action.ORDER_DISPATCH

    @extend_schema(operation_id="work_orders_crews_list", parameters=[CrewsAsked], responses=CrewChoicesShape)
    def get(self, request: Request, pk: int) -> Response:
        """Crews on duty within reach, best first, with reasons; looked for by name, also those off duty."""
        asked = CrewsAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        user = signed_in(request)
        orders = visible_to(user, Action.ORDER_DISPATCH).select_related("building__loop__station")
        order = orders.filter(pk=pk).first()
        if order is None:
            raise NoSuchWorkOrder
        task, choices = queries.choices_for(
            order,
            branch_ids=branch_filter(user, Action.ORDER_DISPATCH),
            now=timezone.now(),
            search=asked.validated_data["search"],
        )
        shown = choices[: asked.validated_data["limit"]]
        needs = [str(Skill(one).label) for one in sorted(task.needs)]
        return Response(
            {
                "order": {"id": order.pk, "number": order.number, "needs": needs},
                "total": len(choices),
                "results": [_row(choice, is_first=place == 0) for place, choice in enumerate(shown)],
            }
        )


def _row(choice: Choice, *, is_first: bool) -> dict[str, Any]:
    crew, doing = choice.crew, _doing(choice)
    return {
        "id": crew.id,
        "name": crew.name,
        "branch": f"branch-{crew.branch_id}",
        "branch_name": crew.branch_name,
        "vehicle": crew.vehicle,
        "doing": doing,
        "doing_name": str(doing.label),
        "in_hand": crew.in_hand,
        "out_on": order_number(crew.out_on) if crew.out_on is not None else None,
        "distance_km": round(choice.distance_km, 2) if choice.distance_km is not None else None,
        "position_at": crew.position_at,
        "on_duty_until": crew.shift[1] if crew.shift else None,
        "score": choice.score,
        "may_be_sent": choice.may_be_sent,
        "proposed": is_first and choice.is_clear,
        "reasons": [_said(one) for one in choice.reasons],
        "doubts": [_said(one) for one in choice.doubts],
    }


def _said(said: Said) -> dict[str, str]:
    return {"code": said.code, "words": in_words(said)}


def _doing(choice: Choice) -> Doing:
    crew = choice.crew
    if crew.shift is None:
        return Doing.OFF
    if crew.out_on is not None:
        return Doing.EN_ROUTE if crew.out_status == Status.EN_ROUTE else Doing.ON_SITE
    return Doing.SENT if crew.in_hand else Doing.FREE
