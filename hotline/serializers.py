"""The shape of a call over the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from heating_ops.api_fields import IdField, MeasureField, MomentField, RequestIdField
from workorders.catalogue import Category, Extent

from .guidance.shapes import OutcomeShape
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


class AnswersShape(serializers.Serializer[dict[str, Any]]):
    """The safety questions: true or false for each that was asked, and how far the trouble reaches."""

    person_hurt = serializers.BooleanField(required=False)
    water_where_people_sleep = serializers.BooleanField(required=False)
    ground_sinking = serializers.BooleanField(required=False)
    water_near_electrics = serializers.BooleanField(required=False)
    vulnerable_person = serializers.BooleanField(required=False)
    extent = serializers.ChoiceField(choices=Extent.choices, required=False, allow_blank=True)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Refuse a question that does not exist: an answer must not be lost by a slip of the pen."""
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, dict) else []
        if unknown:
            raise serializers.ValidationError({name: [_("There is no such question.")] for name in unknown})
        answers: dict[str, Any] = super().to_internal_value(data)
        return answers


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
    answers = AnswersShape(required=False)
    indoor_temp_c = MeasureField(min_value=-40, max_value=60, required=False, allow_null=True)
    text = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    external = ExternalShape(required=False)
    different_trouble = serializers.BooleanField(
        required=False, default=False, help_text="The older way to say `joins: none`."
    )
    told = IdField(required=False, allow_null=True, help_text="The version of the script that was read to the caller.")
    told_next_update = MomentField(
        required=False, allow_null=True, help_text="The next update that was read out, where it is not the one of now."
    )
    guidance = OutcomeShape(
        required=False,
        allow_null=True,
        help_text="What guidance by telephone came to while the caller was on the line.",
    )
    joins = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=30,
        help_text="What the call belongs to, of `/api/duplicates/`: `order:12`, `incident:3`, or `none` for a "
        "different trouble. Left out, the rule decides.",
    )
    household = IdField(
        required=False, allow_null=True, help_text="Whom the caller was taken to be, of `/api/callers/`."
    )
    supplier = IdField(
        required=False,
        allow_null=True,
        help_text="The other supplier whose customer the caller is: no order is made, except for a danger (P1).",
    )
    supplier_told = serializers.BooleanField(
        required=False, default=False, help_text="Whether the caller was told to call that supplier."
    )


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
