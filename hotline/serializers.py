"""The shape of a call over the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from heating_ops.api_fields import MeasureField, MomentField, RequestIdField
from workorders.catalogue import Category, Danger, Extent

from .models import CallOutcome, Channel


class PlaceShape(serializers.Serializer[dict[str, Any]]):
    """Where: a building's id, an address, or words."""

    building = serializers.CharField(
        required=False, max_length=40, help_text="A building's id, or with `street` its number."
    )
    branch = serializers.CharField(required=False, max_length=80, allow_blank=True)
    street = serializers.CharField(required=False, max_length=120)
    flat = serializers.CharField(required=False, max_length=32, allow_blank=True)
    text = serializers.CharField(required=False, max_length=300)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One of the three forms, whole."""
        building, street = attrs.get("building", ""), attrs.get("street")
        if street and building:
            return attrs
        if attrs.get("text") and not building:
            return attrs
        if not building:
            raise serializers.ValidationError(_("Say where: building, or street and building, or text."))
        if not (building.isascii() and building.isdigit() and len(building) < 18):
            raise serializers.ValidationError({"building": _("Without a street this must be a building's id.")})
        return attrs


class ExternalShape(serializers.Serializer[dict[str, Any]]):
    """The ticket of another system, with the deadline printed on it."""

    due_at = MomentField(required=False)


class CallShape(serializers.Serializer[dict[str, Any]]):
    """A call as it is sent in."""

    request_id = RequestIdField()
    channel = serializers.ChoiceField(choices=Channel.choices)
    caller_phone = serializers.RegexField(
        r"^[0-9+\-() ]{0,20}$",
        allow_blank=True,
        error_messages={"invalid": _("A telephone number has only digits, +, -, brackets and spaces.")},
    )
    caller_name = serializers.CharField(max_length=40, required=False, allow_blank=True)
    reported_at = MomentField(required=False)
    place = PlaceShape()
    category = serializers.ChoiceField(choices=Category.choices)
    item = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text="The code of an item of `/api/catalogue/`, of the category.",
    )
    dangers = serializers.ListField(
        child=serializers.ChoiceField(choices=Danger.choices), required=False, max_length=len(Danger.values)
    )
    extent = serializers.ChoiceField(choices=Extent.choices, required=False, allow_blank=True)
    indoor_temp_c = MeasureField(min_value=-40, max_value=60, required=False, allow_null=True)
    text = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    external = ExternalShape(required=False)
    different_trouble = serializers.BooleanField(required=False, default=False)


class ReferenceShape(serializers.Serializer[dict[str, Any]]):
    """What something is and how people name it."""

    type = serializers.CharField()
    id = serializers.IntegerField()
    number = serializers.CharField()


class CallMadeShape(serializers.Serializer[dict[str, Any]]):
    """The call as it was taken."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    outcome = serializers.ChoiceField(choices=CallOutcome.choices)
    place_match = serializers.CharField()
    logged_at = serializers.DateTimeField()


class TriageShape(serializers.Serializer[dict[str, Any]]):
    """What triage decided, and why."""

    urgency = serializers.CharField()
    priority = serializers.CharField()
    handling = serializers.CharField()
    rule_version = serializers.CharField()
    reasons = serializers.ListField(child=serializers.CharField())


class FilingShape(serializers.Serializer[dict[str, Any]]):
    """What became of a call."""

    call = CallMadeShape()
    work_order = ReferenceShape(allow_null=True)
    joined = ReferenceShape(allow_null=True)
    triage = TriageShape()
