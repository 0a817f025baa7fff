"""Who is calling, over the API."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.api_fields import IdField

from .choosing import choose
from .finding import Verdict, who_has
from .numbers import LONGEST, is_written_as_number, read_number
from .repeats import Before, Counts, before

_KINDS = ("household", "key_site", "caller")


class CallerShape(serializers.Serializer[dict[str, Any]]):
    """Somebody whose number fits; the number is masked but for the digits that were given."""

    kind = serializers.ChoiceField(choices=_KINDS)
    id = serializers.IntegerField()
    building = serializers.IntegerField(allow_null=True)
    label = serializers.CharField()  # type: ignore[assignment] # a field's own attribute has this name too
    flat = serializers.CharField()
    branch = serializers.CharField()
    name = serializers.CharField(help_text="Of a key site.")
    shown = serializers.CharField(help_text="The number as it may be shown.")
    fit = serializers.CharField(help_text="whole, tail, head, middle or part")


class CountsShape(serializers.Serializer[dict[str, Any]]):
    """Earlier calls."""

    near = serializers.IntegerField(help_text="Within `window_hours`.")
    week = serializers.IntegerField()
    season = serializers.IntegerField()


class BeforeShape(serializers.Serializer[dict[str, Any]]):
    """What was before this call."""

    nth = serializers.IntegerField(help_text="Which call this would be within `window_hours`; 1 is the first.")
    window_hours = serializers.IntegerField()
    phone = CountsShape()
    flat = CountsShape()
    last_call = serializers.CharField(help_text="Its number, or empty.")
    last_became = serializers.CharField()


class CallersShape(serializers.Serializer[dict[str, Any]]):
    """Whom a number may belong to (documentation only)."""

    verdict = serializers.ChoiceField(choices=[str(one) for one in Verdict])
    whole = serializers.BooleanField(help_text="A complete number; only such a one has a history.")
    more = serializers.BooleanField(help_text="More fit than are listed.")
    results = CallerShape(many=True)
    before = BeforeShape()


class ChosenShape(serializers.Serializer[dict[str, Any]]):
    """Whom the operator chose (documentation only)."""

    kind = serializers.ChoiceField(choices=_KINDS)
    id = serializers.IntegerField()
    phone = serializers.CharField()
    building = serializers.IntegerField(allow_null=True)
    label = serializers.CharField()  # type: ignore[assignment]
    flat = serializers.CharField()


class _Asked(serializers.Serializer[dict[str, Any]]):
    phone = serializers.CharField(max_length=LONGEST)
    building = IdField(required=False)
    flat = serializers.CharField(max_length=32, required=False, default="")

    def validate_phone(self, value: str) -> str:
        """Digits, and what people write between them."""
        if not is_written_as_number(value):
            raise serializers.ValidationError(
                _("A telephone number has only digits, +, -, brackets and spaces, and an extension behind x, # or 转.")
            )
        return value


class _Choice(serializers.Serializer[dict[str, Any]]):
    kind = serializers.ChoiceField(choices=_KINDS)
    id = IdField()


class Callers(APIView):
    """Who may be calling."""

    action = Action.CALL_LOG

    @extend_schema(
        parameters=[
            OpenApiParameter("phone", str, required=True, description="A number or four or more digits of one."),
            OpenApiParameter("building", int, description="Households of this building come first."),
            OpenApiParameter("flat", str),
        ],
        responses=CallersShape,
    )
    def get(self, request: Request) -> Response:
        """Whom a number, or any part of one, may belong to, and how often they have called.

        Nobody is chosen here, and of a part of a number nothing but the part is shown.
        """
        asked = _Asked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        number, building = read_number(said["phone"]), said.get("building")
        found = who_has(number, building_id=building)
        was = before(phone=said["phone"], building_id=building, flat=said["flat"], now=timezone.now())
        return Response(
            {
                "verdict": found.verdict,
                "whole": number.whole,
                "more": found.more,
                "results": [asdict(one) for one in found.candidates],
                "before": _told(was),
            }
        )


class ChosenCaller(APIView):
    """Whom the operator chose."""

    action = Action.CALL_LOG

    @extend_schema(
        parameters=[
            OpenApiParameter("kind", str, required=True, enum=list(_KINDS)),
            OpenApiParameter("id", int, required=True),
        ],
        responses=ChosenShape,
    )
    def get(self, request: Request) -> Response:
        """The whole number of somebody who was chosen of the list, with the place."""
        asked = _Choice(data=request.query_params)
        asked.is_valid(raise_exception=True)
        chosen = choose(asked.validated_data["kind"], asked.validated_data["id"])
        if chosen is None:
            raise NotFound
        return Response(asdict(chosen))


def _told(was: Before) -> dict[str, Any]:
    return {
        "nth": was.nth,
        "window_hours": was.window_hours,
        "phone": _counts(was.phone),
        "flat": _counts(was.flat),
        "last_call": was.last.number if was.last else "",
        "last_became": was.last_in_words,
    }


def _counts(counts: Counts) -> dict[str, int]:
    return asdict(counts)
