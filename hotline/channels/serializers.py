"""The shape of a ticket over the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from heating_ops.api_fields import IdField, MeasureField, MomentField, RequestIdField
from hotline.serializers import AnswersShape, CallMadeShape, ReferenceShape, TriageShape
from workorders.catalogue import Category

from .models import Sorting, TicketState


class TicketShape(serializers.Serializer[dict[str, Any]]):
    """A ticket as its source sends it."""

    number = serializers.CharField(max_length=60, help_text="The ticket's number at the source; taken once.")
    text = serializers.CharField(max_length=2000, help_text="What the citizen says.")
    address = serializers.CharField(
        max_length=300, required=False, allow_blank=True, help_text="Free text, as it was written."
    )
    category = serializers.ChoiceField(
        choices=Category.choices, required=False, allow_blank=True, help_text="Left out: read from the words."
    )
    caller_phone = serializers.RegexField(
        r"^[0-9+\-() ]{0,20}$",
        required=False,
        allow_blank=True,
        error_messages={"invalid": _("A telephone number has only digits, +, -, brackets and spaces.")},
    )
    caller_name = serializers.CharField(max_length=40, required=False, allow_blank=True)
    reported_at = MomentField(required=False)
    due_at = MomentField(required=False, help_text="The deadline printed on the ticket: a second clock.")
    answers = AnswersShape(required=False)
    indoor_temp_c = MeasureField(min_value=-40, max_value=60, required=False, allow_null=True)


class TicketMadeShape(serializers.Serializer[dict[str, Any]]):
    """The ticket as it was taken (documentation only)."""

    id = serializers.IntegerField()
    source = serializers.CharField()  # type: ignore[assignment] # a field's own attribute has this name too
    number = serializers.CharField()
    state = serializers.ChoiceField(choices=TicketState.choices)
    sorting = serializers.ChoiceField(choices=[("", ""), *Sorting.choices])
    score = serializers.IntegerField(help_text="Of the best place for its address, 0 to 100.")
    received_at = serializers.DateTimeField()


class TicketFilingShape(serializers.Serializer[dict[str, Any]]):
    """What became of a ticket; call and triage are null while it waits for a person to say what it is about."""

    ticket = TicketMadeShape()
    call = CallMadeShape(allow_null=True)
    work_order = ReferenceShape(allow_null=True)
    joined = ReferenceShape(allow_null=True)
    triage = TriageShape(allow_null=True)


class PlaceCandidateShape(serializers.Serializer[dict[str, Any]]):
    """A building an address may mean (documentation only)."""

    building = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment] # a field's own attribute has this name too
    flat = serializers.CharField()
    score = serializers.IntegerField()
    reasons = serializers.ListField(child=serializers.CharField())
    station = serializers.CharField()
    branch = serializers.CharField()


class TicketToSortShape(TicketMadeShape):
    """A ticket that waits for a person."""

    address = serializers.CharField()
    needs_category = serializers.BooleanField()
    claimed_by = serializers.CharField(allow_null=True)
    priority = serializers.CharField()
    work_order = serializers.CharField(allow_null=True)
    candidates = PlaceCandidateShape(many=True)


class TicketClaimShape(serializers.Serializer[dict[str, Any]]):
    """A person takes a ticket in hand."""

    request_id = RequestIdField(required=False)


class TicketSortShape(serializers.Serializer[dict[str, Any]]):
    """Where a ticket belongs: a building, or that it is none of ours."""

    request_id = RequestIdField(required=False)
    decision = serializers.ChoiceField(choices=[Sorting.CHOSEN, Sorting.NOT_IN_NETWORK, Sorting.OTHER_SUPPLIER])
    building = IdField(required=False, allow_null=True)
    flat = serializers.CharField(max_length=32, required=False, allow_blank=True, default="")
    category = serializers.ChoiceField(choices=Category.choices, required=False, allow_blank=True, default="")
