"""The duplicate step over the API: what a call about a place may belong to."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.api_fields import NumberField
from heating_ops.journal.refusal import InvalidInput
from heating_ops.network.addresses import building_by_id
from workorders import rules
from workorders.catalogue import Category, Danger
from workorders.triage import Facts, decide

from .queries import Candidate, candidates


class _Asked(serializers.Serializer[dict[str, Any]]):
    building = NumberField(min_value=1)
    flat = serializers.CharField(required=False, max_length=32, allow_blank=True, default="")
    category = serializers.ChoiceField(choices=Category.choices, required=False, allow_blank=True, default="")
    dangers = serializers.ListField(child=serializers.ChoiceField(choices=Danger.choices), required=False, default=list)


class DuplicateShape(serializers.Serializer[dict[str, Any]]):
    """Something the caller may mean."""

    joins = serializers.CharField(
        help_text="What to send as `joins` when this is it. Empty: an incident whose heat is back, to be read only."
    )
    relation = serializers.CharField(help_text="flat, unit, building, incident, loop or station; nearest first")
    relation_words = serializers.CharField(help_text="The same in the reader's language.")
    number = serializers.CharField()
    status = serializers.CharField(help_text="An order's status, or an incident's phase.")
    finished = serializers.BooleanField(help_text="Recently finished; an order that was closed is opened again.")
    callers = serializers.IntegerField()
    since = serializers.DateTimeField(help_text="When it was logged or declared.")
    place = serializers.CharField(help_text="Where, as people write it.")
    category = serializers.CharField(help_text="Of an order; empty for an incident.")
    priority = serializers.CharField(help_text="Of an order; empty for an incident.")
    raised_to = serializers.CharField(help_text="The stricter priority the order gets by this call, or empty.")
    crew = serializers.CharField(help_text="The crew's name, or empty.")
    next_due_at = serializers.DateTimeField(allow_null=True, help_text="By when its next step is promised.")


class Duplicates(APIView):
    """What is known near a place."""

    action = Action.CALL_LOG

    @extend_schema(
        parameters=[
            OpenApiParameter("building", int, required=True, description="A building's id, of `/api/places/`."),
            OpenApiParameter("flat", str),
            OpenApiParameter("category", str),
            OpenApiParameter("dangers", str, many=True, description="The dangers that were answered with yes."),
        ],
        responses=DuplicateShape(many=True),
    )
    def get(self, request: Request) -> Response:
        """List up to five orders and incidents a call about this place may belong to, the nearest first."""
        asked = _Asked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        building = building_by_id(said["building"])
        if building is None:
            raise InvalidInput("building", _("There is no building with the id %(id)s."), id=said["building"])
        facts = Facts(category=said["category"], dangers=said["dangers"], key_site=building.key_site_name)
        found = candidates(
            building_id=building.pk,
            loop_id=building.loop_id,
            flat=said["flat"].strip(),
            decision=decide(facts, rules.triage_rules()) if said["category"] else None,
            now=timezone.now(),
        )
        return Response({"results": [shown(one) for one in found]})


def shown(one: Candidate) -> dict[str, Any]:
    """A candidate as the API tells it."""
    row: dict[str, Any] = {
        "joins": str(one.chosen) if one.may_be_chosen else "",
        "relation": one.relation.name.lower(),
        "relation_words": str(one.relation.label),
        "finished": one.is_finished,
        "raised_to": one.raised_to,
        "next_due_at": one.next_due,
    }
    if one.incident is not None:
        incident = one.incident
        return row | {
            "number": incident.number,
            "status": incident.phase,
            "callers": incident.report_count,
            "since": incident.declared_at,
            "place": incident.place_text,
            **dict.fromkeys(("category", "priority", "crew"), ""),
        }
    card = one.card or {}
    return row | {
        "number": card["number"],
        "status": card["status"],
        "callers": card["reports"],
        "since": one.logged_at,
        "place": card["place"]["label"],
        "category": card["category"],
        "priority": card["priority"],
        "crew": card["crew"]["name"] if card["crew"] else "",
    }
