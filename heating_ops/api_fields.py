"""Fields of API bodies that take nothing the database could not keep or give back."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

_LARGEST_ID: Final = 2**63 - 1
_LARGEST_COUNT: Final = 2**31 - 1
# Outside of these a moment is a slip of the keyboard, and near the ends of the calendar arithmetic fails.
_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)


class NumberField(serializers.IntegerField):
    """A whole number."""

    def to_internal_value(self, data: Any) -> int:
        """Refuse the underscores that Python reads over."""
        if isinstance(data, str) and "_" in data:
            self.fail("invalid")
        return super().to_internal_value(data)


class IdField(NumberField):
    """The id of a row."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"min_value": 1, "max_value": _LARGEST_ID} | options))


class VersionField(NumberField):
    """The version of a row that a decision was made on."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=_LARGEST_COUNT, **options)


class RequestIdField(serializers.UUIDField):
    """The id a sender chose for one action."""

    def to_internal_value(self, data: Any) -> UUID:
        """Take the usual ways to write a UUID, as text."""
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


class MeasureField(serializers.FloatField):
    """A measured number; yes and no are none."""

    def to_internal_value(self, data: Any) -> float:
        """Refuse what Python alone reads as a number."""
        if isinstance(data, bool) or (isinstance(data, str) and "_" in data):
            self.fail("invalid")
        return super().to_internal_value(data)


class MomentField(serializers.DateTimeField):
    """A moment of this century."""

    default_error_messages = {"out_of_range": _("This moment lies outside the years 2000 to 2099.")}

    def to_internal_value(self, value: Any) -> datetime:
        """Take ISO 8601; without an offset it is the utility's own time."""
        moment = super().to_internal_value(value)
        if not _EARLIEST <= moment < _LATEST:
            self.fail("out_of_range")
        return moment
