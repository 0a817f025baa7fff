"""One's ways over the API, as they are documented."""

from typing import Any

from rest_framework import serializers

from heating_ops.api_fields import RequestIdField

from ..models import MessageState, Reason


class WayShape(serializers.Serializer[dict[str, Any]]):
    """A channel and one's address in it."""

    channel = serializers.CharField(help_text="The channel's code.")
    name = serializers.CharField()
    in_use = serializers.BooleanField(help_text="Whether the house sends through it now.")
    address = serializers.CharField(help_text="Empty: none.")
    verified_at = serializers.DateTimeField(allow_null=True)
    signed_out_at = serializers.DateTimeField(allow_null=True)


class WayListShape(serializers.Serializer[dict[str, Any]]):
    """All of one's ways."""

    results = WayShape(many=True)


class WayActShape(serializers.Serializer[dict[str, Any]]):
    """An act on one's way; repeating it changes nothing more."""

    request_id = RequestIdField(required=False)


class WayAddressShape(WayActShape):
    """One's address in the channel."""

    address = serializers.CharField(max_length=200, allow_blank=True, help_text="Empty takes the way away.")


class WayTestShape(serializers.Serializer[dict[str, Any]]):
    """A test, and how far its message is."""

    notice = serializers.IntegerField()
    state = serializers.ChoiceField(choices=MessageState.choices, allow_blank=True)
    reason = serializers.ChoiceField(choices=Reason.choices, allow_blank=True)
    attempts = serializers.IntegerField()
