"""Messages over the API, as they are documented."""

from typing import Any

from rest_framework import serializers

from heating_ops.api_fields import IdField, RequestIdField

from ..models import MessageState, Reason


class AttemptShape(serializers.Serializer[dict[str, Any]]):
    """One try."""

    at = serializers.DateTimeField()
    took_ms = serializers.IntegerField(allow_null=True, help_text="Nothing: its sender died.")
    error = serializers.CharField()


class OutboxMessageShape(serializers.Serializer[dict[str, Any]]):
    """A message on its way, without its address and its words."""

    id = serializers.IntegerField()
    key = serializers.CharField(help_text="What the gateway knows it by, the same at every attempt.")
    kind = serializers.CharField()
    channel = serializers.CharField(help_text="The channel's code; empty for messages to other systems.")
    state = serializers.ChoiceField(choices=MessageState.choices)
    reason = serializers.ChoiceField(choices=Reason.choices, allow_blank=True)
    queued_at = serializers.DateTimeField()
    next_try_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)
    last_error = serializers.CharField()
    attempts = AttemptShape(many=True)


class OutboxListShape(serializers.Serializer[dict[str, Any]]):
    """Newest first."""

    results = OutboxMessageShape(many=True)
    older = serializers.IntegerField(allow_null=True)


class OutboxQueryShape(serializers.Serializer[dict[str, Any]]):
    """Which messages."""

    show = serializers.ChoiceField(choices=["pending", "failing", "given_up", "all"], required=False, default="pending")
    channel = serializers.CharField(max_length=40, required=False, default="")
    before = IdField(required=False)


class OutboxAgainShape(serializers.Serializer[dict[str, Any]]):
    """A message is sent again."""

    request_id = RequestIdField(required=False)
