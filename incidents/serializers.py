"""The shapes of incidents over the API."""

import re
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from heating_ops.api_fields import IdField, MomentField, NumberField, RequestIdField, VersionField

from .models import IncidentLevel, Kind, Phase
from .reach import Scope


@extend_schema_field({"oneOf": [{"type": "integer"}, {"type": "string", "example": "WO-000017"}]})
class OrderReference(serializers.Field[int, Any, int, Any]):
    """A work order by id, or by the number people read out: 17, "17", "WO-000017"."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "not_a_number": _("Give the number of a work order, for example WO-000017."),
    }
    _written = re.compile(r"(?:WO-?)?0*([1-9]\d{0,17})", re.IGNORECASE)

    def to_internal_value(self, data: Any) -> int:
        """Read the id out of what was typed."""
        found = self._written.fullmatch(str(data).strip()) if not isinstance(data, bool) else None
        if found is None:
            self.fail("not_a_number")
        return int(found[1])

    def to_representation(self, value: int) -> int:
        """The id."""
        return value


class DeclareShape(serializers.Serializer[dict[str, Any]]):
    """What declares an incident: an order, a building or words for the place."""

    request_id = RequestIdField(required=False)
    kind = serializers.ChoiceField(choices=Kind.choices)
    title = serializers.CharField(max_length=120)
    level = serializers.ChoiceField(choices=IncidentLevel.choices)
    work_order = OrderReference(required=False)
    building = IdField(required=False)
    place_text = serializers.CharField(max_length=300, required=False, allow_blank=True)
    branch = IdField(required=False, help_text=_("Whose incident it is while no building is known."))
    reach = serializers.ChoiceField(
        choices=Scope.choices,
        required=False,
        help_text=_("How much around the building has lost its heat; without it, what the type usually takes away."),
    )
    gather = serializers.ListField(
        child=OrderReference(), required=False, max_length=500, help_text=_("Other orders of the same trouble.")
    )
    separate = serializers.BooleanField(
        default=False, help_text=_("It is another incident than the one that is open there.")
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """It happened somewhere."""
        if not any(attrs.get(name) for name in ("work_order", "building", "place_text")):
            raise serializers.ValidationError({"place_text": _("Say where: a work order, a building or words.")})
        return attrs


class PhaseShape(serializers.Serializer[dict[str, Any]]):
    """Another phase, from the version that was seen."""

    request_id = RequestIdField(required=False)
    version = VersionField(required=False)
    phase = serializers.ChoiceField(choices=Phase.choices)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)


class LevelShape(serializers.Serializer[dict[str, Any]]):
    """Another level, and why."""

    request_id = RequestIdField(required=False)
    version = VersionField(required=False)
    level = serializers.ChoiceField(choices=IncidentLevel.choices)
    reason = serializers.CharField(max_length=500)


class ReachShape(serializers.Serializer[dict[str, Any]]):
    """Another reach around the place that is known, or around a building that was found."""

    request_id = RequestIdField(required=False)
    version = VersionField(required=False)
    reach = serializers.ChoiceField(choices=Scope.choices)
    building = IdField(required=False)
    separate = serializers.BooleanField(default=False)
    reason = serializers.CharField(max_length=500)


class NextUpdateShape(serializers.Serializer[dict[str, Any]]):
    """When callers hear more: in so many minutes, or at a time; and the words until then."""

    request_id = RequestIdField(required=False)
    version = VersionField(required=False)
    minutes = NumberField(required=False, min_value=1, max_value=7 * 24 * 60)
    next_update_at = MomentField(required=False)
    public_note = serializers.CharField(
        max_length=300, required=False, allow_blank=True, help_text=_("What operators may read out; no names.")
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Said somehow; a time counts before the minutes."""
        if "minutes" not in attrs and "next_update_at" not in attrs:
            raise serializers.ValidationError({"next_update_at": _("Say when: in minutes, or a time.")})
        return attrs


class CommandShape(serializers.Serializer[dict[str, Any]]):
    """The caller takes command."""

    request_id = RequestIdField(required=False)
    version = VersionField(required=False)


class NoteShape(serializers.Serializer[dict[str, Any]]):
    """A line for the log."""

    request_id = RequestIdField(required=False)
    text = serializers.CharField(max_length=2000)


class GatherShape(serializers.Serializer[dict[str, Any]]):
    """An order to gather."""

    request_id = RequestIdField(required=False)
    work_order = OrderReference()


class ReleaseShape(serializers.Serializer[dict[str, Any]]):
    """An order that does not belong, and why."""

    request_id = RequestIdField(required=False)
    work_order = OrderReference()
    reason = serializers.CharField(max_length=500)
