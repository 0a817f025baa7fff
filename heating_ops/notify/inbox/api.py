"""The inbox over the API."""

from dataclasses import asdict

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in

from . import commands, queries, shapes


class InboxList(APIView):
    """One's own inbox."""

    action = Action.INBOX_READ

    @extend_schema(
        operation_id="inbox_list",
        parameters=[OpenApiParameter("unread", bool), OpenApiParameter("before", int)],
        responses=shapes.NoticeListShape,
    )
    def get(self, request: Request) -> Response:
        """Read what you were told, newest first."""
        asked = shapes.InboxQueryShape(data=request.query_params)
        asked.is_valid(raise_exception=True)
        notices = queries.notices_of(
            signed_in(request), unread=asked.validated_data["unread"], before=asked.validated_data.get("before")
        )
        older = notices[-1].pk if len(notices) == queries.AT_ONCE else None
        return Response({"results": [queries.shown(notice) for notice in notices], "older": older})


class InboxBadge(APIView):
    """The bell: asked every few seconds by every page, so it costs one query and often no body."""

    action = Action.INBOX_READ

    @extend_schema(responses=shapes.InboxBadgeShape)
    def get(self, request: Request) -> Response:
        """Count what is unread; with `If-None-Match` the same count is answered by 304."""
        badge = queries.badge_of(signed_in(request))
        headers = {"ETag": badge.etag, "Cache-Control": "private, no-cache"}
        if request.headers.get("If-None-Match") == badge.etag:
            return Response(status=304, headers=headers)
        return Response(asdict(badge), headers=headers)


class NoticeOne(APIView):
    """One notice of one's own inbox."""

    action = Action.INBOX_READ

    @extend_schema(responses=shapes.NoticeShape)
    def get(self, request: Request, pk: int) -> Response:
        """Read it; that does not mark it as read."""
        notice = queries.notice_of(signed_in(request), pk)
        if notice is None:
            raise commands.NoSuchNotice
        return Response(queries.shown(notice))


class NoticeReading(APIView):
    """Marking one as read."""

    action = Action.INBOX_READ

    @extend_schema(request=shapes.NoticeReadingShape, responses=shapes.NoticeShape)
    def post(self, request: Request, pk: int) -> Response:
        """Mark one as read, which acknowledges it: nothing more about it is sent to you."""
        shape = shapes.NoticeReadingShape(data=request.data)
        shape.is_valid(raise_exception=True)
        notice = commands.read(notice_id=pk, user=signed_in(request), now=timezone.now())
        return Response(queries.shown(notice))


class InboxReading(APIView):
    """Marking many as read."""

    action = Action.INBOX_READ

    @extend_schema(request=shapes.InboxReadingShape, responses=shapes.InboxBadgeShape)
    def post(self, request: Request) -> Response:
        """Mark as read what you have seen."""
        shape = shapes.InboxReadingShape(data=request.data)
        shape.is_valid(raise_exception=True)
        user = signed_in(request)
        commands.read_all(up_to=shape.validated_data["up_to"], user=user, now=timezone.now())
        return Response(asdict(queries.badge_of(user)))
