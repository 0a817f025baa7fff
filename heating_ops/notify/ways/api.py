"""One's ways over the API."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.models import User
from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in

from ..models import Channel, Message
from . import commands, queries, shapes


def _shown(user: User) -> dict[str, Any]:
    rows = [
        {
            "channel": way.channel.code,
            "name": way.channel.name,
            "in_use": way.channel.enabled,
            "address": way.point.address if way.point else "",
            "verified_at": way.point.verified_at if way.point else None,
            "signed_out_at": way.point.signed_out_at if way.point else None,
        }
        for way in queries.ways_of(user)
    ]
    return {"results": rows}


def _id_of(code: str) -> int:
    found = Channel.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise commands.NoSuchWay
    return found


def _checked(request: Request) -> None:
    """A body that is none is refused before anything is looked up."""
    shapes.WayActShape(data=request.data).is_valid(raise_exception=True)


class WayList(APIView):
    """One's own ways."""

    action = Action.INBOX_READ

    @extend_schema(responses=shapes.WayListShape)
    def get(self, request: Request) -> Response:
        """Read in which channels you can be reached."""
        return Response(_shown(signed_in(request)))


class WayAddress(APIView):
    """One's address in a channel."""

    action = Action.INBOX_READ

    @extend_schema(request=shapes.WayAddressShape, responses=shapes.WayListShape)
    def post(self, request: Request, slug: str) -> Response:
        """Enter your address; it is to be confirmed by a test."""
        shape = shapes.WayAddressShape(data=request.data)
        shape.is_valid(raise_exception=True)
        user = signed_in(request)
        commands.set_address(user=user, channel_id=_id_of(slug), address=shape.validated_data["address"])
        return Response(_shown(user))


class WaySignOut(APIView):
    """Signing out of a channel."""

    action = Action.INBOX_READ

    @extend_schema(request=shapes.WayActShape, responses=shapes.WayListShape)
    def post(self, request: Request, slug: str) -> Response:
        """Be sent nothing more there."""
        _checked(request)
        user = signed_in(request)
        commands.sign_out_of(user=user, channel_id=_id_of(slug), now=timezone.now())
        return Response(_shown(user))


class WaySignIn(APIView):
    """Signing into a channel again."""

    action = Action.INBOX_READ

    @extend_schema(request=shapes.WayActShape, responses=shapes.WayListShape)
    def post(self, request: Request, slug: str) -> Response:
        """Be told there again."""
        _checked(request)
        user = signed_in(request)
        commands.sign_into(user=user, channel_id=_id_of(slug))
        return Response(_shown(user))


class WayTest(APIView):
    """A test by the real path."""

    action = Action.INBOX_READ

    @extend_schema(request=shapes.WayActShape, responses={201: shapes.WayTestShape})
    def post(self, request: Request, slug: str) -> Response:
        """Send yourself a message through this channel, exactly as a real one goes."""
        _checked(request)
        notice = commands.test(user=signed_in(request), channel_id=_id_of(slug), now=timezone.now())
        message = Message.objects.filter(notice=notice).first()
        told = {"state": "", "reason": "", "attempts": 0}
        if message is not None:
            told = {"state": message.state, "reason": message.reason, "attempts": message.attempts}
        return Response({"notice": notice.pk, **told}, status=status.HTTP_201_CREATED)
