"""Calls and places over the API."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api import digest_of
from heating_ops.api_fields import NumberField
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from heating_ops.network.search import search_places

from . import commands
from .intake import report_from
from .serializers import CallShape, FilingShape

# One for all requests: making its fields anew for each costs more than checking with them.
_CALL_SHAPE = CallShape()


class CallIntake(APIView):
    """Take a call."""

    action = Action.CALL_LOG

    @extend_schema(request=CallShape, responses={201: FilingShape, 200: FilingShape})
    def post(self, request: Request) -> Response:
        """File a call: triage, then a work order, or the order or incident it joins.

        201 the first time; the same `request_id` again is 200 with the same body.
        """
        said = _CALL_SHAPE.run_validation(request.data)
        user, now = signed_in(request), timezone.now()
        actor = Actor.user(user)

        def do() -> None:
            report = report_from(said, user=user, now=now)
            commands.log_call(report=report, actor=actor, now=now)

        answer = once(said["request_id"], actor=actor, do=do, digest=digest_of(request), subject_type="call")
        code = status.HTTP_200_OK if answer.repeated else status.HTTP_201_CREATED
        return Response(in_words(answer.data), status=code)


def in_words(filing: Any) -> dict[str, Any]:
    """The stored filing with the triage reasons in the reader's language."""
    language = get_language() or "en"
    reasons = [reason.get(language) or reason["en"] for reason in filing["triage"]["reasons"]]
    return {**filing, "triage": {**filing["triage"], "reasons": reasons}}


class PlaceHitShape(serializers.Serializer[dict[str, Any]]):
    """A place found (documentation only)."""

    kind = serializers.CharField(help_text="building, household, community, street, station or key_site")
    building = serializers.IntegerField(
        allow_null=True, help_text="Null for a community, street or station: search on with its label"
    )
    label = serializers.CharField()  # type: ignore[assignment] # a field's own attribute has this name too
    detail = serializers.CharField()
    flat = serializers.CharField(allow_null=True)
    branch = serializers.CharField()
    key_site = serializers.CharField()


class PlaceSearch(APIView):
    """Find places as they are typed."""

    action = Action.PLACE_SEARCH

    @extend_schema(
        parameters=[OpenApiParameter("q", str, required=True), OpenApiParameter("limit", int)],
        responses=PlaceHitShape(many=True),
    )
    def get(self, request: Request) -> Response:
        """Search by name, pinyin, initials, building-unit-room, station, key site or the end of a telephone number."""
        asked = _Search(data=request.query_params)
        asked.is_valid(raise_exception=True)
        hits = search_places(asked.validated_data["q"], limit=asked.validated_data["limit"])
        return Response(
            {
                "results": [
                    {
                        "kind": hit.kind,
                        "building": hit.building,
                        "label": hit.label,
                        "detail": hit.detail,
                        "flat": hit.flat,
                        "branch": hit.branch,
                        "key_site": hit.key_site,
                    }
                    for hit in hits
                ]
            }
        )


class _Search(serializers.Serializer[dict[str, Any]]):
    q = serializers.CharField(max_length=120, allow_blank=True)
    limit = NumberField(default=10, min_value=1, max_value=50)
