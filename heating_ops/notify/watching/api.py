"""Messages under way over the API."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.journal.refusal import Refusal

from ..models import Message
from ..outbox import try_again
from . import queries, shapes


class NothingToSend(Refusal):
    """It was sent, is being sent, or is not there."""

    code = "nothing_to_send"
    sentence = _("This message was sent meanwhile, or is being sent.")


class NoSuchOutboxMessage(Refusal):
    """It is not there, or not any more."""

    code = "no_such_outbox_message"
    sentence = _("There is no such message.")
    status = 404


def shown(message: Message) -> dict[str, Any]:
    """A message without address and words: whether it gets through is a leader's concern, what it says is not."""
    return {
        "id": message.pk,
        "key": message.key,
        "kind": message.kind,
        "channel": message.channel.code if message.channel else "",
        "state": message.state,
        "reason": message.reason,
        "queued_at": message.queued_at,
        "next_try_at": message.next_try_at,
        "sent_at": message.sent_at,
        "delivered_at": message.delivered_at,
        "last_error": message.last_error,
        "attempts": [{"at": one.at, "took_ms": one.took_ms, "error": one.error} for one in message.tries.all()],
    }


class OutboxList(APIView):
    """Messages that did not get through yet."""

    action = Action.MESSAGE_WATCH

    @extend_schema(parameters=[shapes.OutboxQueryShape], responses=shapes.OutboxListShape)
    def get(self, request: Request) -> Response:
        """Read what is pending, failing or given up, newest first."""
        asked = shapes.OutboxQueryShape(data=request.query_params)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        rows = list(queries.messages(said["show"], channel=said["channel"], before=said.get("before")))
        older = rows[-1].pk if len(rows) == queries.AT_ONCE else None
        return Response({"results": [shown(row) for row in rows], "older": older})


class OutboxAgain(APIView):
    """Sending a message again."""

    action = Action.MESSAGE_WATCH

    @extend_schema(request=shapes.OutboxAgainShape, responses=shapes.OutboxMessageShape)
    def post(self, request: Request, pk: int) -> Response:
        """Send one as soon as may be, once its reason is mended; 409 when there is nothing to send."""
        shapes.OutboxAgainShape(data=request.data).is_valid(raise_exception=True)
        if not Message.objects.filter(pk=pk).exists():
            raise NoSuchOutboxMessage
        if not try_again([pk], now=timezone.now()):
            raise NothingToSend
        return Response(shown(Message.objects.select_related("channel").get(pk=pk)))
