"""The shapes of what comes in and goes out about escalations over the API. No rules here."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from heating_ops.api_fields import MomentField, NumberField
from heating_ops.crews.models import Level

from ..serializers import MoveShape, WorkOrderCard

_LONGEST_MINUTES = 43_200


class EscalateShape(MoveShape):
    """Which level is told at once, and why."""

    level = serializers.ChoiceField(choices=Level.choices)
    reason = serializers.CharField(max_length=500)


class _DueShape(MoveShape):
    """By when: a moment, or minutes from now."""

    due_at = MomentField(required=False)
    minutes = NumberField(required=False, min_value=1, max_value=_LONGEST_MINUTES)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One of the two is needed."""
        if ("due_at" in attrs) == ("minutes" in attrs):
            raise serializers.ValidationError({"due_at": _("Say until when, or within how many minutes.")})
        return attrs


class SuperviseShape(_DueShape):
    """Until when a leader wants it done, and why."""

    reason = serializers.CharField(max_length=500)


class ChaseShape(_DueShape):
    """What is asked, and by when the answer is expected."""

    words = serializers.CharField(max_length=500)


class ChaseAnswerShape(MoveShape):
    """What becomes of the order."""

    words = serializers.CharField(max_length=500)


class TellingLine(serializers.Serializer[dict[str, Any]]):
    """Who was told at one level; without a name nobody was on duty there (documentation only)."""

    level = serializers.ChoiceField(choices=Level.choices)
    user = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()
    because = serializers.CharField()
    at = serializers.DateTimeField()


class EscalatedOrder(serializers.Serializer[dict[str, Any]]):
    """An order that went upward (documentation only)."""

    work_order = WorkOrderCard()
    stage = serializers.CharField()
    cause = serializers.CharField()
    level = serializers.ChoiceField(choices=Level.choices)
    mine = serializers.BooleanField(help_text="You are among those who were told last.")
    since = serializers.DateTimeField(help_text="What it is counted from: the breach, or the word of who asked.")
    told_at = serializers.DateTimeField()
    repeats = serializers.IntegerField()
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    acknowledged_by = serializers.CharField()
    back_at = serializers.DateTimeField(allow_null=True, help_text="When it comes back if nothing moves.")
    ended_because = serializers.CharField()
    told = TellingLine(many=True)


class AlarmLine(serializers.Serializer[dict[str, Any]]):
    """An alarm of a community, with its orders (documentation only)."""

    alarm = serializers.DictField()
    mine = serializers.BooleanField(help_text="You are among those who were told last.")
    acknowledged_by = serializers.CharField()
    orders = serializers.ListField(child=serializers.DictField())
    told = TellingLine(many=True)


class SupervisedOrder(serializers.Serializer[dict[str, Any]]):
    """An order a leader keeps an eye on (documentation only)."""

    work_order = WorkOrderCard()
    leader = serializers.CharField()
    reason = serializers.CharField()
    due_at = serializers.DateTimeField()
    passed = serializers.BooleanField()


class ChasedOrder(serializers.Serializer[dict[str, Any]]):
    """An order somebody asks about (documentation only)."""

    work_order = WorkOrderCard()
    asked_by = serializers.CharField()
    words = serializers.CharField()
    due_at = serializers.DateTimeField()
    passed = serializers.BooleanField()


class Gap(serializers.Serializer[dict[str, Any]]):
    """A level nobody was on duty at when it should have been told (documentation only)."""

    level = serializers.ChoiceField(choices=Level.choices)
    branch = serializers.CharField()
    times = serializers.IntegerField()
    last_at = serializers.DateTimeField()


class EscalationList(serializers.Serializer[dict[str, Any]]):
    """Everything that went upward and is not over (documentation only)."""

    waiting = EscalatedOrder(many=True)
    taken = EscalatedOrder(many=True)
    alarms = AlarmLine(many=True)
    supervised = SupervisedOrder(many=True)
    chased = ChasedOrder(many=True)
    gaps = Gap(many=True)
