"""The shapes of incidents over the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from .models import IncidentLevel, Kind, Phase


class DeclareShape(serializers.Serializer[dict[str, Any]]):
    """What declares an incident: an order, a building or words for the place."""

    request_id = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(choices=Kind.choices)
    title = serializers.CharField(max_length=120)
    level = serializers.ChoiceField(choices=IncidentLevel.choices)
    work_order = serializers.IntegerField(required=False, min_value=1)
    building = serializers.IntegerField(required=False, min_value=1)
    place_text = serializers.CharField(max_length=300, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """It happened somewhere."""
        if not any(attrs.get(name) for name in ("work_order", "building", "place_text")):
            raise serializers.ValidationError({"place_text": _("Say where: a work order, a building or words.")})
        return attrs


class PhaseShape(serializers.Serializer[dict[str, Any]]):
    request_id = serializers.UUIDField(required=False)
    version = serializers.IntegerField(required=False, min_value=1)
    phase = serializers.ChoiceField(choices=Phase.choices)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)


class LevelShape(serializers.Serializer[dict[str, Any]]):
    request_id = serializers.UUIDField(required=False)
    version = serializers.IntegerField(required=False, min_value=1)
    level = serializers.ChoiceField(choices=IncidentLevel.choices)
    reason = serializers.CharField(max_length=500)


class NoteShape(serializers.Serializer[dict[str, Any]]):
    request_id = serializers.UUIDField(required=False)
    text = serializers.CharField(max_length=2000)


class GatherShape(serializers.Serializer[dict[str, Any]]):
    request_id = serializers.UUIDField(required=False)
    work_order = serializers.IntegerField(min_value=1)
