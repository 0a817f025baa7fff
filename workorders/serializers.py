"""The shapes of what comes in and goes out over the API. No rules here."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from heating_ops.api_fields import IdField, MeasureField, NumberField, RequestIdField, VersionField

from .catalogue import CallBackOutcome, Cause, Handling, Priority, Responsibility, Status, SuspendReason


class ListQuery(serializers.Serializer[dict[str, Any]]):
    """The filters of a list."""

    status = serializers.ChoiceField(choices=[*Status.values, "open"], required=False)
    priority = serializers.ChoiceField(choices=Priority.values, required=False)
    branch = IdField(required=False)
    crew = IdField(required=False)
    before = IdField(required=False)
    limit = NumberField(default=100, min_value=1, max_value=500)


class MoveShape(serializers.Serializer[dict[str, Any]]):
    """What every move carries."""

    request_id = RequestIdField(required=False, help_text="Chosen new for each action; a repeat is answered the same.")
    version = VersionField(required=False, help_text="The version the decision was made on.")


class CrewShape(MoveShape):
    """Which crew is sent."""

    crew_id = IdField()


class ReasonShape(MoveShape):
    """A move that needs a reason."""

    reason = serializers.CharField(max_length=500)


class ReassignShape(CrewShape):
    """Which crew is sent instead, and why."""

    reason = serializers.CharField(max_length=500)


class OverrideShape(ReasonShape):
    """How it is graded instead, and why."""

    priority = serializers.ChoiceField(choices=Priority.choices)
    handling = serializers.ChoiceField(
        choices=Handling.choices,
        required=False,
        allow_blank=True,
        help_text="What follows from the priority, if not said.",
    )


class MergeShape(MoveShape):
    """Which order the reports go to."""

    into_id = IdField()


class ContactShape(MoveShape):
    """Whether the customer was reached by telephone."""

    reached = serializers.BooleanField()
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class ArrivalShape(MoveShape):
    """Where the phone says it is."""

    position = serializers.ListField(
        child=MeasureField(min_value=-180, max_value=180),
        min_length=2,
        max_length=2,
        required=False,
        help_text="Latitude and longitude of the phone.",
    )


class SuspendShape(MoveShape):
    """Why the order waits."""

    reason = serializers.ChoiceField(choices=SuspendReason.choices)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class ReadingShape(serializers.Serializer[dict[str, Any]]):
    """A room temperature, measured by the crew."""

    temperature_c = MeasureField(min_value=-40, max_value=60)
    room = serializers.CharField(max_length=40, required=False, allow_blank=True)
    instrument = serializers.CharField(max_length=40, required=False, allow_blank=True)


class CompleteShape(MoveShape):
    """What the crew found, did and measured."""

    cause = serializers.ChoiceField(choices=Cause.choices)
    responsibility = serializers.ChoiceField(choices=Responsibility.choices)
    work_done = serializers.CharField(max_length=2000)
    readings = serializers.ListField(child=ReadingShape(), required=False, default=list, max_length=20)


class CallBackShape(MoveShape):
    """What the customer says."""

    outcome = serializers.ChoiceField(choices=CallBackOutcome.choices)
    temperature_c = MeasureField(min_value=-40, max_value=60, required=False, allow_null=True)
    room = serializers.CharField(max_length=40, required=False, allow_blank=True)
    satisfied = serializers.BooleanField(required=False, allow_null=True)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A customer who says it is not solved says why: the next crew reads it."""
        if attrs["outcome"] == CallBackOutcome.NOT_SOLVED and not attrs.get("note", "").strip():
            raise serializers.ValidationError({"note": _("Write down what is still wrong.")})
        return attrs


class WorkOrderCard(serializers.Serializer[dict[str, Any]]):
    """The card of a work order, the same on boards, in events and here (documentation only)."""

    type = serializers.CharField()
    id = serializers.IntegerField()
    number = serializers.CharField()
    version = serializers.IntegerField()
    status = serializers.ChoiceField(choices=Status.choices)
    open = serializers.BooleanField()
    urgency = serializers.CharField()
    priority = serializers.ChoiceField(choices=Priority.choices)
    order_type = serializers.CharField()
    category = serializers.CharField()
    handling = serializers.CharField()
    place = serializers.DictField()
    crew = serializers.DictField(allow_null=True)
    reports = serializers.IntegerField()
    external = serializers.DictField(allow_null=True)
    key_site = serializers.CharField()
    logged_at = serializers.DateTimeField()
    stage_at = serializers.DateTimeField()
    escalation_level = serializers.IntegerField()
    escalated_to = serializers.CharField()
    escalation = serializers.CharField(help_text="Of an open escalation: told, acknowledged or capped.")
    supervision = serializers.DictField(allow_null=True, help_text="`due_at`, while a leader supervises it.")
    chases = serializers.IntegerField(help_text="How often somebody asked what becomes of it.")
    returns = serializers.IntegerField()
    suspended_reason = serializers.CharField()
    stood_seconds = serializers.IntegerField(help_text="How long the clock of the restoration stood still so far.")
    guidance_until = serializers.DateTimeField(allow_null=True, help_text="Waits for guidance by telephone until then.")
    guided = serializers.CharField(help_text="How guidance by telephone ended; empty while it waits, or never did.")
    incident = serializers.CharField()
    deadlines = serializers.ListField(child=serializers.DictField())


class WorkOrderPage(serializers.Serializer[dict[str, Any]]):
    """A page of cards; ``next`` continues."""

    total = serializers.IntegerField()
    results = WorkOrderCard(many=True)
    next = serializers.IntegerField(allow_null=True)


class WorkOrderWhole(WorkOrderCard):
    """One order with all that belongs to it."""

    triage = serializers.DictField()
    findings = serializers.ListField(child=serializers.DictField())
    readings = serializers.ListField(child=serializers.DictField())
    times = serializers.ListField(
        child=serializers.DictField(),
        help_text="From registration to each step: `gross_seconds`, and `net_seconds` without what stood still.",
    )
    suspensions = serializers.ListField(child=serializers.DictField())
    events = serializers.ListField(child=serializers.DictField())
