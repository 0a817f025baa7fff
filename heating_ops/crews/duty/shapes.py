"""The shapes of the roster over the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from heating_ops.api_fields import IdField, MomentField, NumberField, RequestIdField

from .models import LeaveKind

_MOST_TURNS = 28
Shape = serializers.Serializer[dict[str, Any]]


class _Sent(Shape):
    """What every act may bring."""

    request_id = RequestIdField(required=False)


class DutyShape(_Sent):
    """Somebody on duty by hand."""

    post = IdField(help_text=_("The post, as the roster of the week names it."))
    user = IdField()
    begins_at = MomentField()
    ends_at = MomentField()
    one_more = serializers.BooleanField(default=False, help_text=_("Although the post is filled."))


class DutyReplacementShape(_Sent):
    """Somebody else instead."""

    user = IdField()
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)


class RosterReasonShape(_Sent):
    """Why."""

    reason = serializers.CharField(max_length=500)


class RosterActShape(_Sent):
    """Nothing but the act."""


class PatternShape(_Sent):
    """Hours that come again."""

    post = IdField(required=False)
    crew = IdField(required=False)
    users = serializers.ListField(child=IdField(), required=False, max_length=_MOST_TURNS, help_text=_("In turn."))
    weekdays = serializers.ListField(
        child=NumberField(min_value=1, max_value=7), max_length=7, help_text=_("1 is Monday.")
    )
    begins = serializers.TimeField()
    ends = serializers.TimeField(help_text=_("Not after the beginning: on the next day."))
    first_day = serializers.DateField()
    last_day = serializers.DateField(required=False)
    turn_days = NumberField(min_value=1, max_value=_MOST_TURNS, default=1)
    turns = NumberField(min_value=1, max_value=_MOST_TURNS, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A post or a crew."""
        if ("post" in attrs) == ("crew" in attrs):
            raise serializers.ValidationError({"post": [_("Name a post or a crew.")]})
        return attrs


class PatternEndShape(_Sent):
    """The last day."""

    last_day = serializers.DateField()
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)


class LeaveShape(_Sent):
    """Being away; of somebody else only by who leads them."""

    user = IdField(required=False, help_text=_("Oneself if not said."))
    begins_at = MomentField()
    ends_at = MomentField()
    kind = serializers.ChoiceField(choices=LeaveKind.choices)


class SwapShape(_Sent):
    """Asking somebody to take a duty."""

    duty = IdField(help_text=_("One's own."))
    other = IdField(help_text=_("Who is asked."))
    counter = IdField(required=False, help_text=_("A duty of theirs taken for it."))


class DutyPhoneShape(_Sent):
    """The number one answers while on duty; empty takes it off."""

    number = serializers.RegexField(r"^[0-9+() -]{0,24}$", allow_blank=True, max_length=24)


class DutiesQuery(Shape):
    """Which branch's roster, and from which day; the group's without a branch."""

    branch = IdField(required=False)
    first_day = serializers.DateField(required=False)
