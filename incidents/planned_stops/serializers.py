"""The shapes of planned stops over the API."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from heating_ops.api_fields import IdField, MomentField, RequestIdField, VersionField

from ..reach import Scope
from ..serializers import NextUpdateShape
from .models import StopReason

REACHES: Final = [choice for choice in Scope.choices if choice[0] != Scope.NONE]
__all__ = ["REACHES", "CancelShape", "EndShape", "ExtendShape", "NextUpdateShape", "PlanShape"]


class PlanShape(serializers.Serializer[dict[str, Any]]):
    """What announces a stop."""

    request_id = RequestIdField(required=False)
    reason = serializers.ChoiceField(choices=StopReason.choices)
    building = IdField(help_text=_("A building within the reach."))
    reach = serializers.ChoiceField(choices=REACHES, help_text=_("How much around the building has no heat."))
    begins_at = MomentField()
    ends_at = MomentField(help_text=_("What callers are told."))
    public_note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class ExtendShape(serializers.Serializer[dict[str, Any]]):
    """Another expected end, and why."""

    request_id = RequestIdField(required=False)
    version = VersionField(required=False)
    ends_at = MomentField()
    reason = serializers.CharField(max_length=500)


class EndShape(serializers.Serializer[dict[str, Any]]):
    """The heat is back."""

    request_id = RequestIdField(required=False)
    version = VersionField(required=False)


class CancelShape(serializers.Serializer[dict[str, Any]]):
    """It does not take place, and why."""

    request_id = RequestIdField(required=False)
    version = VersionField(required=False)
    reason = serializers.CharField(max_length=500)
