"""The shapes of hand-overs over the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from heating_ops.api_fields import IdField, RequestIdField


class HandoverShape(serializers.Serializer[dict[str, Any]]):
    """Handing over."""

    request_id = RequestIdField(required=False)
    branch = IdField(required=False, help_text=_("The group if not said."))
    remarks = serializers.CharField(max_length=4000, required=False, allow_blank=True)


class SignatureShape(serializers.Serializer[dict[str, Any]]):
    """Taking over."""

    request_id = RequestIdField(required=False)


class WatchItemShape(serializers.Serializer[dict[str, Any]]):
    """A line to keep an eye on."""

    request_id = RequestIdField(required=False)
    branch = IdField(required=False, help_text=_("The group if not said."))
    text = serializers.CharField(max_length=300)


class HandoverQuery(serializers.Serializer[dict[str, Any]]):
    """Whose hand-overs; all within reach if not said."""

    branch = IdField(required=False)
