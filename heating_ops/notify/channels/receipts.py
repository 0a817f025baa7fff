"""What gateways say afterwards: it arrived, or it did not. In any order, any number of times."""

from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.api_signed import signed_parameters
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput, Refusal
from heating_ops.signing import verify

from ..models import Message, MessageState, Reason
from ..sending import next_way_now
from .models import Channel
from .secrets import receipt_secret

TIME_HEADER: Final = "X-Notify-Time"
SIGNATURE_HEADER: Final = "X-Notify-Signature"
_SAID: Final = (MessageState.DELIVERED.value, MessageState.FAILED.value)


class NoSuchMessage(Refusal):
    """A receipt for something this channel never sent."""

    code = "no_such_message"
    sentence = _("This channel sent no such message.")
    status = 404


class ReceiptShape(serializers.Serializer[dict[str, Any]]):
    """A delivery receipt: the gateway's own number of the message, or the key we sent."""

    id = serializers.CharField(max_length=120, required=False, default="")
    key = serializers.CharField(max_length=120, required=False, default="")
    state = serializers.ChoiceField(choices=[(code, code) for code in _SAID])
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class ReceiptTakenShape(serializers.Serializer[dict[str, Any]]):
    """How far the message is now."""

    state = serializers.ChoiceField(choices=MessageState.choices)


@command
def take(*, channel: Channel, key: str, provider_id: str, delivered: bool, words: str, now: datetime) -> Message:
    """Keep what a gateway says. What was delivered stays so, whatever comes later.

    :raises InvalidInput: neither number nor key is named
    :raises NoSuchMessage: this channel sent no such message
    """
    if not key and not provider_id:
        raise InvalidInput("id", _("Name the message by its number or by its key."))
    sent = Message.objects.select_for_update().filter(channel=channel)
    message = sent.filter(**({"key": key} if key else {"provider_id": provider_id})).first()
    if message is None:
        raise NoSuchMessage
    if message.state == MessageState.DELIVERED:
        return message
    if delivered:
        message.state, message.reason, message.delivered_at = MessageState.DELIVERED, "", now
        message.sent_at = message.sent_at or now
        message.lease_until = None
        message.save(update_fields=["state", "reason", "delivered_at", "sent_at", "lease_until"])
    elif message.state in (MessageState.SENT, MessageState.SENDING):
        message.state, message.reason, message.last_error = MessageState.GIVEN_UP, Reason.UNDELIVERED, words
        message.lease_until = None
        message.save(update_fields=["state", "reason", "last_error", "lease_until"])
        next_way_now(message, now=now)
    return message


class GatewayReceipt(APIView):
    """The webhook of gateways: nobody signs in, every receipt is signed."""

    authentication_classes = []
    permission_classes = []

    @extend_schema(
        request=ReceiptShape,
        responses=ReceiptTakenShape,
        auth=[],
        parameters=signed_parameters(TIME_HEADER, SIGNATURE_HEADER),
    )
    def post(self, request: Request, slug: str) -> Response:
        """Say that a message was delivered, or that it failed for good."""
        now = timezone.now()
        # Checked before the channel is looked up: who does not know its secret does not learn which there are.
        verify(
            secret=receipt_secret(slug),
            timestamp=request.headers.get(TIME_HEADER, ""),
            claimed=request.headers.get(SIGNATURE_HEADER, ""),
            body=request._request.body,
            now=now.timestamp(),
        )
        shape = ReceiptShape(data=request.data)
        shape.is_valid(raise_exception=True)
        said = shape.validated_data
        channel = Channel.objects.filter(code=slug).first()
        if channel is None:
            raise NoSuchMessage
        message = take(
            channel=channel,
            key=said["key"],
            provider_id=said["id"],
            delivered=said["state"] == MessageState.DELIVERED,
            words=said["reason"],
            now=now,
        )
        return Response({"state": message.state})
