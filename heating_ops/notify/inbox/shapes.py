"""The inbox over the API, as it is documented."""

from typing import Any

from rest_framework import serializers

from heating_ops.api_fields import IdField, RequestIdField


class NoticeShape(serializers.Serializer[dict[str, Any]]):
    """One thing that was told, in the language of the request."""

    id = serializers.IntegerField()
    topic = serializers.CharField()
    subject = serializers.CharField(help_text="`type:id` of what it is about.")
    title = serializers.CharField()
    body = serializers.CharField()
    link = serializers.CharField(help_text="The page to open.")
    urgent = serializers.BooleanField()
    told_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class NoticeListShape(serializers.Serializer[dict[str, Any]]):
    """Newest first; ``older`` goes into ``before`` to read on."""

    results = NoticeShape(many=True)
    older = serializers.IntegerField(allow_null=True)


class InboxBadgeShape(serializers.Serializer[dict[str, Any]]):
    """What the bell shows."""

    unread = serializers.IntegerField()
    urgent = serializers.IntegerField()
    newest = serializers.IntegerField(help_text="The newest unread one; 0 is none.")
    newest_urgent = serializers.IntegerField()


class InboxQueryShape(serializers.Serializer[dict[str, Any]]):
    """What to list."""

    unread = serializers.BooleanField(required=False, default=False)
    before = IdField(required=False)


class NoticeReadingShape(serializers.Serializer[dict[str, Any]]):
    """One is marked as read; the same again changes nothing."""

    request_id = RequestIdField(required=False)


class InboxReadingShape(NoticeReadingShape):
    """Everything that was seen is marked as read."""

    up_to = IdField(help_text="The newest that was seen; later ones stay unread.")
